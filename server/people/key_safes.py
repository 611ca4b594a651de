"""Key-safe codes: shown on a tap, from 30 minutes before a visit to its end, every showing on record."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from server import clock
from server.people.key_safe_models import KeySafe
from server.visits.shifts import Shift

SHOWN_BEFORE = timedelta(minutes=30)


def people_with_key_safe(db: Session, people: Iterable[UUID]) -> set[UUID]:
    """Which of these people have a key safe; not its code."""
    return set(db.exec(select(KeySafe.service_user_id).where(col(KeySafe.service_user_id).in_(list(people)))))


def key_safe_at(db: Session, shift: Shift) -> KeySafe | None:
    """The key safe at a visit, if it is time for the worker to know; None before and after."""
    return db.get(KeySafe, shift.service_user_id) if is_time(shift, clock.now()) else None


def is_time(shift: Shift, now: datetime) -> bool:
    """From 30 minutes before the visit to its end, and as long as the worker has checked in and not out."""
    inside = shift.arrived_at is not None and shift.left_at is None
    return inside or shift.starts_at - SHOWN_BEFORE <= now <= shift.ends_at
