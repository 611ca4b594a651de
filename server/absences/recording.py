"""A worker who cannot come: recorded, their visits are open at once; taken back, they can come again."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from server import clock
from server.absences.models import Absence, AbsenceKind
from server.absences.queries import MAY_BE_CHOSEN, absences_of, visits_in
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.asking import Asking, day, if_any, time_of_day
from server.inbox.unit import Unit
from server.problems import BadInput
from server.rota.drafting import take_off
from server.visits.models import Visit

LONGEST = timedelta(days=366)


def record_absence(db: Unit, asker: Asker, worker: Account, said: Mapping[str, str]) -> Absence:
    """From a day, or a time on it, to the end of another, or a time on that. Visits that have not begun are without
    them, as drafts. Raises BadInput with all that is wrong."""
    with Asking(said) as asking:
        kind, (starts_at, ends_at) = asking.read("kind", kind_in), span_in(asker, asking)
    absence = Absence(
        agency_id=asker.agency_id, account_id=worker.id, kind=kind, starts_at=starts_at, ends_at=ends_at,
        recorded_by=asker.id,
    )  # fmt: skip
    db.add(absence)
    db.flush()
    db.note(asker, "recorded absence", worker.id)
    for one in visits_in(db, worker.id, starts_at, ends_at):
        if worker.id in one.planned.workers and not one.has_begun:
            take_off(db, asker, db.get_one(Visit, one.planned.visit_id), worker.id)
    return absence


def kind_in(text: str) -> AbsenceKind:
    kind = next((kind for kind in MAY_BE_CHOSEN if kind == text), None)
    if kind is None:
        raise BadInput("Say why they cannot come.")
    return kind


def span_in(asker: Asker, asking: Asking) -> tuple[datetime, datetime]:
    """From when to when; anything at all where the form will not do."""
    first, last = asking.read("first", day("Choose a day.")), asking.read("last", day("Choose a day."))
    at = asking.read("at", if_any(time_of_day("Say from when, as 14:30.")))
    until = asking.read("until", if_any(time_of_day("Say until when, as 14:30.")))
    if not (first and last):
        return clock.day_bounds(asker.today, asker.zone)
    starts_at = clock.moment(first, at or time(), asker.zone)
    ends_at = clock.moment(last, until, asker.zone) if until else clock.day_bounds(last, asker.zone)[1]
    if not timedelta() <= last - first <= LONGEST:
        asking.refuse("last", "The last day comes before the first one, or is more than a year later.")
    elif ends_at <= starts_at:
        asking.refuse("until", "They would be back before they are gone: look at the two times.")
    return starts_at, ends_at


def end_absences(db: Unit, asker: Asker, worker: Account) -> None:
    """They can come again. Their visits stay as they are planned by now; what was recorded stays."""
    for absence in absences_of(db, [worker.id])[worker.id]:
        if absence.kind != AbsenceKind.LEFT:
            absence.withdrawn_at = clock.now()
    db.note(asker, "ended absence", worker.id)
