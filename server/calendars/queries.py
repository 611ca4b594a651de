"""What we ask about calendar feeds: a worker's own, and the visits that one shows."""

import hashlib
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from server import clock
from server.accounts.models import Account, Agency
from server.accounts.queries import still_here
from server.calendars.models import CalendarFeed
from server.people.models import ServiceUser
from server.visits.models import Assignment, Visit

BACK, AHEAD = timedelta(days=7), timedelta(days=28)


class FeedVisit(NamedTuple):
    """A visit as a calendar needs it."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    version: int
    given_name: str
    family_name: str

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def initials(self) -> str:
        """`J W`."""
        return f"{self.given_name[:1]} {self.family_name[:1]}"


def hash_of(token: str) -> bytes:
    """What is kept of an address."""
    return hashlib.sha256(token.encode()).digest()


def feeds_of(db: Session, account_id: UUID) -> list[CalendarFeed]:
    """A worker's addresses that still hold, the newest first."""
    found = select(CalendarFeed).where(CalendarFeed.account_id == account_id, col(CalendarFeed.ended_at).is_(None))
    return list(db.exec(found.order_by(col(CalendarFeed.made_at).desc())))


def feed_with(db: Session, token: str) -> tuple[CalendarFeed, Account, Agency] | None:
    """The feed of an address, whose it is and where they work; None when it was ended or they have left."""
    found: Any = (
        select(CalendarFeed, Account, Agency)
        .join(Account, col(Account.id) == CalendarFeed.account_id)
        .join(Agency, col(Agency.id) == Account.agency_id)
        .where(CalendarFeed.token_hash == hash_of(token), col(CalendarFeed.ended_at).is_(None))
        .where(still_here())
    )
    row: tuple[CalendarFeed, Account, Agency] | None = db.exec(found).one_or_none()
    return row


def visits_for(db: Session, account_id: UUID) -> list[FeedVisit]:
    """A worker's published visits of the last week and the next four."""
    now = clock.now()
    columns: Any = (
        Assignment.id, Visit.starts_at, Visit.ends_at, Visit.version, ServiceUser.given_name, ServiceUser.family_name,
    )  # fmt: skip
    found = (
        select(*columns)
        .select_from(Assignment)
        .join(Visit, col(Visit.id) == Assignment.visit_id)
        .join(ServiceUser, col(ServiceUser.id) == Visit.service_user_id)
        .where(Assignment.account_id == account_id, col(Assignment.removed_at).is_(None))
        .where(col(Visit.cancelled_at).is_(None), Visit.ends_at > now - BACK, Visit.starts_at < now + AHEAD)
        .order_by(col(Visit.starts_at))
    )
    return [FeedVisit(*row) for row in db.exec(found)]
