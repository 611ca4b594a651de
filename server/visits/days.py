"""A worker's days as pages: the day itself, and the days before and ahead."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from markupsafe import Markup
from sqlalchemy import func
from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.pieces import Page, phone_page
from server.problems import NotFoundOrNotYours
from server.rota_changes.differences import News
from server.visits.models import Assignment, Visit
from server.visits.shifts import Shift

DAYS_KEPT = 3
"""Today and the next 48 hours."""


def day_page(asker: Asker, on: date, shifts: Sequence[Shift], news: Sequence[News] = ()) -> Page:
    """One day of the asker's, and on today's the changes to their rota that they have not answered.
    Raises NotFoundOrNotYours outside the agency's window."""
    earliest, latest = asker.window
    if not earliest <= on <= latest:
        raise NotFoundOrNotYours
    today = asker.today
    return written(asker, today, on, tuple(shifts), tuple(news) if on == today else ())


@lru_cache(maxsize=256)
def written(asker: Asker, today: date, on: date, shifts: Sequence[Shift], news: Sequence[News]) -> Page:
    """A day says the same as long as all that it shows is the same."""
    earliest, latest = asker.window
    return phone_page(
        "visits/day.html",
        asker=asker,
        on=on,
        today=today,
        before=on - timedelta(days=1) if on > earliest else None,
        after=on + timedelta(days=1) if on < latest else None,
        news=news,
        to_do=[card_of(shift, asker.zone) for shift in shifts if not shift.is_over],
        over=[card_of(shift, asker.zone) for shift in shifts if shift.is_over],
    )


@lru_cache(maxsize=4096)
def card_of(shift: Shift, zone: str) -> Markup:
    """A visit on the day, short as the day is written. It is written again whenever one of its visits changes; the
    others are as they were."""
    return Markup(phone_page("visits/_shift.html", shift=shift, zone=zone).short)  # noqa: S704 (our own template's text)


def rota_page(db: Session, asker: Asker) -> Page:
    """The asker's days, each with how many visits from when to when."""
    days = (
        select(Assignment.service_on, func.count(), func.min(Visit.starts_at), func.max(Visit.ends_at))  # type: ignore[call-overload]
        .join(Visit, col(Visit.id) == Assignment.visit_id)
        .where(Assignment.account_id == asker.id, col(Assignment.removed_at).is_(None))
        .where(col(Assignment.service_on).between(*asker.window))
        .group_by(col(Assignment.service_on))
        .order_by(col(Assignment.service_on))
    )
    return phone_page("visits/rota.html", asker=asker, days=db.exec(days).all())
