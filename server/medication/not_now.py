"""What a person takes that is not due at a visit: shown with when it is, so that nobody gives it now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, or_, select

from server.care_plans.recurrences import weekdays_in_words
from server.medication.models import Dose, Medicine


class NotNow(NamedTuple):
    """A medicine, and when it is due: `21:30, every day`."""

    medicine: Medicine
    when: str


def orders_with_times(db: Session, people: Iterable[UUID], first: date) -> dict[UUID, list[Medicine]]:
    """By person, what counts on that day or later, but for what is given only when required; by time of day."""
    found: dict[UUID, list[Medicine]] = defaultdict(list)
    going_on = or_(col(Medicine.ended_on).is_(None), col(Medicine.ended_on) >= first)
    asked = select(Medicine).where(
        col(Medicine.service_user_id).in_(list(people)), going_on, col(Medicine.at).is_not(None)
    )
    for row in db.exec(asked.order_by(col(Medicine.at), Medicine.name)):
        found[row.service_user_id].append(row)
    return found


def not_now(orders: Iterable[Medicine], on: date, due: Iterable[Dose]) -> list[NotNow]:
    """Those in force on a day of which no dose is due here."""
    here = {dose.medicine_id for dose in due if dose.withdrawn_at is None}
    by_order: dict[UUID, list[Medicine]] = defaultdict(list)
    for row in orders:
        if row.started_on <= on <= (row.ended_on or on):
            by_order[row.order_id].append(row)
    return [NotNow(rows[0], when_of(rows)) for rows in by_order.values() if not here.intersection(ids_of(rows))]


def ids_of(rows: Sequence[Medicine]) -> list[UUID]:
    return [row.id for row in rows]


def when_of(rows: Sequence[Medicine]) -> str:
    times = ", ".join(f"{row.at:%H:%M}" for row in rows if row.at)
    return f"{times}, {weekdays_in_words(rows[0].weekdays.split()).lower()}"
