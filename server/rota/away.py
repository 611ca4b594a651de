"""Who is away, and until when."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from server import clock
from server.rota.models import Absence, AbsenceKind

ABSENCE_WORDS = {AbsenceKind.ILL: "Ill", AbsenceKind.LEAVE: "On leave", AbsenceKind.OTHER: "Away"}


def absences_of(db: Session, workers: Iterable[UUID]) -> dict[UUID, list[Absence]]:
    """Who is away now or later, by worker; those who are not have an empty list."""
    found: dict[UUID, list[Absence]] = {worker: [] for worker in workers}
    away = select(Absence).where(col(Absence.account_id).in_(found), Absence.ends_at > clock.now())
    for absence in db.exec(away.where(col(Absence.withdrawn_at).is_(None)).order_by(col(Absence.starts_at))):
        found[absence.account_id].append(absence)
    return found


def in_words(absence: Absence, zone: ZoneInfo) -> str:
    """`Ill until Sun 22 Nov`."""
    last = (absence.ends_at - timedelta(minutes=1)).astimezone(zone)
    return f"{ABSENCE_WORDS[absence.kind]} until {last:%a} {last.day} {last:%b}"
