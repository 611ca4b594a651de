"""What the web may do with agencies: set the first one up, and set how it works."""

from collections.abc import Mapping
from typing import Any

from litestar import Response
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER, HTTP_422_UNPROCESSABLE_ENTITY

from server.accounts.asker import Asker as AskerInfo
from server.accounts.guessing import slow_guessing
from server.accounts.handlers import sign_in_cookie
from server.accounts.models import Agency
from server.accounts.signing_in import begin_sign_in
from server.agencies import setting_up
from server.agencies.queries import beginning_of, is_set_up
from server.agencies.setting import said_of, set_agency
from server.agencies.team_handlers import team_routes
from server.asking import version_of
from server.board.queries import held_count
from server.dependencies import ANYONE, COORDINATORS, Asker, Db, Fields, act, back_to, page
from server.inbox.unit import Unit
from server.problems import BadInput, NotFoundOrNotYours
from server.templating import html

SET_UP = "/set-up"
SECRETS = {"password"}


@page(SET_UP, ANYONE)
def show_set_up() -> Response[str]:
    if is_set_up():
        raise NotFoundOrNotYours
    return set_up_page()


@act(SET_UP, ANYONE, middleware=[slow_guessing])
def set_up(db: Db, data: Fields) -> Response[Any]:
    try:
        coordinator = setting_up.set_up(db, data)
    except BadInput as problem:
        return set_up_page(problem, data)
    token = begin_sign_in(db, coordinator)
    return Redirect("/settings", status_code=HTTP_303_SEE_OTHER, cookies=[sign_in_cookie(token)])


def set_up_page(problem: BadInput | None = None, said: Mapping[str, str] | None = None) -> Response[str]:
    """The form; a password that was typed is not written into it."""
    typed = {name: words for name, words in (said or {}).items() if name not in SECRETS}
    return html(
        "agencies/set_up.html", HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK, problem=problem, said=typed,
        zones=[(zone, zone.replace("_", " ")) for zone in setting_up.zones()], needs_code=setting_up.needs_code(),
    )  # fmt: skip


@page("/settings", COORDINATORS)
def show_settings(db: Db, asker: Asker) -> Response[str]:
    return html("agencies/settings.html", asker=asker, beginning=beginning_of(db, asker), held=held_count(db, asker))


@page("/settings/agency", COORDINATORS)
def show_agency(db: Db, asker: Asker) -> Response[str]:
    return agency_page(db, asker)


@act("/settings/agency", COORDINATORS)
def change_agency(db: Db, asker: Asker, data: Fields) -> Response[Any]:
    try:
        set_agency(db, asker, data)
    except BadInput as problem:
        return agency_page(db, asker, problem, data)
    return back_to("/settings")


def agency_page(
    db: Unit, asker: AskerInfo, problem: BadInput | None = None, said: Mapping[str, str] | None = None
) -> Response[str]:
    now = said_of(db.get_one(Agency, asker.agency_id))
    return html(
        "agencies/agency.html", HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK, asker=asker,
        problem=problem, said=said or now, version=version_of(now), held=held_count(db, asker),
    )  # fmt: skip


agency_routes = [show_set_up, set_up, show_settings, show_agency, change_agency, *team_routes]
