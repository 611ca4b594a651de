"""A worker who cannot come: their visits are open at once, and the best cover for each is one press away."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account, Role
from server.inbox.unit import Unit
from server.problems import BadInput, NotFoundOrNotYours
from server.rota.away import absences_of
from server.rota.choosing import choosing_for
from server.rota.drafting import send, take_off
from server.rota.models import Absence, AbsenceKind
from server.rota.queries import planned
from server.rota.slots import Planned
from server.rota.times import time_in
from server.visits.models import Assignment, Visit

LONGEST = timedelta(days=366)


def worker_of(db: Session, asker: Asker, account_id: UUID) -> Account:
    """A care worker of the asker's agency who has not left. Raises NotFoundOrNotYours."""
    found = select(Account).where(Account.id == account_id, Account.agency_id == asker.agency_id)
    worker = db.exec(found.where(Account.role == Role.CARE_WORKER, col(Account.left_at).is_(None))).one_or_none()
    if worker is None:
        raise NotFoundOrNotYours
    return worker


def record_absence(db: Unit, asker: Asker, worker: Account, said: Mapping[str, str]) -> Absence:
    """From a day, or a time on it, to the end of another. Visits that have not begun are without them, as drafts.

    Raises BadInput, naming the field.
    """
    kind = next((kind for kind in AbsenceKind if kind == said.get("kind")), None)
    if kind is None:
        raise BadInput("Say why they cannot come.", "kind")
    first, last = day_in(said.get("first", ""), "first"), day_in(said.get("last", ""), "last")
    if not timedelta() <= last - first <= LONGEST:
        raise BadInput("The last day comes before the first one, or is more than a year later.", "last")
    begins = time_in(said["at"]) if said.get("at") else time()
    starts_at = clock.moment(first, begins, asker.zone)
    _, ends_at = clock.day_bounds(last, asker.zone)
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


def end_absences(db: Unit, asker: Asker, worker: Account) -> None:
    """They can come again. Their visits stay as they are planned by now; what was recorded stays."""
    for absence in absences_of(db, [worker.id])[worker.id]:
        absence.withdrawn_at = clock.now()
    db.note(asker, "ended absence", worker.id)


def day_in(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput("Choose a day.", field) from None


def visits_in(db: Session, worker_id: UUID, starts_at: datetime, ends_at: datetime) -> list[Planned]:
    """The visits of a worker, as published, in a stretch of time; with their drafts."""
    theirs = select(Assignment.visit_id).where(Assignment.account_id == worker_id, col(Assignment.removed_at).is_(None))
    return planned(db, col(Visit.id).in_(theirs), Visit.starts_at < ends_at, Visit.ends_at > starts_at)


def left_by(db: Session, worker_id: UUID, absences: Iterable[Absence]) -> list[Planned]:
    """Their visits while they are away, in order: who goes instead, nobody yet, or they themselves all the same."""
    found = [one for absence in absences for one in visits_in(db, worker_id, absence.starts_at, absence.ends_at)]
    return [one for one in found if not one.has_begun]


def propose_cover(db: Unit, asker: Asker, worker_id: UUID) -> int:
    """Choose the most suitable worker who has the time for everything that is open, one visit after the other.

    Nobody else's visits are touched. Answers how many were found. Raises BadInput when nobody has the time for any.
    """
    found = 0
    for one in left_by(db, worker_id, absences_of(db, [worker_id])[worker_id]):
        if not one.planned.missing:
            continue
        visit = db.get_one(Visit, one.planned.visit_id)
        choices = [choice for choice in choosing_for(db, asker, visit).choices if not choice.is_rushed]
        if choices:
            send(db, asker, visit, choices[0].worker.id)
            db.flush()
            found += 1
    if not found:
        raise BadInput("Nobody else has the time for what is left. Open each visit to see why, and choose yourself.")
    return found
