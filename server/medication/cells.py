"""One dose on a chart: what is known of it, in a letter or two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from server import clock
from server.medication.models import Dose, MarEntry
from server.medication.words import LETTERS
from server.visits.entries import contradictions, standing
from server.visits.models import Visit


class DoseState(StrEnum):
    """What is known of a dose that was due."""

    GIVEN = "given"
    NOT_GIVEN = "not_given"
    NOT_RECORDED = "not_recorded"
    DUE = "due"
    NOT_DUE = "not_due"
    """The order was changed or stopped before, or the visit was cancelled."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One dose on the chart."""

    dose: Dose
    visit: Visit
    state: DoseState
    text: str
    """Initials when it was taken, else a letter; `?` when nothing is recorded."""
    entries: Sequence[MarEntry]
    """All of them, the corrected ones too, as they came."""
    standing: Sequence[MarEntry]

    @property
    def contradicts(self) -> bool:
        """Corrections of one record say different things."""
        return bool(contradictions(self.entries))


def cell_of(dose: Dose, visit: Visit, entries: Sequence[MarEntry], initials: Mapping[UUID, str]) -> Cell:
    stands = standing(list(entries))
    state = state_of(dose, visit, stands)
    return Cell(dose, visit, state, text_of(state, stands, initials), entries, stands)


def state_of(dose: Dose, visit: Visit, stands: Sequence[MarEntry]) -> DoseState:
    """What is recorded counts first; then whether it is due at all, and whether its visit is over."""
    if stands:
        return DoseState.GIVEN if any(one.outcome.counts_as_taken for one in stands) else DoseState.NOT_GIVEN
    if dose.withdrawn_at or visit.cancelled_at or dose.due_at is None:
        return DoseState.NOT_DUE
    return DoseState.NOT_RECORDED if max(dose.due_at, visit.ends_at) < clock.now() else DoseState.DUE


def text_of(state: DoseState, stands: Sequence[MarEntry], initials: Mapping[UUID, str]) -> str:
    if stands:
        return " ".join(LETTERS.get(one.outcome) or initials[one.author_id] for one in stands)
    return "?" if state == DoseState.NOT_RECORDED else ""


def initials_of(names: Mapping[UUID, str]) -> dict[UUID, str]:
    """`AY`; where two would be alike, as many letters of the last name as tell them apart."""
    found: dict[UUID, str] = {}
    for account, name in sorted(names.items(), key=lambda one: one[1]):
        given, _, family = name.partition(" ")
        length = 1
        while (short := f"{given[:1]}{family[:length]}") in found.values() and length < len(family):
            length += 1
        found[account] = short
    return found
