"""What the web may do with orders and the chart: see them, and begin, change and stop an order."""

from typing import Any

from litestar import Response
from litestar.params import FromQuery
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.medication import orders
from server.medication.charts import chart_of, month_in
from server.medication.order_forms import said_of
from server.medication.order_pages import chart_page, form_page, orders_page
from server.medication.tables import csv_of
from server.medication.typing_orders import typed
from server.people.queries import person_of
from server.problems import BadInput
from server.templating import PAGE_HEADERS, whole_page

QueryMonth = FromQuery[str | None]


@page("/people/{service_user_id:uuid}/mar", COORDINATORS, writes=True)
def show_chart(db: Db, asker: Asker, service_user_id: PathId, month: QueryMonth = None) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read MAR chart", person.id)
    return whole_page(chart_page(asker, chart_of(db, asker, person, month_in(month, asker.today))))


@page("/people/{service_user_id:uuid}/mar.csv", COORDINATORS, writes=True)
def show_table(db: Db, asker: Asker, service_user_id: PathId, month: QueryMonth = None) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read MAR chart", person.id)
    text = csv_of(chart_of(db, asker, person, month_in(month, asker.today)), asker.zone)
    headers = PAGE_HEADERS | {"Content-Disposition": 'attachment; filename="mar.csv"'}
    return Response(text, media_type="text/csv", headers=headers)


@page("/people/{service_user_id:uuid}/medicines", COORDINATORS)
def show_orders(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    return whole_page(orders_page(db, asker, person_of(db, asker, service_user_id)))


@page("/people/{service_user_id:uuid}/medicines/new", COORDINATORS)
def show_new_order(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    return whole_page(form_page(db, asker, person_of(db, asker, service_user_id), []))


@act("/people/{service_user_id:uuid}/medicines", COORDINATORS)
def begin_order(db: Db, asker: Asker, service_user_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    try:
        orders.begin(db, asker, person, typed(asker, data))
    except BadInput as problem:
        return asked_again(form_page(db, asker, person, [], problem, data))
    return back_to(f"/people/{person.id}/medicines")


@page("/medicines/{medicine_id:uuid}", COORDINATORS)
def show_order(db: Db, asker: Asker, medicine_id: PathId) -> Response[str]:
    person, rows = orders.order_of(db, asker, medicine_id)
    return whole_page(form_page(db, asker, person, rows, said=said_of(asker, rows)))


@act("/medicines/{medicine_id:uuid}/versions", COORDINATORS)
def change_order(db: Db, asker: Asker, medicine_id: PathId, data: Fields) -> Response[Any]:
    person, rows = orders.order_of(db, asker, medicine_id)
    try:
        orders.change(db, asker, person, rows, data)
    except BadInput as problem:
        return asked_again(form_page(db, asker, person, orders.shown_to(db, rows, data), problem, data))
    return back_to(f"/people/{person.id}/medicines")


@act("/medicines/{medicine_id:uuid}/stopping", COORDINATORS)
def stop_order(db: Db, asker: Asker, medicine_id: PathId, data: Fields) -> Response[Any]:
    person, rows = orders.order_of(db, asker, medicine_id)
    try:
        orders.stop(db, asker, person, rows, data)
    except BadInput as problem:
        shown = orders.shown_to(db, rows, data)
        return asked_again(form_page(db, asker, person, shown, problem, said_of(asker, shown) | data))
    return back_to(f"/people/{person.id}/medicines")


def asked_again(text: str) -> Response[str]:
    return whole_page(text, HTTP_422_UNPROCESSABLE_ENTITY)


order_routes = [
    show_chart, show_table, show_orders, show_new_order, begin_order, show_order, change_order, stop_order,
]  # fmt: skip
