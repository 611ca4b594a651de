"""Who has read which version of a plan, of those who come in the next days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.people.models import ServiceUser
from server.visits.entry_kinds import ChangesRead
from server.visits.models import Assignment, Visit

AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reader:
    """A worker who comes, from when, and the newest version they said to have read; None when they said nothing."""

    name: str
    comes_at: datetime
    number: int | None
    read_at: datetime | None


def readers_of(db: Session, asker: Asker, person: ServiceUser) -> list[Reader]:
    """Those who come in the next seven days, the next to come first."""
    now = clock.now()
    goes = (
        select(Account.id, Account.name, func.min(Visit.starts_at))
        .join(Assignment, col(Assignment.account_id) == Account.id)
        .join(Visit, col(Visit.id) == Assignment.visit_id)
        .where(Visit.service_user_id == person.id, col(Visit.cancelled_at).is_(None))
        .where(col(Visit.ends_at) > now, col(Visit.starts_at) < now + AHEAD, col(Assignment.left_at).is_(None))
        .where(col(Assignment.removed_at).is_(None), Account.agency_id == asker.agency_id)
        .group_by(col(Account.id), col(Account.name))
        .order_by(func.min(Visit.starts_at), col(Account.name))
    )
    read = newest_read(db, person)
    return [Reader(name, comes_at, *read.get(id_, (None, None))) for id_, name, comes_at in db.exec(goes)]


def newest_read(db: Session, person: ServiceUser) -> dict[UUID, tuple[int, datetime]]:
    """By worker, the newest version that they said to have read, and when."""
    found = select(ChangesRead).where(ChangesRead.service_user_id == person.id)
    read: dict[UUID, tuple[int, datetime]] = {}
    for one in db.exec(found.order_by(col(ChangesRead.plan_version), col(ChangesRead.recorded_at).desc())):
        if one.author_id not in read or read[one.author_id][0] < one.plan_version:
            read[one.author_id] = one.plan_version, one.recorded_at
    return read
