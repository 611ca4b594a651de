"""What the web may do with stock: record what was done with it, see a person's, and what is to be ordered."""

from typing import Any

from litestar import Response
from litestar.params import FromQuery
from litestar.response import Redirect
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, ReceivedForm, act, back_to, page, record
from server.people.queries import person_of
from server.problems import BadInput
from server.stock.alarms import take_turns, watch_movement
from server.stock.pages import low_stock_page, stock_page
from server.stock.recording import is_sent_again, move_at_visit, move_in_office, said_of
from server.stock.where import Where
from server.templating import whole_page
from server.visits.turns import turn_at


@record("/visits/{visit_id:uuid}/stock-movements")
def record_movement(db: Db, asker: Asker, visit_id: PathId, form: ReceivedForm) -> Redirect:
    turn = turn_at(db, asker, visit_id, form)
    db.add(movement := move_at_visit(db, turn, form))
    watch_movement(db, Where.at(turn), form, movement)
    return back_to(f"/visits/{visit_id}")


@page("/people/{service_user_id:uuid}/stock", COORDINATORS, writes=True)
def show_stock(db: Db, asker: Asker, service_user_id: PathId, corrects: FromQuery[str | None] = None) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read stock", person.id)
    return whole_page(stock_page(db, asker, person, said=said_of(db, asker, person, corrects)))


@act("/people/{service_user_id:uuid}/stock-movements", COORDINATORS)
def record_office_movement(
    db: Db, asker: Asker, service_user_id: PathId, data: Fields, form: ReceivedForm
) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    take_turns(db, [person.id])
    if is_sent_again(db, form):
        return back_to(f"/people/{person.id}/stock")
    try:
        movement = move_in_office(db, asker, person, data, form)
    except BadInput as problem:
        return whole_page(stock_page(db, asker, person, problem, data), HTTP_422_UNPROCESSABLE_ENTITY)
    db.forms.append(form)
    db.add(movement)
    where = Where(person.id, asker.agency_id, asker.team_id, None, asker.id, asker.zone)
    watch_movement(db, where, form, movement)
    return back_to(f"/people/{person.id}/stock")


@page("/stock", COORDINATORS, writes=True)
def show_low_stock(db: Db, asker: Asker) -> Response[str]:
    db.note(asker, "read low stock")
    return whole_page(low_stock_page(db, asker))


stock_routes = [record_movement, show_stock, record_office_movement, show_low_stock]
