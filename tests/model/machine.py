"""The state machine: Hypothesis chooses what happens next, and shortens what went wrong."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant

from tests.model.healing import heal
from tests.model.history import History
from tests.model.invariants import check_healed, check_step, ledger
from tests.model.troubles import SKEWS, TroubledOffice, TroubledPhones


class Life(TroubledPhones, TroubledOffice):
    """Phones, workers and an office, and whatever may befall them."""

    def __init__(self) -> None:
        super().__init__()
        self.history: History | None = None

    @initialize(
        beginning=st.sampled_from((0, 0, 0, 1, 2)), phones=st.integers(2, 5), seed=st.integers(0, 2**16),
        skew=st.sampled_from(("clock right", "clock right", *SKEWS)),
    )  # fmt: skip
    def begin(self, beginning: int, phones: int, seed: int, skew: str) -> None:
        """A morning, or a night in which the clocks change; the first phone's clock may be wrong from the start."""
        model = self.model
        rows = model.office.begin(beginning)
        self.history = History(model.office, model.phones, rows, model.faults, model.changes)
        self.history.begin(phones, seed)
        if beginning:
            self.count("DST night")
        if skew != "clock right":
            self.clock_jumps(0, skew)
        model.histories += 1
        model.changes = None

    @invariant()
    def nothing_is_lost(self) -> None:
        if self.history:
            self.model.steps += 1
            if self.history.office_changed:
                self.office_has = ledger()
            check_step(self.history, self.office_has)
            self.history.office_changed = False

    def teardown(self) -> None:
        if self.history:
            heal(self.history)
            check_healed(self.history)
