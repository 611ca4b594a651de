"""What the web may do with teams: see them, add one, and give one another name."""

from collections.abc import Mapping
from typing import Any

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY

from server.accounts.asker import Asker as AskerInfo
from server.accounts.models import Team
from server.accounts.queries import teams_of
from server.agencies.queries import team_of
from server.agencies.teams import add_team, rename_team, said_of
from server.asking import version_of
from server.board.queries import held_count
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.inbox.unit import Unit
from server.problems import BadInput
from server.templating import html


@page("/teams", COORDINATORS)
def show_teams(db: Db, asker: Asker) -> Response[str]:
    return teams_page(db, asker)


@act("/teams", COORDINATORS)
def begin_team(db: Db, asker: Asker, data: Fields) -> Response[Any]:
    try:
        add_team(db, asker, data)
    except BadInput as problem:
        return teams_page(db, asker, problem, data)
    return back_to("/teams")


@page("/teams/{team_id:uuid}", COORDINATORS)
def show_team(db: Db, asker: Asker, team_id: PathId) -> Response[str]:
    return team_page(db, asker, team_of(db, asker, team_id))


@act("/teams/{team_id:uuid}/names", COORDINATORS)
def name_team(db: Db, asker: Asker, team_id: PathId, data: Fields) -> Response[Any]:
    team = team_of(db, asker, team_id)
    try:
        rename_team(db, asker, team, data)
    except BadInput as problem:
        return team_page(db, asker, team, problem, data)
    return back_to("/teams")


def teams_page(
    db: Unit, asker: AskerInfo, problem: BadInput | None = None, said: Mapping[str, str] | None = None
) -> Response[str]:
    return html(
        "agencies/teams.html", HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK, asker=asker,
        teams=teams_of(db, asker), problem=problem, said=said or {}, held=held_count(db, asker),
    )  # fmt: skip


def team_page(
    db: Unit, asker: AskerInfo, team: Team, problem: BadInput | None = None, said: Mapping[str, str] | None = None
) -> Response[str]:
    now = said_of(team)
    return html(
        "agencies/team.html", HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK, asker=asker, team=team,
        problem=problem, said=said or now, version=version_of(now), held=held_count(db, asker),
    )  # fmt: skip


team_routes = [show_teams, begin_team, show_team, name_team]
