"""A server that is killed at any moment under load keeps what it acknowledged, once, and is well when it is back."""

import pytest

from tests.kills.killing import siege

KILLS, SEED = 10, 20261124


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_what_was_acknowledged_outlives_a_server_that_is_killed(database):
    with siege(database, SEED) as made:
        for _ in range(KILLS):
            made.kill_once()
    print(made.counted)
