"""What a visit copies from the plan when it is made: what is to be done, and the medicines due."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import Session, SQLModel, col, select

from server import clock
from server.care_plans.models import CarePlan, PlannedAction, PlannedVisit
from server.medication.models import Dose, Medicine
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
    return [*actions, *doses_for(plan.medicines.get(visit.service_user_id, ()), planned, visit, zone)]


def doses_for(medicines: Iterable[Medicine], planned: PlannedVisit, visit: Visit, zone: str) -> list[Dose]:
    """The scheduled medicines whose time the visit covers, by time; then what may be needed."""
    due = [
        one for one in medicines if is_in_force(one, visit.service_on) and (one.at is None or covers(planned, one.at))
    ]
    due.sort(key=lambda one: (one.at is None, one.at is not None and one.at < planned.at, one.at or time()))
    doses = [dose_for(one, visit, place, zone) for place, one in enumerate(due)]
    for dose in doses:
        if dose.latest_at and not visit.time_critical:
            visit.time_critical, visit.time_critical_at = dose.name, dose.due_at
            visit.time_critical_latest_at = dose.latest_at
    return doses


def is_in_force(medicine: Medicine, on: date) -> bool:
    return medicine.started_on <= on <= (medicine.ended_on or on)


def covers(planned: PlannedVisit, at: time) -> bool:
    """A medicine of that time is given on this visit, also after midnight."""
    begins = datetime.combine(date.min, planned.at)
    due = datetime.combine(date.min, at)
    due += timedelta(days=due < begins)
    return due < begins + timedelta(minutes=planned.minutes)


def dose_for(medicine: Medicine, visit: Visit, place: int, zone: str) -> Dose:
    due_at = latest_at = None
    if medicine.at:
        due_at = clock.moment(visit.service_on, medicine.at, zone)
        due_at += timedelta(days=due_at < visit.starts_at)
        if medicine.time_critical_minutes:
            latest_at = due_at + timedelta(minutes=medicine.time_critical_minutes)
    return Dose(
        visit_id=visit.id, medicine_id=medicine.id, medicine_version=medicine.version, position=place,
        name=medicine.name, amount=medicine.amount, how=medicine.how, support=medicine.support, due_at=due_at,
        latest_at=latest_at,
    )  # fmt: skip
