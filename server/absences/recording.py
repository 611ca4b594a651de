"""A worker who cannot come: recorded, their visits are open at once; taken back, they can come again."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from server import clock
from server.absences.models import Absence, AbsenceKind
from server.absences.queries import MAY_BE_CHOSEN, absences_of, visits_in
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.asking import day
from server.inbox.unit import Unit
from server.problems import BadInput
from server.rota.drafting import take_off
from server.rota.times import time_in
from server.visits.models import Visit

LONGEST = timedelta(days=366)


def record_absence(db: Unit, asker: Asker, worker: Account, said: Mapping[str, str]) -> Absence:
    """From a day, or a time on it, to the end of another, or a time on that. Visits that have not begun are without
    them, as drafts. Raises BadInput, naming the field."""
    kind = next((kind for kind in MAY_BE_CHOSEN if kind == said.get("kind")), None)
    if kind is None:
        raise BadInput("Say why they cannot come.", "kind")
    starts_at, ends_at = span_in(asker, said)
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


def span_in(asker: Asker, said: Mapping[str, str]) -> tuple[datetime, datetime]:
    first, last = day_in(said.get("first", ""), "first"), day_in(said.get("last", ""), "last")
    if not timedelta() <= last - first <= LONGEST:
        raise BadInput("The last day comes before the first one, or is more than a year later.", "last")
    starts_at = clock.moment(
        first, time_in(said["at"], sentence="Say from when, as 14:30.") if said.get("at") else time(), asker.zone
    )
    _, ends_at = clock.day_bounds(last, asker.zone)
    if said.get("until"):
        ends_at = clock.moment(last, time_in(said["until"], "until", "Say until when, as 14:30."), asker.zone)
    if ends_at <= starts_at:
        raise BadInput("They would be back before they are gone: look at the two times.", "until")
    return starts_at, ends_at


def end_absences(db: Unit, asker: Asker, worker: Account) -> None:
    """They can come again. Their visits stay as they are planned by now; what was recorded stays."""
    for absence in absences_of(db, [worker.id])[worker.id]:
        if absence.kind != AbsenceKind.LEFT:
            absence.withdrawn_at = clock.now()
    db.note(asker, "ended absence", worker.id)


def day_in(text: str, field: str) -> date:
    try:
        return day("Choose a day.")(text)
    except BadInput as problem:
        raise BadInput(str(problem), field) from None
