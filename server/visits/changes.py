"""What a worker has to read before a visit: what changed since they were last there, and what they never said to have
read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from server.care_plans.models import PlanChange
from server.visits.entry_kinds import ChangesRead
from server.visits.shifts import Shift


@dataclass(frozen=True, slots=True)
class ChangesToRead:
    """What changed, as one visit's page shows it: each is asked about until it is read, and never twice after."""

    shown: Sequence[PlanChange]
    unread: Sequence[PlanChange]

    @property
    def marks(self) -> str:
        """By which the form says what it shows."""
        return " ".join(change.mark for change in self.unread)


def changes_to_read(
    shift: Shift, changes: Iterable[PlanChange], since: date, read: Sequence[ChangesRead]
) -> ChangesToRead:
    """`since` is the day on which the worker was last there; `read` is what they said to have read, here or elsewhere.

    A change from before it is shown when it is known to have been made later, or was left unread.
    """
    elsewhere = [one for one in read if one.visit_id != shift.id and one.changes]
    here = [one for one in read if one.visit_id == shift.id]
    shown = [
        change
        for change in changes
        if change.changed_on <= shift.service_on
        and (change.changed_on >= since or change.made_at)
        and not any(is_read(change, one) for one in elsewhere)
    ]
    return ChangesToRead(shown, [change for change in shown if not any(is_read(change, one) for one in here)])


def is_read(change: PlanChange, read: ChangesRead) -> bool:
    """It was on the page; of a form from before forms said what was, only its own visit knows, and up to when."""
    if read.changes:
        return change.mark in read.changes.split()
    return change.made_at is None or change.made_at <= read.received_at
