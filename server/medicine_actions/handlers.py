"""What the web may do with what is to be done after errors and audits: see it, and record that it was done."""

from typing import Any

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY

from server.accounts.asker import Asker as AskerInfo
from server.board.queries import held_count
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.inbox.unit import Unit
from server.medicine_actions.adding import complete
from server.medicine_actions.queries import action_of, actions_of_agency, owners_of
from server.problems import BadInput
from server.templating import html
from server.visits.queries import names_of


@page("/medicine-actions", COORDINATORS, writes=True)
def show_actions(db: Db, asker: Asker) -> Response[str]:
    db.note(asker, "read medicine actions")
    return actions_page(db, asker)


@act("/medicine-actions/{medicine_action_id:uuid}/completions", COORDINATORS)
def complete_action(db: Db, asker: Asker, medicine_action_id: PathId, data: Fields) -> Response[Any]:
    one = action_of(db, asker, medicine_action_id)
    try:
        complete(db, asker, one, data)
    except BadInput as problem:
        return actions_page(db, asker, problem, data | {"action": str(one.action.id)})
    return back_to("/medicine-actions")


def actions_page(
    db: Unit, asker: AskerInfo, problem: BadInput | None = None, said: dict[str, str] | None = None
) -> Response[str]:
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK
    return html(
        "medicine_actions/actions.html", status, asker=asker, actions=actions_of_agency(db, asker), problem=problem,
        said=said or {}, names=names_of(db, asker.agency_id), owners=owners_of(db, asker), held=held_count(db, asker),
    )  # fmt: skip


medicine_action_routes = [show_actions, complete_action]
