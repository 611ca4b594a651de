"""What a visit copies from the plan when it is made: what is to be done, and the medicines due."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, SQLModel, col, select

from server.care_plans.contents import Action, Content
from server.care_plans.models import PlannedVisit
from server.care_plans.recurrences import WEEKDAYS
from server.care_plans.versions import Plans, firsts_of, plans_from
from server.medication.due import doses_for, note_time_critical
from server.medication.models import Medicine
from server.visits.models import CareAction, Visit


@dataclass(frozen=True, slots=True)
class PlanNow:
    """The plans of some people from a day on, by person, so that many visits are made at once."""

    plans: Mapping[UUID, Plans]
    firsts: Mapping[UUID, UUID]
    medicines: Mapping[UUID, Sequence[Medicine]]


def plan_now(db: Session, visits: Sequence[PlannedVisit], first: date) -> PlanNow:
    people = {visit.service_user_id for visit in visits}
    medicines: dict[UUID, list[Medicine]] = defaultdict(list)
    for medicine in db.exec(select(Medicine).where(col(Medicine.service_user_id).in_(people))):
        medicines[medicine.service_user_id].append(medicine)
    return PlanNow(plans_from(db, people, first), firsts_of(db, people), medicines)


def copies_for(plan: PlanNow, planned: PlannedVisit, visit: Visit, zone: str) -> list[SQLModel]:
    """The care actions and doses of a new visit; it learns its first time-critical medicine and the plan's version."""
    actions = actions_for(plan.plans[visit.service_user_id], plan.firsts, visit)
    doses = doses_for(plan.medicines.get(visit.service_user_id, ()), (planned.at, planned.minutes), visit, zone)
    note_time_critical(visit, doses)
    return [*actions, *doses]


def actions_for(plans: Plans, firsts: Mapping[UUID, UUID], visit: Visit) -> list[CareAction]:
    """What the plan in force on a visit's day asks there; the visit learns the version.

    On which days of the week goes by the day that it stands for, wherever it was moved to.
    """
    plan = plans.on(visit.service_on)
    visit.plan_version = plan.number if plan else 0
    if plan is None or visit.planned_visit_id is None:
        return []
    first = firsts.get(visit.planned_visit_id, visit.planned_visit_id)
    wanted = actions_on(plan.content, first, visit.occurs_on or visit.service_on)
    return [copy_of(action, visit.id, place) for place, action in enumerate(wanted)]


def actions_on(content: Content, first: UUID, on: date) -> list[Action]:
    """The actions of a planned visit on a day, in the order in which they are done."""
    weekday = list(WEEKDAYS)[on.weekday()]
    there = [
        (place.position, action)
        for action in content.actions
        for place in action.visits
        if place.planned_visit_id == first and weekday in action.weekdays.split()
    ]
    return [action for _, action in sorted(there, key=lambda one: one[0])]


def copy_of(action: Action, visit_id: UUID, place: int) -> CareAction:
    return CareAction(
        visit_id=visit_id, position=place, title=action.title, how=action.how, essential=action.essential,
        alone=action.alone, action_id=action.id, goal_id=action.goal_id,
    )  # fmt: skip
