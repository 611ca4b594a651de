"""What the web may do with the rota: look at it, plan visits, and publish what was planned."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar import Response
from litestar.params import FromQuery, PathParameter

from server.accounts.asker import Asker as AskerInfo
from server.allocations.choosing import choose
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.inbox.reading import uuid_or_none
from server.inbox.unit import Unit
from server.problems import BadInput
from server.rota import drafting, splitting
from server.rota.adding import add_visit
from server.rota.queries import team_of, visit_to_plan
from server.rota.views import DAY, DAY_BY_PERSON, new_visit_view, printed_view, rota_view, view_named, visit_view
from server.visits.models import Visit

PathDay = Annotated[date, PathParameter()]
QueryTeam = FromQuery[UUID | None]
QueryView = FromQuery[str | None]


@page("/rota/weeks/{on:date}", COORDINATORS)
def show_week(db: Db, asker: Asker, on: PathDay, team: QueryTeam = None, view: QueryView = None) -> Response[str]:
    return rota_view(db, asker, team or asker.team_id, on, view_named(view))


@page("/rota/days/{on:date}", COORDINATORS)
def show_day_of_rota(
    db: Db, asker: Asker, on: PathDay, team: QueryTeam = None, view: QueryView = None
) -> Response[str]:
    return rota_view(db, asker, team or asker.team_id, on, DAY_BY_PERSON if view == DAY_BY_PERSON else DAY)


@page("/rota/weeks/{on:date}/paper", COORDINATORS)
def show_week_on_paper(db: Db, asker: Asker, on: PathDay, team: QueryTeam = None) -> Response[str]:
    return printed_view(db, asker, team or asker.team_id, on)


@page("/rota/new-visit", COORDINATORS)
def show_new_visit(db: Db, asker: Asker, team: QueryTeam = None) -> Response[str]:
    return new_visit_view(db, asker, team or asker.team_id)


@act("/rota/visits", COORDINATORS)
def begin_visit(db: Db, asker: Asker, data: Fields) -> Response[Any]:
    team = team_of(db, asker, uuid_or_none(data.get("team")) or asker.team_id)
    try:
        visit = add_visit(db, asker, team.id, data)
    except BadInput as problem:
        return new_visit_view(db, asker, team.id, problem, data)
    return back_to(f"/rota/visits/{visit.id}#choose")


@page("/rota/visits/{visit_id:uuid}", COORDINATORS)
def show_visit_on_rota(db: Db, asker: Asker, visit_id: PathId, view: QueryView = None) -> Response[str]:
    return visit_view(db, asker, visit_id, view_named(view))


@act("/rota/visits/{visit_id:uuid}/workers", COORDINATORS)
def send_worker(db: Db, asker: Asker, visit_id: PathId, data: Fields) -> Response[Any]:
    return plan(db, asker, visit_id, data, lambda visit: choose(db, asker, visit, named(data), data.get("why", "")))


@act("/rota/visits/{visit_id:uuid}/handing-over", COORDINATORS)
def hand_over_visit(db: Db, asker: Asker, visit_id: PathId, data: Fields) -> Response[Any]:
    return plan(db, asker, visit_id, data, lambda visit: hand_over(db, asker, visit, data))


@act("/rota/visits/{visit_id:uuid}/absences", COORDINATORS)
def take_worker_off(db: Db, asker: Asker, visit_id: PathId, data: Fields) -> Response[Any]:
    return plan(db, asker, visit_id, data, lambda visit: drafting.take_off(db, asker, visit, named(data)))


@act("/rota/visits/{visit_id:uuid}/times", COORDINATORS)
def move_visit(db: Db, asker: Asker, visit_id: PathId, data: Fields) -> Response[Any]:
    return plan(db, asker, visit_id, data, lambda visit: drafting.move(db, asker, visit, data))


@act("/rota/visits/{visit_id:uuid}/cancellation", COORDINATORS)
def cancel_visit(db: Db, asker: Asker, visit_id: PathId, data: Fields) -> Response[Any]:
    return plan(db, asker, visit_id, data, lambda visit: drafting.cancel(db, asker, visit, data))


@act("/rota/visits/{visit_id:uuid}/splitting", COORDINATORS)
def split_visit(db: Db, asker: Asker, visit_id: PathId, data: Fields) -> Response[Any]:
    return plan(db, asker, visit_id, data, lambda visit: splitting.split(db, asker, visit))


@act("/rota/visits/{visit_id:uuid}/joining", COORDINATORS)
def join_visits(db: Db, asker: Asker, visit_id: PathId, data: Fields) -> Response[Any]:
    return plan(db, asker, visit_id, data, lambda visit: splitting.join(db, asker, visit, data))


@act("/rota/visits/{visit_id:uuid}/undoing", COORDINATORS)
def undo_draft(db: Db, asker: Asker, visit_id: PathId, data: Fields) -> Response[Any]:
    visit = visit_to_plan(db, asker, visit_id)
    if visit.cancelled_at:
        drafting.undo(db, visit)
        return back_to(f"/rota/weeks/{visit.service_on}?team={visit.team_id}")
    return plan(db, asker, visit_id, data, lambda visit: drafting.take_back(db, visit))


def named(data: dict[str, str]) -> UUID:
    """Whom a form names. Raises BadInput."""
    found = uuid_or_none(data.get("worker"))
    if found is None:
        raise BadInput("Choose a worker.", "choose")
    return found


def hand_over(db: Unit, asker: AskerInfo, visit: Visit, data: dict[str, str]) -> None:
    """From one worker, or from nobody, to another, or to nobody."""
    from_, to = uuid_or_none(data.get("from")), uuid_or_none(data.get("to"))
    if to and to != from_:
        choose(db, asker, visit, to, data.get("why", ""))
    if from_ and to != from_:
        drafting.take_off(db, asker, visit, from_)


def plan(
    db: Unit, asker: AskerInfo, visit_id: UUID, said: dict[str, str], change: Callable[[Visit], Any]
) -> Response[Any]:
    """Change a draft, and show the visit on the rota; what cannot be is told beside what was typed."""
    view = view_named(said.get("view"))
    try:
        change(visit_to_plan(db, asker, visit_id))
    except BadInput as problem:
        return visit_view(db, asker, visit_id, view, problem, said)
    return back_to(f"/rota/visits/{visit_id}?view={view}#choose")


rota_routes = [
    show_week, show_day_of_rota, show_week_on_paper, show_new_visit, begin_visit, show_visit_on_rota, send_worker,
    hand_over_visit, take_worker_off, move_visit, cancel_visit, split_visit, join_visits, undo_draft,
]  # fmt: skip
