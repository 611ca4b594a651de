"""What the web may do with marks on the body: record one at a visit, see a person's, and close one that has healed."""

from typing import Any

from litestar import Response
from litestar.response import Redirect

from server.body_marks.pages import body_map_page
from server.body_marks.queries import mark_of
from server.body_marks.recording import heal, mark
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, ReceivedForm, act, back_to, page, record
from server.people.queries import person_of
from server.problems import BadInput
from server.visits.turns import turn_at


@record("/visits/{visit_id:uuid}/body-marks")
def record_body_mark(db: Db, asker: Asker, visit_id: PathId, form: ReceivedForm) -> Redirect:
    db.add(mark(turn_at(db, asker, visit_id, form), form))
    return back_to(f"/visits/{visit_id}")


@page("/people/{service_user_id:uuid}/body-map", COORDINATORS, writes=True)
def show_body_map(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read body map", person.id)
    return body_map_page(db, asker, person)


@act("/body-marks/{body_mark_id:uuid}/healing", COORDINATORS)
def close_body_mark(db: Db, asker: Asker, body_mark_id: PathId, data: Fields) -> Response[Any]:
    marked, person = mark_of(db, asker, body_mark_id)
    try:
        heal(db, asker, marked, person, data)
    except BadInput as problem:
        return body_map_page(db, asker, person, problem, data)
    return back_to(f"/people/{person.id}/body-map")


body_mark_routes = [record_body_mark, show_body_map, close_body_mark]
