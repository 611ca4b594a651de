"""What the web may do with planned visits: see them, and change them once it is clear what that does."""

from functools import partial
from typing import Any

from litestar import Response
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from server.asking import Asking
from server.care_plans import changing
from server.care_plans.effects import Usual, effects_of
from server.care_plans.pages import effects_page, form_page, visits_page
from server.care_plans.plan_handlers import plan_routes
from server.care_plans.queries import planned_visit_of
from server.care_plans.reading import from_day, typed
from server.care_plans.visit_forms import said_of, tell_changes
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.inbox.reading import uuid_or_none
from server.people.queries import person_of
from server.people.wishing import wish
from server.problems import BadInput
from server.rota.queries import team_of
from server.templating import whole_page


@page("/people/{service_user_id:uuid}/planned-visits", COORDINATORS)
def show_planned_visits(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    return whole_page(visits_page(db, asker, person_of(db, asker, service_user_id)))


@page("/people/{service_user_id:uuid}/planned-visits/new", COORDINATORS)
def show_new_planned_visit(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    return whole_page(form_page(db, asker, person_of(db, asker, service_user_id), None))


@act("/people/{service_user_id:uuid}/planned-visits", COORDINATORS)
def begin_planned_visit(db: Db, asker: Asker, service_user_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    try:
        said = typed(asker, data)
        if "confirmed" not in data:
            effects = changing.effects_of_change(db, asker, None, person, said)
            return whole_page(effects_page(asker, person, None, effects, data))
        team = team_of(db, asker, uuid_or_none(data.get("team")) or asker.team_id)
        changing.begin(db, asker, person, team.id, said)
    except BadInput as problem:
        return asked_again(form_page(db, asker, person, None, problem, data))
    return back_to(f"/people/{service_user_id}/planned-visits")


@page("/planned-visits/{planned_visit_id:uuid}", COORDINATORS)
def show_planned_visit(db: Db, asker: Asker, planned_visit_id: PathId) -> Response[str]:
    planned, person = planned_visit_of(db, asker, planned_visit_id)
    return whole_page(form_page(db, asker, person, planned, said=said_of(db, asker, planned)))


@act("/planned-visits/{planned_visit_id:uuid}/changes", COORDINATORS)
def change_planned_visit(db: Db, asker: Asker, planned_visit_id: PathId, data: Fields) -> Response[Any]:
    planned, person = planned_visit_of(db, asker, planned_visit_id)
    try:
        said = typed(asker, data, partial(tell_changes, db, asker, planned))
        if "confirmed" not in data:
            effects = changing.effects_of_change(db, asker, planned, person, said)
            return whole_page(effects_page(asker, person, planned, effects, data))
        changing.change(db, asker, planned, person, said)
    except BadInput as problem:
        return asked_again(form_page(db, asker, person, planned, problem, data))
    return back_to(f"/people/{person.id}/planned-visits")


@act("/planned-visits/{planned_visit_id:uuid}/ending", COORDINATORS)
def end_planned_visit(db: Db, asker: Asker, planned_visit_id: PathId, data: Fields) -> Response[Any]:
    planned, person = planned_visit_of(db, asker, planned_visit_id)
    try:
        with Asking(data) as asking:
            from_on = asking.read("ends_from", partial(from_day, asker))
    except BadInput as problem:
        return asked_again(form_page(db, asker, person, planned, problem, said_of(db, asker, planned) | data))
    if "confirmed" not in data:
        effects = effects_of(db, asker, planned, None, from_on, Usual())
        return whole_page(effects_page(asker, person, planned, effects, data, ends=True))
    changing.end(db, asker, planned, person, from_on)
    return back_to(f"/people/{person.id}/planned-visits")


@act("/people/{service_user_id:uuid}/wishes", COORDINATORS)
def record_wishes(db: Db, asker: Asker, service_user_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    try:
        wish(db, asker, person, data)
    except BadInput as problem:
        return asked_again(visits_page(db, asker, person, problem, data))
    return back_to(f"/people/{service_user_id}/planned-visits")


def asked_again(text: str) -> Response[str]:
    return whole_page(text, HTTP_422_UNPROCESSABLE_ENTITY)


care_plan_routes = [
    show_planned_visits, show_new_planned_visit, begin_planned_visit, show_planned_visit, change_planned_visit,
    end_planned_visit, record_wishes, *plan_routes,
]  # fmt: skip
