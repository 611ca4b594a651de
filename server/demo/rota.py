"""The days of the demo: each planned visit on each day, with its copies of actions and doses, and who goes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from uuid import UUID

from server import clock
from server.demo.people import Person
from server.demo.plans import VisitPlan
from server.demo.rows import Row, Rows
from server.medication.models import Dose
from server.staff.models import written
from server.visits.models import Assignment, CareAction, Visit

Place = tuple[UUID, UUID, str]
"""Agency, team and the agency's zone."""


@dataclass(frozen=True)
class DayVisit:
    """A visit whose rows are made."""

    person: Person
    plan: VisitPlan
    visit: Row
    assignments: list[Row]
    actions: list[Row] = field(default_factory=list)
    doses: list[Row] = field(default_factory=list)

    @property
    def is_today(self) -> bool:
        """On the day that the demo is made for."""
        return bool(self.visit["service_on"] == self.person.today)

    @property
    def starts_at(self) -> datetime:
        found: datetime = self.visit["starts_at"]
        return found

    @property
    def ends_at(self) -> datetime:
        found: datetime = self.visit["ends_at"]
        return found


def put_day(
    rows: Rows, place: Place, people: Iterable[Person], on: date, workers: Callable[[VisitPlan], list[UUID]]
) -> list[DayVisit]:
    """All visits of a day. `workers` says who goes to a planned visit on that day."""
    return [put_visit(rows, place, person, plan, on, workers(plan)) for person in people for plan in person.plan.visits]


def put_visit(rows: Rows, place: Place, person: Person, plan: VisitPlan, on: date, workers: list[UUID]) -> DayVisit:
    agency_id, team_id, zone = place
    starts_at = clock.moment(on, plan.at, zone)
    visit = rows.add(
        Visit,
        id=rows.new_id(),
        agency_id=agency_id,
        team_id=team_id,
        service_user_id=person.id,
        service_on=on,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=plan.minutes),
        title=plan.title,
        workers_needed=len(workers),
        needs=written(plan.needs),
        planned_visit_id=person.planned[plan.at]["id"],
        occurs_on=on,
        is_by_hand=False,
        plan_version=person.plan_version_on(on),
        time_critical="",
        time_critical_at=None,
        time_critical_latest_at=None,
        missed_at=None,
        missed_by=None,
        missed_reason="",
        missed_done="",
        cancelled_at=None,
        cancelled_by=None,
        cancelled_reason="",
        version=1,
    )
    made = DayVisit(person, plan, visit, [put_assignment(rows, visit, worker) for worker in workers])
    put_actions(rows, made, on)
    put_doses(rows, made, on, zone)
    return made


def put_assignment(rows: Rows, visit: Row, worker: UUID) -> Row:
    return rows.add(
        Assignment,
        id=rows.new_id(),
        visit_id=visit["id"],
        account_id=worker,
        service_on=visit["service_on"],
        removed_at=None,
        arrived_at=None,
        left_at=None,
        stopped_at=None,
        stopped_why="",
    )


def put_actions(rows: Rows, made: DayVisit, on: date) -> None:
    positions = count()
    for key in made.plan.actions:
        action = made.person.plan.actions[key]
        how = made.person.how_on(action, on)
        if how is None:
            continue
        made.actions.append(
            rows.add(
                CareAction,
                id=rows.new_id(),
                visit_id=made.visit["id"],
                position=next(positions),
                title=action.title,
                how=how,
                essential=action.essential,
                alone=action.alone,
                action_id=made.person.ids.actions[key],
                goal_id=None if action.goal is None else made.person.ids.goals[action.goal],
                withdrawn_at=None,
            )
        )


def put_doses(rows: Rows, made: DayVisit, on: date, zone: str) -> None:
    """The scheduled medicines whose time the visit covers, by time; then what may be needed."""
    orders = [row for row in made.person.orders_on(on) if row["at"] is None or made.plan.covers(row["at"])]
    orders.sort(key=lambda row: (row["at"] is None, row["at"] or time()))
    for position, order in enumerate(orders):
        due_at = clock.moment(on, order["at"], zone) if order["at"] else None
        late = order["time_critical_minutes"]
        latest_at = due_at + timedelta(minutes=late) if due_at and late else None
        made.doses.append(put_dose(rows, made.visit["id"], order, position, due_at, latest_at))
        if latest_at and not made.visit["time_critical"]:
            made.visit.update(time_critical=order["name"], time_critical_at=due_at, time_critical_latest_at=latest_at)


def put_dose(
    rows: Rows, visit: UUID, order: Row, position: int, due_at: datetime | None, latest_at: datetime | None
) -> Row:
    return rows.add(
        Dose,
        id=rows.new_id(),
        visit_id=visit,
        medicine_id=order["id"],
        medicine_version=order["version"],
        position=position,
        name=order["name"],
        amount=order["amount"],
        how=order["how"],
        support=order["support"],
        due_at=due_at,
        latest_at=latest_at,
        withdrawn_at=None,
    )
