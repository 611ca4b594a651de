"""What recording a fact does to a visit: the state that the day and the board show follows from the entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from server import clock
from server.inbox.models import Form
from server.people.models import ServiceUser
from server.people.places import metres_apart
from server.visits.entries import Entry, standing, whose
from server.visits.entry_kinds import (
    ActionOutcome,
    Arrival,
    ChangesRead,
    Concern,
    Departure,
    LateNotice,
    Note,
    StoppedVisit,
)
from server.visits.forms import (
    ArrivalForm,
    ChangesReadForm,
    ConcernForm,
    DepartureForm,
    LateNoticeForm,
    NoteForm,
    OutcomeForm,
    StoppedForm,
)  # fmt: skip
from server.visits.models import Assignment, CareAction, Visit


@dataclass(frozen=True, slots=True)
class Turn:
    """One worker's turn at one visit: what every recorded fact is about."""

    visit: Visit
    assignment: Assignment
    person: ServiceUser
    zone: str

    def arrive(self, form: Form, before: list[Arrival]) -> Arrival:
        """Check in. Of all that stand, the earliest arrival is the one the board shows."""
        values = ArrivalForm.of(form)
        arrival = Arrival.of(
            form, values, self.visit,
            happened_at=self.happened_at(form, values.wall_time),
            latitude=values.latitude, longitude=values.longitude, accuracy_metres=values.accuracy,
            metres_from_door=metres_between(self.person, values.latitude, values.longitude), reason=values.reason,
        )  # fmt: skip
        self.visit.touch()
        self.assignment.arrived_at = min(entry.happened_at for entry in standing([*before, arrival]))
        return arrival

    def leave(self, form: Form, before: list[Departure], unanswered: str = "") -> Departure:
        """Check out. Of all that stand, the latest departure is the one the board shows.

        `unanswered` is what the office sees to be open, where the page could not say.
        The person's next visits show what changed since, so their pages change too.
        """
        values = DepartureForm.of(form)
        departure = Departure.of(
            form, values, self.visit,
            happened_at=self.happened_at(form, values.wall_time), left_open=values.left_open or unanswered,
            reason=values.reason,
        )  # fmt: skip
        self.visit.touch()
        self.person.touch()
        self.assignment.left_at = max(entry.happened_at for entry in standing([*before, departure]))
        return departure

    def stop(self, form: Form) -> StoppedVisit:
        """The visit could not be completed."""
        values = StoppedForm.of(form)
        stopped = StoppedVisit.of(form, values, self.visit, why=values.why, done=values.done)
        self.visit.touch()
        self.assignment.stopped_at, self.assignment.stopped_why = form.recorded_at, values.why
        return stopped

    def settle_times(self, settled: Entry, others: Sequence[Entry]) -> None:
        """What the office settled about the turn itself; `others` is all of its kind at the visit."""
        workers = whose(entries := [*others, settled])
        stand: list[Any] = [one for one in standing(entries) if workers[one.id] == self.assignment.account_id]
        match settled:
            case Arrival():
                self.assignment.arrived_at = min(entry.happened_at for entry in stand)
            case Departure():
                self.assignment.left_at = max(entry.happened_at for entry in stand)
            case StoppedVisit():
                self.assignment.stopped_at, self.assignment.stopped_why = settled.recorded_at, settled.why

    def answer(self, action: CareAction, form: Form) -> ActionOutcome:
        """What became of a care action."""
        values = OutcomeForm.of(form)
        outcome = ActionOutcome.of(
            form, values, self.visit,
            care_action_id=action.id, outcome=values.outcome, support=values.support, reason=values.full_reason,
        )  # fmt: skip
        self.visit.touch()
        return outcome

    def write_note(self, form: Form) -> Note:
        """A note; it shows on the person's page and their other visits too."""
        values = NoteForm.of(form)
        note = Note.of(form, values, self.visit, kind=values.kind, words=values.words)
        self.visit.touch()
        self.person.touch()
        return note

    def raise_concern(self, form: Form) -> Concern:
        """Something the office must know."""
        values = ConcernForm.of(form)
        concern = Concern.of(form, values, self.visit, kind=values.kind, seen=values.seen, done=values.done)
        self.visit.touch()
        return concern

    def run_late(self, form: Form) -> LateNotice:
        """The worker will be late."""
        values = LateNoticeForm.of(form)
        notice = LateNotice.of(form, values, self.visit, minutes=values.minutes, reason=values.reason)
        self.visit.touch()
        return notice

    def read_changes(self, form: Form) -> ChangesRead:
        """The worker has read what changed: the person's other visits ask no more."""
        values = ChangesReadForm.of(form)
        read = ChangesRead.of(form, values, self.visit, changes=values.changes)
        self.visit.touch()
        self.person.touch()
        return read

    def happened_at(self, form: Form, at: time | None) -> datetime:
        """When it happened: as recorded, or when the wall clock that a correction gives was nearest to the visit.

        In the hour that an autumn night repeats it may have been either.
        """
        if at is None:
            return form.recorded_at
        days = (self.visit.service_on + timedelta(days=days) for days in (-1, 0, 1))
        return min(
            (clock.moment(day, at.replace(fold=fold), self.zone) for day in days for fold in (0, 1)), key=self.away
        )

    def away(self, at: datetime) -> tuple[timedelta, timedelta]:
        """How far a moment is from the visit, and from its beginning: a visit may last for a day and a night."""
        begins, ends = self.visit.starts_at, self.visit.ends_at
        return max(begins - at, at - ends, timedelta()), abs(at - begins)


def metres_between(person: ServiceUser, latitude: float | None, longitude: float | None) -> int | None:
    """Great-circle metres from a place to the person's door; None when either is not known."""
    if latitude is None or longitude is None or person.latitude is None or person.longitude is None:
        return None
    return round(metres_apart((person.latitude, person.longitude), (latitude, longitude)))
