"""Whatever a coordinator does: nobody is in two places, no visit vanishes, workers are told what is true."""

from tests.planning.machine import planning, run

SEQUENCES, SEED = 200, 20261125


def test_any_sequence_of_edits_publishes_a_rota_that_can_be_worked():
    with planning() as office:
        run(office, SEQUENCES, SEED)
        assert office.published > SEQUENCES / 4
        assert office.refused > 0
