"""What the web may do with the rota: plan a week, publish it, and answer what was published."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar import Response
from litestar.params import FromQuery, PathParameter, URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from server.accounts.asker import Asker as AskerInfo
from server.board.queries import held_count
from server.dependencies import (
    CARE_WORKERS,
    COORDINATORS,
    Asker,
    Db,
    PathId,
    ReceivedForm,
    act,
    back_to,
    page,
    record,
)
from server.inbox.reading import uuid_or_none
from server.inbox.unit import Unit
from server.people.queries import people_for
from server.problems import BadInput
from server.rota import drafting
from server.rota.absence_handlers import absence_routes
from server.rota.adding import add_visit
from server.rota.answering import answer
from server.rota.choosing import choosing_for
from server.rota.pages import change_page, changes_page
from server.rota.publishing import publish
from server.rota.queries import change_of, drafts_of, team_of, visit_to_plan
from server.rota.weeks import week_of
from server.templating import html, whole_page

Fields = URLEncodedBody[dict[str, str]]
PathDay = Annotated[date, PathParameter()]
QueryTeam = FromQuery[UUID | None]


@page("/rota/weeks/{on:date}", COORDINATORS)
def show_week(db: Db, asker: Asker, on: PathDay, team: QueryTeam = None) -> Response[str]:
    return week_page(db, asker, team or asker.team_id, on)


@page("/rota/new-visit", COORDINATORS)
def show_new_visit(db: Db, asker: Asker, team: QueryTeam = None) -> Response[str]:
    return new_visit_page(db, asker, team or asker.team_id)


@act("/rota/visits", COORDINATORS)
def begin_visit(db: Db, asker: Asker, data: Fields) -> Response[Any]:
    team = team_of(db, asker, uuid_or_none(data.get("team")) or asker.team_id)
    try:
        visit = add_visit(db, asker, team.id, data)
    except BadInput as problem:
        return new_visit_page(db, asker, team.id, problem, data)
    return back_to(f"/rota/visits/{visit.id}")


@page("/rota/visits/{visit_id:uuid}", COORDINATORS)
def show_visit_on_rota(db: Db, asker: Asker, visit_id: PathId) -> Response[str]:
    return page_of_visit(db, asker, visit_id)


@act("/rota/visits/{visit_id:uuid}/workers", COORDINATORS)
def send_worker(db: Db, asker: Asker, visit_id: PathId, data: Fields) -> Response[Any]:
    return plan(db, asker, visit_id, lambda visit: drafting.send(db, asker, visit, named(data)))


@act("/rota/visits/{visit_id:uuid}/absences", COORDINATORS)
def take_worker_off(db: Db, asker: Asker, visit_id: PathId, data: Fields) -> Response[Any]:
    return plan(db, asker, visit_id, lambda visit: drafting.take_off(db, asker, visit, named(data)))


@act("/rota/visits/{visit_id:uuid}/times", COORDINATORS)
def move_visit(db: Db, asker: Asker, visit_id: PathId, data: Fields) -> Response[Any]:
    at, minutes = data.get("at", ""), data.get("minutes", "")
    return plan(db, asker, visit_id, lambda visit: drafting.move(db, asker, visit, at, minutes), data)


@act("/rota/visits/{visit_id:uuid}/cancellation", COORDINATORS)
def cancel_visit(db: Db, asker: Asker, visit_id: PathId, data: Fields) -> Response[Any]:
    return plan(db, asker, visit_id, lambda visit: drafting.cancel(db, asker, visit, data.get("reason", "")), data)


@act("/rota/visits/{visit_id:uuid}/undoing", COORDINATORS)
def undo_draft(db: Db, asker: Asker, visit_id: PathId) -> Response[Any]:
    return plan(db, asker, visit_id, lambda visit: drafting.undo(db, visit))


@page("/rota/changes", COORDINATORS)
def show_changes(db: Db, asker: Asker, team: QueryTeam = None) -> Response[str]:
    return whole_page(changes_page(db, asker, team or asker.team_id))


@act("/rota/publications", COORDINATORS)
def publish_rota(db: Db, asker: Asker, data: Fields) -> Response[Any]:
    team_id = uuid_or_none(data.get("team")) or asker.team_id
    try:
        publish(db, asker, team_id)
    except BadInput as problem:
        return whole_page(changes_page(db, asker, team_id, str(problem)), HTTP_422_UNPROCESSABLE_ENTITY)
    return back_to(f"/rota/changes?team={team_id}")


@page("/rota-changes/{rota_change_id:uuid}", CARE_WORKERS)
def show_change(db: Db, asker: Asker, rota_change_id: PathId) -> Response[str]:
    return whole_page(change_page(db, asker, change_of(db, asker, rota_change_id)))


@record("/rota-changes/{rota_change_id:uuid}/answers")
def record_answer(db: Db, asker: Asker, rota_change_id: PathId, form: ReceivedForm) -> Redirect:
    answer(db, asker, rota_change_id, form)
    return back_to(f"/rota-changes/{rota_change_id}")


def named(data: dict[str, str]) -> UUID:
    """The worker that a form names. Raises BadInput."""
    worker = uuid_or_none(data.get("worker"))
    if worker is None:
        raise BadInput("Choose a worker.")
    return worker


def plan(
    db: Unit, asker: AskerInfo, visit_id: UUID, change: Callable[[Any], None], said: dict[str, str] | None = None
) -> Response[Any]:
    """Change a draft, and show the visit on its week; what cannot be is told beside what was typed."""
    try:
        change(visit_to_plan(db, asker, visit_id))
    except BadInput as problem:
        return page_of_visit(db, asker, visit_id, problem, said)
    return back_to(f"/rota/visits/{visit_id}")


def page_of_visit(
    db: Unit, asker: AskerInfo, visit_id: UUID, problem: BadInput | None = None, said: dict[str, str] | None = None
) -> Response[str]:
    visit = visit_to_plan(db, asker, visit_id)
    found = choosing_for(db, asker, visit)
    context = {"choosing": found, "problem": problem, "said": said or {}}
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else 200
    return week_page(db, asker, visit.team_id, visit.service_on, status, **context)


def new_visit_page(
    db: Unit, asker: AskerInfo, team_id: UUID, problem: BadInput | None = None, said: dict[str, str] | None = None
) -> Response[str]:
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else 200
    return html(
        "rota/new_visit.html", status, asker=asker, team=team_of(db, asker, team_id), people=people_for(db, asker),
        problem=problem, said=said or {}, held=held_count(db, asker),
    )  # fmt: skip


def week_page(db: Unit, asker: AskerInfo, team_id: UUID, on: date, status: int = 200, **more: Any) -> Response[str]:
    week, drafts = week_of(db, asker, team_id, on), len(drafts_of(db, team_id))
    shown = {"choosing": None, "problem": None, "said": {}} | more
    return html("rota/week.html", status, asker=asker, week=week, drafts=drafts, held=held_count(db, asker), **shown)


rota_routes = [
    show_week, show_new_visit, begin_visit, show_visit_on_rota, send_worker, take_worker_off, move_visit, cancel_visit,
    undo_draft, show_changes, publish_rota, show_change, record_answer, *absence_routes,
]  # fmt: skip
