"""What we ask about planned visits: a person's, with who usually goes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from uuid import UUID

from sqlmodel import Session, col, or_, select

from server.accounts.asker import Asker
from server.accounts.models import Account
from server.care_plans.models import PlannedVisit, PlannedWorker
from server.care_plans.recurrences import in_words
from server.care_plans.versions import Plans, firsts_of, plans_from
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours
from server.staff.models import Skill, skills_in


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A planned visit as a list shows it."""

    visit: PlannedVisit
    usual: list[str]
    actions: list[str]

    @property
    def days(self) -> str:
        return in_words(self.visit)

    @property
    def needs(self) -> list[Skill]:
        return sorted(skills_in(self.visit.needs))


def plan_lines(db: Session, asker: Asker, person: ServiceUser) -> list[PlanLine]:
    """What the plan asks for from today on, by time of day; what is still to begin after what it follows."""
    going_on = or_(col(PlannedVisit.until_on).is_(None), col(PlannedVisit.until_on) >= asker.today)
    found = select(PlannedVisit).where(PlannedVisit.service_user_id == person.id, going_on)
    visits = db.exec(found.order_by(col(PlannedVisit.at), col(PlannedVisit.from_on), col(PlannedVisit.id))).all()
    ids = [visit.id for visit in visits]
    usual, plans, firsts = defaultdict(list), plans_from(db, [person.id], asker.today), firsts_of(db, [person.id])
    goes = select(PlannedWorker.planned_visit_id, Account.name).join(
        Account, col(Account.id) == PlannedWorker.account_id
    )
    for visit_id, name in db.exec(goes.where(col(PlannedWorker.planned_visit_id).in_(ids)).order_by(Account.name)):
        usual[visit_id].append(name)
    return [
        PlanLine(visit, usual[visit.id], titles_on(plans[person.id], visit, firsts, asker.today)) for visit in visits
    ]


def titles_on(plans: Plans, visit: PlannedVisit, firsts: Mapping[UUID, UUID], today: date) -> list[str]:
    """What is to be done on a planned visit now, or when it begins; also what is done on some days only."""
    plan = plans.on(max(today, visit.from_on))
    places = [
        (place.position, action.title)
        for action in (plan.content.actions if plan else ())
        for place in action.visits
        if place.planned_visit_id == firsts[visit.id]
    ]
    return [title for _, title in sorted(places, key=itemgetter(0))]


def planned_visit_of(db: Session, asker: Asker, planned_visit_id: UUID) -> tuple[PlannedVisit, ServiceUser]:
    """A planned visit of the asker's agency, and whose it is. Raises NotFoundOrNotYours."""
    found = (
        select(PlannedVisit, ServiceUser)
        .join(ServiceUser, col(ServiceUser.id) == PlannedVisit.service_user_id)
        .where(PlannedVisit.id == planned_visit_id, ServiceUser.agency_id == asker.agency_id)
    )
    row = db.exec(found).one_or_none()
    if row is None:
        raise NotFoundOrNotYours
    return row


def usual_of(db: Session, planned: PlannedVisit | None) -> frozenset[UUID]:
    """Who usually goes."""
    if planned is None:
        return frozenset()
    return frozenset(
        db.exec(select(PlannedWorker.account_id).where(PlannedWorker.planned_visit_id == planned.id)).all()
    )
