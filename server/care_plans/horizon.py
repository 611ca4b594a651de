"""The rolling horizon: every planned visit has its visits for the next 28 days, made by the server itself.

What a phone can show already is drawn for the usual workers and published by a person; what is further ahead is theirs
at once, unless a hard rule forbids it. Made once, a visit is never made again: not when it was moved, and not when it
was cancelled.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from anyio.to_thread import run_sync
from sqlmodel import Session, col, or_, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Agency, Role, Team
from server.allocations.queries import rulebook_of
from server.allocations.surroundings import Surroundings, surroundings
from server.allocations.weighing import reasons_about
from server.care_plans.copies import copies_for, plan_now
from server.care_plans.models import PlannedVisit, PlannedWorker
from server.care_plans.recurrences import days_of
from server.db import reading
from server.inbox.unit import Unit
from server.people.models import ServiceUser
from server.rota.drafting import begin_draft
from server.rota.slots import Slot
from server.rota.times import span
from server.rounds import rounds
from server.visits.models import Assignment, Visit

log = logging.getLogger(__name__)

HORIZON = timedelta(days=28)
SECONDS_BETWEEN_LOOKS = 900


def planning_ahead() -> AbstractAsyncContextManager[None]:
    """While the app runs, the days ahead are made."""
    failed = "The visits of the days ahead could not be made"
    return rounds(partial(run_sync, plan_ahead), SECONDS_BETWEEN_LOOKS, failed)


def plan_ahead() -> None:
    """Make what is missing, team by team, each in a transaction of its own."""
    with reading() as db:
        teams = db.exec(select(Team, Agency).join(Agency, col(Agency.id) == Team.agency_id)).all()
    for team, agency in teams:
        try:
            plan_ahead_for(team, agency)
        except Exception:
            log.exception("The days ahead of team %s could not be made", team.id)


def plan_ahead_for(team: Team, agency: Agency) -> None:
    with Unit(writes=True) as db:
        if extend(db, planner_for(agency, team), team.id):
            db.finish()


def planner_for(agency: Agency, team: Team) -> Asker:
    """Nobody in particular asks: the server does, for a team."""
    return Asker(
        team.id, agency.id, team.id, "Doorstep", Role.COORDINATOR, agency.name, agency.zone, agency.phone,
        agency.days_back, agency.days_ahead,
    )  # fmt: skip


def extend(db: Unit, asker: Asker, team_id: UUID, by: UUID | None = None) -> list[Visit]:
    """Make a team's missing visits up to the horizon; answers them. `by` is who changed the plan, if anybody did."""
    last = asker.today + HORIZON
    planned = behind(db, asker, team_id, last)
    if not planned:
        return []
    days = days_missing(db, asker, planned, last)
    made = [(one, visit) for one in planned for visit in visits_of(one, asker, days[one.id])]
    db.add_all([visit for _, visit in made])
    db.flush()
    plan = plan_now(db, planned, asker.today)
    for one, visit in made:
        db.add_all(copies_for(plan, one, visit, asker.zone))
    db.flush()
    allocate(db, asker, team_id, made, by)
    for one in planned:
        one.made_to = last
    db.teams_changed.add(team_id)
    return [visit for _, visit in made]


def behind(db: Session, asker: Asker, team_id: UUID, last: date) -> list[PlannedVisit]:
    """The team's planned visits that go on and are not made up to the last day; not of those being taken on."""
    made_to, until_on = col(PlannedVisit.made_to), col(PlannedVisit.until_on)
    found = (
        select(PlannedVisit)
        .join(ServiceUser, col(ServiceUser.id) == PlannedVisit.service_user_id)
        .where(ServiceUser.agency_id == asker.agency_id, PlannedVisit.team_id == team_id, ~col(ServiceUser.is_new))
        .where(or_(made_to.is_(None), made_to < last))
        .where(or_(made_to.is_(None), until_on.is_(None), until_on > made_to))
        .order_by(col(PlannedVisit.service_user_id), col(PlannedVisit.at), col(PlannedVisit.id))
    )
    return list(db.exec(found))


def days_missing(db: Session, asker: Asker, planned: Sequence[PlannedVisit], last: date) -> dict[UUID, list[date]]:
    """By planned visit, its days up to the last that have no visit."""
    nation, there = rulebook_of(db, asker.agency_id).nation, made_already(db, planned, asker.today)
    found = {}
    for one in planned:
        first = max(asker.today, one.made_to + timedelta(days=1)) if one.made_to else asker.today
        found[one.id] = [on for on in days_of(one, first, last, nation) if (one.id, on) not in there]
    return found


def made_already(db: Session, planned: Sequence[PlannedVisit], since: date) -> set[tuple[UUID, date]]:
    """Planned visits and days that have their visit, whatever has become of it."""
    found = select(Visit).where(
        col(Visit.planned_visit_id).in_([one.id for one in planned]), col(Visit.occurs_on) >= since
    )
    return {
        (visit.planned_visit_id, visit.occurs_on)
        for visit in db.exec(found)
        if visit.planned_visit_id and visit.occurs_on
    }


def visits_of(planned: PlannedVisit, asker: Asker, days: Iterable[date]) -> list[Visit]:
    """A visit for each of these days, by the wall clock of where the agency works; none that should have begun."""
    spans = [(on, *span(on, planned.at, timedelta(minutes=planned.minutes), asker.zone)) for on in days]
    return [
        Visit(
            agency_id=asker.agency_id, team_id=planned.team_id or asker.team_id,
            service_user_id=planned.service_user_id, service_on=on, starts_at=starts_at, ends_at=ends_at,
            title=planned.title, workers_needed=planned.workers_needed, needs=planned.needs,
            planned_visit_id=planned.id, occurs_on=on,
        )
        for on, starts_at, ends_at in spans
        if starts_at > clock.now()
    ]  # fmt: skip


def allocate(
    db: Unit, asker: Asker, team_id: UUID, made: Sequence[tuple[PlannedVisit, Visit]], by: UUID | None
) -> None:
    """Give new visits to their usual workers, as far as no hard rule forbids it."""
    usual = usual_workers(db, {planned.id for planned, _ in made})
    if not usual:
        return
    around = surroundings(db, asker, team_id, {visit.service_on for _, visit in made})
    for planned, visit in made:
        slot = around.visits[visit.id].planned
        workers = [worker for worker in usual[planned.id] if may_go(slot, worker, around)]
        for worker in workers:
            around.put(slot, worker)
        if workers:
            give(db, asker, visit, workers, by)


def give(db: Unit, asker: Asker, visit: Visit, workers: list[UUID], by: UUID | None) -> None:
    """What a phone can show already is only drawn."""
    _, window_ends = asker.window
    if visit.service_on <= window_ends:
        begin_draft(db, by, visit, workers)
        return
    goes = [Assignment(visit_id=visit.id, account_id=worker, service_on=visit.service_on) for worker in workers]
    db.add_all(goes)


def usual_workers(db: Session, planned: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """By planned visit."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for row in db.exec(select(PlannedWorker).where(col(PlannedWorker.planned_visit_id).in_(list(planned)))):
        found[row.planned_visit_id].append(row.account_id)
    return found


def may_go(slot: Slot, worker: UUID, around: Surroundings) -> bool:
    return worker in around.workers and not any(reason.is_hard for reason in reasons_about(slot, worker, around))
