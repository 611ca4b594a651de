"""What the web may do with published changes: publish, follow how far they have come, and answer them."""

from typing import Any
from uuid import UUID

from litestar import Response
from litestar.params import FromQuery
from litestar.response import Redirect
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from server.dependencies import (
    CARE_WORKERS,
    COORDINATORS,
    Asker,
    Db,
    Fields,
    PathId,
    ReceivedForm,
    act,
    back_to,
    page,
    record,
)  # fmt: skip
from server.inbox.reading import uuid_or_none
from server.problems import BadInput
from server.rota.publishing import publish
from server.rota_changes.answering import answer, note_opening
from server.rota_changes.pages import call_list_page, change_page, changes_page
from server.rota_changes.queries import change_of
from server.templating import whole_page

QueryTeam = FromQuery[UUID | None]


@page("/rota/changes", COORDINATORS)
def show_changes(db: Db, asker: Asker, team: QueryTeam = None) -> Response[str]:
    return whole_page(changes_page(db, asker, team or asker.team_id))


@page("/rota/call-list", COORDINATORS)
def show_call_list(db: Db, asker: Asker, team: QueryTeam = None) -> Response[str]:
    return whole_page(call_list_page(db, asker, team or asker.team_id))


@act("/rota/publications", COORDINATORS)
def publish_rota(db: Db, asker: Asker, data: Fields) -> Response[Any]:
    team_id = uuid_or_none(data.get("team")) or asker.team_id
    try:
        publish(db, asker, team_id)
    except BadInput as problem:
        return whole_page(changes_page(db, asker, team_id, problem), HTTP_422_UNPROCESSABLE_ENTITY)
    return back_to(f"/rota/changes?team={team_id}")


@page("/rota-changes/{rota_change_id:uuid}", CARE_WORKERS)
def show_change(db: Db, asker: Asker, rota_change_id: PathId) -> Response[str]:
    return whole_page(change_page(db, asker, change_of(db, asker, rota_change_id)))


@record("/rota-changes/{rota_change_id:uuid}/answers")
def record_answer(db: Db, asker: Asker, rota_change_id: PathId, form: ReceivedForm) -> Redirect:
    answer(db, asker, rota_change_id, form)
    return back_to(f"/rota-changes/{rota_change_id}")


@record("/rota-changes/{rota_change_id:uuid}/openings")
def record_opening(db: Db, asker: Asker, rota_change_id: PathId, form: ReceivedForm) -> Redirect:
    note_opening(db, asker, rota_change_id, form)
    return back_to(f"/rota-changes/{rota_change_id}")


rota_change_routes = [
    show_changes, show_call_list, publish_rota, show_change, record_answer, record_opening,
]  # fmt: skip
