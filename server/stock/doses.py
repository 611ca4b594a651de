"""What a dose takes from the stock, as its own version of the order says."""

from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from server.medication.amounts import amount_in
from server.medication.models import Medicine
from server.medication.outcomes import MarOutcome
from server.visits.entries import answer_in

UNSAID = "an amount was not said"
UNSEEN = "a dose was taken without us"
ORDER_CHANGED = "the order changed"
TWICE = "a dose was recorded as given more than once"
CONTRADICTED = "two corrections contradict each other"

FROM_STOCK = frozenset(
    outcome for outcome in MarOutcome if outcome.counts_as_taken or outcome == MarOutcome.MADE_AVAILABLE
)
"""What was left out is out of the pack; what somebody else gave, or the person took alone, came from the same pack."""
NOT_SEEN = frozenset(outcome for outcome in FROM_STOCK if outcome.counts_as_taken and not outcome.was_given)


class RecordedDose(NamedTuple):
    """The columns of an entry about a dose that its stock follows from."""

    id: UUID
    corrects: UUID | None
    also_corrects: str
    dose_id: UUID
    medicine_id: UUID
    outcome: MarOutcome
    amount_given: str
    says_when: bool
    """The worker said when it was: a correction too, which otherwise is at the time of what it corrects."""

    @property
    def answer(self) -> tuple[Any, ...]:
        return answer_in((self.outcome, self.amount_given if self.outcome in FROM_STOCK else ""))


def takes(dose: RecordedDose, order: Medicine) -> tuple[Decimal | None, str]:
    """How many it took, and what is in doubt about it; None when nobody said."""
    unseen = UNSEEN if dose.outcome in NOT_SEEN else ""
    if dose.amount_given:
        said = amount_in(dose.amount_given)
        fits = said is not None and said.unit in ("", order.stock_unit)
        return (said.number, unseen) if said and fits else (None, UNSAID)
    if order.stock_per_dose is None or dose.outcome == MarOutcome.TAKEN_PARTIAL:
        return None, UNSAID
    return order.stock_per_dose, unseen
