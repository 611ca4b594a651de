"""What the web may do with the board: watch a team's day, and see to what needs a person."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit
from uuid import UUID

from litestar import Request, Response, get
from litestar.params import FromQuery, PathParameter
from litestar.response import Redirect, Stream
from litestar.status_codes import HTTP_303_SEE_OTHER, HTTP_422_UNPROCESSABLE_ENTITY

from server.accounts.asker import Asker as AskerInfo
from server.board import alerts, feeds
from server.board.boards import board_of
from server.board.held_handlers import held_routes
from server.board.missed import confirm_missed
from server.board.pages import board_page, needs_partials
from server.board.queries import held_count
from server.board.records import record_page
from server.board.workers import workers_on
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, page
from server.inbox.unit import Unit
from server.problems import BadInput
from server.settings import settings
from server.staff.endings import endings_among
from server.staff.queries import coordinators_of, leavers_of
from server.templating import html, whole_page

STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
AnyRequest = Request[Any, Any, Any]
PathDay = Annotated[date, PathParameter()]
QueryTeam = FromQuery[UUID | None]


@page("/board", COORDINATORS, quick=True)
def show_board(db: Db, asker: Asker, team: QueryTeam = None) -> Response[str]:
    return whole_page(board_page(board_of(db, asker, team or asker.team_id, asker.today), asker))


@page("/board/{on:date}", COORDINATORS, quick=True)
def show_board_of_day(db: Db, asker: Asker, on: PathDay, team: QueryTeam = None) -> Response[str]:
    return whole_page(board_page(board_of(db, asker, team or asker.team_id, on), asker))


@get("/board/stream", opt={"who": COORDINATORS})
async def stream_board(request: AnyRequest, asker: Asker, team: FromQuery[UUID], day: FromQuery[date]) -> Stream:
    """Server-sent events for who looks at a board: first everything, then what changes, and a beat."""
    await feeds.may_watch(asker, team)
    token = request.cookies[settings().cookie_name]
    return Stream(feeds.watch(asker, token, team, day), media_type="text/event-stream", headers=STREAM_HEADERS)


@page("/workers", COORDINATORS)
def show_workers(db: Db, asker: Asker, team: QueryTeam = None) -> Response[str]:
    shown, workers = workers_on(db, asker, team or asker.team_id)
    endings = endings_among(db, {worker.id: worker.name for worker in workers}, asker.today)
    return html(
        "board/workers.html", asker=asker, team=shown, workers=workers, endings=endings, held=held_count(db, asker),
        coordinators=coordinators_of(db, asker), leavers=leavers_of(db, asker, shown.id),
    )  # fmt: skip


@act("/alerts/{alert_id:uuid}/owner", COORDINATORS)
def take_alert(db: Db, asker: Asker, request: AnyRequest, alert_id: PathId) -> Response[Any]:
    alerts.take(db, asker, alert := alerts.alert_of(db, asker, alert_id))
    return show_needs(db, asker, request, alert.team_id)


@act("/alerts/{alert_id:uuid}/steps", COORDINATORS)
def add_alert_step(db: Db, asker: Asker, request: AnyRequest, alert_id: PathId, data: Fields) -> Response[Any]:
    return say(db, asker, request, alert_id, data, alerts.write_down)


@act("/alerts/{alert_id:uuid}/closing", COORDINATORS)
def close_alert(db: Db, asker: Asker, request: AnyRequest, alert_id: PathId, data: Fields) -> Response[Any]:
    return say(db, asker, request, alert_id, data, alerts.close)


@act("/visits/{visit_id:uuid}/missed", COORDINATORS)
def confirm_missed_visit(db: Db, asker: Asker, visit_id: PathId, data: Fields) -> Response[Any]:
    try:
        confirm_missed(db, asker, visit_id, data)
    except BadInput as problem:
        return record_page(db, asker, visit_id, problem, data)
    return Redirect(f"/visits/{visit_id}", status_code=HTTP_303_SEE_OTHER)


def say(
    db: Unit, asker: AskerInfo, request: AnyRequest, alert_id: UUID, said: dict[str, str], write: Callable[..., None]
) -> Response[Any]:
    """Write down what was done about an alert; what is missing is asked for on the board."""
    alert = alerts.alert_of(db, asker, alert_id)
    try:
        write(db, asker, alert, said)
    except BadInput as problem:
        board, asked = board_of(db, asker, alert.team_id, asker.today), (problem, said)
        is_script = request.headers.get("hx-request") == "true"
        page = needs_partials(board, *asked) if is_script else board_page(board, asker, *asked)
        return whole_page(page, HTTP_422_UNPROCESSABLE_ENTITY)
    return show_needs(db, asker, request, alert.team_id)


def show_needs(db: Unit, asker: AskerInfo, request: AnyRequest, team_id: UUID) -> Response[Any]:
    """The board as it is now: its changed parts for a script; without one, the way back to where it was pressed."""
    if request.headers.get("hx-request") != "true":
        came_from = urlsplit(request.headers.get("referer", "")).path
        back = came_from if came_from.startswith("/visits/") else f"/board?team={team_id}"
        return Redirect(back, status_code=HTTP_303_SEE_OTHER)
    db.flush()
    return whole_page(needs_partials(board_of(db, asker, team_id, asker.today)))


board_routes = [
    show_board, show_board_of_day, stream_board, show_workers,
    take_alert, add_alert_step, close_alert, confirm_missed_visit, *held_routes,
]  # fmt: skip
