"""The workers of a team as the office looks them up: how to reach them, and how their day goes."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, func
from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.accounts.models import Account, Role, Team
from server.accounts.queries import still_here
from server.board.phones import HeldOnPhone, phones_of
from server.problems import NotFoundOrNotYours
from server.visits.models import Assignment


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """One worker: their telephone, what their phones last told us, and today's visits."""

    id: UUID
    name: str
    phone: str
    phones: list[HeldOnPhone]
    """Those they were heard from, the newest first."""
    visits: int
    done: int


def workers_on(db: Session, asker: Asker, team_id: UUID) -> tuple[Team, list[WorkerRow]]:
    """One of the agency's teams, and its workers by name. Raises NotFoundOrNotYours."""
    team = db.get(Team, team_id)
    if team is None or team.agency_id != asker.agency_id:
        raise NotFoundOrNotYours
    todays = and_(
        col(Assignment.account_id) == Account.id,
        col(Assignment.service_on) == asker.today,
        col(Assignment.removed_at).is_(None),
    )
    rows = db.execute(
        select(
            Account.id, Account.name, Account.phone, func.count(col(Assignment.id)), func.count(col(Assignment.left_at))
        )  # type: ignore[call-overload]
        .join(Assignment, todays, isouter=True)
        .where(Account.team_id == team_id, Account.role == Role.CARE_WORKER, still_here())
        .group_by(Account.id, Account.name, Account.phone)
        .order_by(Account.name)
    ).all()
    phones = phones_of(db, {row[0] for row in rows})
    return team, [
        WorkerRow(id_, name, phone, phones.get(id_, []), visits, done) for id_, name, phone, visits, done in rows
    ]
