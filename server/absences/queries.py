"""Who is away, until when, and which visits that leaves open."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from server import clock
from server.absences.models import Absence, AbsenceKind
from server.rota.queries import planned
from server.rota.slots import Planned
from server.visits.models import Assignment, Visit

ABSENCE_WORDS = {
    AbsenceKind.ILL: "Ill",
    AbsenceKind.LEAVE: "On leave",
    AbsenceKind.LATE: "Late",
    AbsenceKind.OTHER: "Away",
    AbsenceKind.LEFT: "Left",
}
MAY_BE_CHOSEN = {kind: words for kind, words in ABSENCE_WORDS.items() if kind != AbsenceKind.LEFT}
"""Who leaves is said on the page of their account."""


def absences_of(db: Session, workers: Iterable[UUID]) -> dict[UUID, list[Absence]]:
    """Who is away now or later, by worker; those who are not have an empty list."""
    found: dict[UUID, list[Absence]] = {worker: [] for worker in workers}
    away = select(Absence).where(col(Absence.account_id).in_(found), Absence.ends_at > clock.now())
    for absence in db.exec(away.where(col(Absence.withdrawn_at).is_(None)).order_by(col(Absence.starts_at))):
        found[absence.account_id].append(absence)
    return found


def in_words(absence: Absence, zone: ZoneInfo) -> str:
    """`Ill until Sun 22 Nov`, `Late until 09:30`, `Leaves after Sun 22 Nov`."""
    if absence.kind == AbsenceKind.LEFT:
        last = absence.starts_at.astimezone(zone) - timedelta(minutes=1)
        return f"Leaves after {last:%a} {last.day} {last:%b}"
    last = absence.ends_at.astimezone(zone)
    if (last.hour, last.minute) != (0, 0):
        return f"{ABSENCE_WORDS[absence.kind]} until {last:%H:%M}"
    last -= timedelta(minutes=1)
    return f"{ABSENCE_WORDS[absence.kind]} until {last:%a} {last.day} {last:%b}"


def visits_in(db: Session, worker_id: UUID, starts_at: datetime, ends_at: datetime) -> list[Planned]:
    """The visits of a worker, as published, in a stretch of time; with their drafts."""
    theirs = select(Assignment.visit_id).where(Assignment.account_id == worker_id, col(Assignment.removed_at).is_(None))
    return planned(db, col(Visit.id).in_(theirs), Visit.starts_at < ends_at, Visit.ends_at > starts_at)


def left_by(db: Session, worker_id: UUID, absences: Iterable[Absence]) -> list[Planned]:
    """Their visits while they are away, in order: who goes instead, nobody yet, or they themselves all the same."""
    found = [one for absence in absences for one in visits_in(db, worker_id, absence.starts_at, absence.ends_at)]
    return [one for one in found if not one.has_begun]
