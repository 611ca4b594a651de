"""What we ask about agencies: whether there is one at all, and how far a new one has come."""

from dataclasses import dataclass
from uuid import UUID
from weakref import WeakSet

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from server.accounts.asker import Asker
from server.accounts.models import Account, Agency, Role, Team
from server.accounts.queries import still_here
from server.care_plans.models import PlannedVisit
from server.db import engine, reading
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours

WITH_AGENCY: WeakSet[Engine] = WeakSet()
"""The databases that were seen to have one. None is ever deleted, so nobody has to look again."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """How much of what an agency begins with is there."""

    workers: int
    people: int
    planned_visits: int

    @property
    def is_over(self) -> bool:
        return bool(self.workers and self.people and self.planned_visits)


def is_set_up() -> bool:
    """An agency lives in this database."""
    if engine() not in WITH_AGENCY:
        with reading() as db:
            if has_agency(db):
                WITH_AGENCY.add(engine())
    return engine() in WITH_AGENCY


def has_agency(db: Session) -> bool:
    return db.exec(select(Agency.id).limit(1)).first() is not None


def beginning_of(db: Session, asker: Asker) -> Beginning:
    """What the asker's agency has."""
    workers = select(func.count()).select_from(Account).where(Account.agency_id == asker.agency_id)
    people = select(func.count()).select_from(ServiceUser).where(ServiceUser.agency_id == asker.agency_id)
    planned = (
        select(func.count())
        .select_from(PlannedVisit)
        .join(ServiceUser, col(ServiceUser.id) == PlannedVisit.service_user_id)
        .where(ServiceUser.agency_id == asker.agency_id)
    )
    return Beginning(
        db.exec(workers.where(Account.role == Role.CARE_WORKER, still_here())).one(),
        db.exec(people).one(),
        db.exec(planned).one(),
    )


def team_of(db: Session, asker: Asker, team_id: UUID) -> Team:
    """A team of the asker's agency. Raises NotFoundOrNotYours."""
    team = db.get(Team, team_id)
    if team is None or team.agency_id != asker.agency_id:
        raise NotFoundOrNotYours
    return team
