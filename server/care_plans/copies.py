"""What a visit copies from the plan when it is made: what is to be done, and the medicines due."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, SQLModel, col, select

from server.care_plans.models import CarePlan, PlannedAction, PlannedVisit
from server.medication.due import doses_for, note_time_critical
from server.medication.models import Medicine
from server.visits.models import CareAction, Visit


@dataclass(frozen=True, slots=True)
class PlanNow:
    """The plans in force of some people, by planned visit and by person, so that many visits are made at once."""

    actions: Mapping[UUID, Sequence[PlannedAction]]
    medicines: Mapping[UUID, Sequence[Medicine]]
    versions: Mapping[UUID, int]


def plan_now(db: Session, visits: Sequence[PlannedVisit]) -> PlanNow:
    people = {visit.service_user_id for visit in visits}
    actions: dict[UUID, list[PlannedAction]] = defaultdict(list)
    medicines: dict[UUID, list[Medicine]] = defaultdict(list)
    asked = select(PlannedAction).where(col(PlannedAction.planned_visit_id).in_([visit.id for visit in visits]))
    for action in db.exec(asked.order_by(col(PlannedAction.position))):
        actions[action.planned_visit_id].append(action)
    for medicine in db.exec(select(Medicine).where(col(Medicine.service_user_id).in_(people))):
        medicines[medicine.service_user_id].append(medicine)
    plans = db.exec(select(CarePlan).where(col(CarePlan.service_user_id).in_(people)))
    return PlanNow(actions, medicines, {plan.service_user_id: plan.version for plan in plans})


def copies_for(plan: PlanNow, planned: PlannedVisit, visit: Visit, zone: str) -> list[SQLModel]:
    """The care actions and doses of a new visit; it learns its first time-critical medicine and the plan's version."""
    visit.plan_version = plan.versions.get(visit.service_user_id, 1)
    actions = [
        CareAction(
            visit_id=visit.id, position=place, title=action.title, how=action.how, essential=action.essential
        )
        for place, action in enumerate(plan.actions.get(planned.id, ()))
    ]  # fmt: skip
    doses = doses_for(plan.medicines.get(visit.service_user_id, ()), (planned.at, planned.minutes), visit, zone)
    note_time_critical(visit, doses)
    return [*actions, *doses]
