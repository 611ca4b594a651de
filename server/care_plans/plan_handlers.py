"""What the web may do with plans: read them, save parts, agree, put in force, and compare versions."""

from functools import partial
from typing import Any
from uuid import UUID

from litestar import Response
from litestar.params import FromQuery

from server.asking import Asking, day, needed, one_of
from server.care_plans.contents import without_part
from server.care_plans.models import Decides
from server.care_plans.plan_pages import (
    PlanPage,
    first_said,
    in_force_page,
    part_form,
    part_page,
    plan_page,
    plan_page_of,
    saved_by,
    version_page,
)
from server.care_plans.reading import from_day
from server.care_plans.versions import version_of
from server.care_plans.writing import agree, put_in_force, save, take_turn
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.people.queries import person_of
from server.problems import BadInput
from server.visits.queries import names_of

QueryText = FromQuery[str]
QueryVersion = FromQuery[UUID | None]
WHY_SET_ASIDE = "The draft was set aside."


@page("/people/{service_user_id:uuid}/care-plan", COORDINATORS, writes=True)
def show_plan(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read care plan", person.id)
    return plan_page(db, asker, person)


@page("/people/{service_user_id:uuid}/care-plan/parts/{plan_part_id:uuid}", COORDINATORS, writes=True)
def show_plan_part(
    db: Db, asker: Asker, service_user_id: PathId, plan_part_id: PathId, kind: QueryText = "", under: QueryText = ""
) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    plan = plan_page_of(db, asker, person)
    form = part_form(db, plan, person, plan_part_id, kind)
    db.note(asker, "read care plan", person.id)
    return part_page(db, asker, person, form, first_said(form, plan, under))


@act("/people/{service_user_id:uuid}/care-plan/parts/{plan_part_id:uuid}", COORDINATORS)
def save_plan_part(db: Db, asker: Asker, service_user_id: PathId, plan_part_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    take_turn(db, person)
    plan = plan_page_of(db, asker, person)
    form = part_form(db, plan, person, plan_part_id, data.get("kind", ""))
    try:
        content, why = form.read(data, saved_by(form, plan, names_of(db, asker.agency_id)))
    except BadInput as problem:
        return part_page(db, asker, person, form, data, problem)
    if content != plan.content or plan.shown is None:
        save(db, asker, person, content, why)
    return back_to(f"/people/{person.id}/care-plan")


@act("/people/{service_user_id:uuid}/care-plan/parts/{plan_part_id:uuid}/removal", COORDINATORS)
def remove_plan_part(
    db: Db, asker: Asker, service_user_id: PathId, plan_part_id: PathId, data: Fields
) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    take_turn(db, person)
    plan = plan_page_of(db, asker, person)
    form = part_form(db, plan, person, plan_part_id)
    try:
        with Asking(data) as asking:
            why = asking.read("why_removed", needed("Say why: it stays on record with this version."))
    except BadInput as problem:
        return part_page(db, asker, person, form, form.said | data, problem)
    save(db, asker, person, without_part(plan.content, plan_part_id), why)
    return back_to(f"/people/{person.id}/care-plan")


@act("/people/{service_user_id:uuid}/care-plan/agreement", COORDINATORS)
def agree_on_plan(db: Db, asker: Asker, service_user_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    take_turn(db, person)
    plan = plan_page_of(db, asker, person)
    try:
        with Asking(data) as asking:
            refuse_another(asking, plan, "agreed_with")
            who = asking.read("agreed_with", needed("Say with whom the plan is agreed."))
            decides = asking.read("decides", one_of(Decides, "Choose who decides."))
            on = asking.read("agreed_on", day("Choose the day on which it was agreed."))
            if on and on > asker.today:
                asking.refuse("agreed_on", "That day is still to come. Choose the day on which it was agreed.")
        agree(db, asker, newest(plan), who, decides, on)
    except BadInput as problem:
        return plan_page(db, asker, person, problem, data)
    return back_to(f"/people/{person.id}/care-plan")


@act("/people/{service_user_id:uuid}/care-plan/in-force", COORDINATORS)
def bring_plan_in_force(db: Db, asker: Asker, service_user_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    take_turn(db, person)
    plan = plan_page_of(db, asker, person)
    try:
        with Asking(data) as asking:
            refuse_another(asking, plan, "from_on")
            from_on = asking.read("from_on", partial(from_day, asker))
        if "confirmed" not in data:
            return in_force_page(db, asker, person, plan, from_on, data)
        put_in_force(db, asker, person, newest(plan), from_on)
    except BadInput as problem:
        return plan_page(db, asker, person, problem, data)
    return back_to(f"/people/{person.id}/care-plan")


@act("/people/{service_user_id:uuid}/care-plan/setting-aside", COORDINATORS)
def set_plan_draft_aside(db: Db, asker: Asker, service_user_id: PathId) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    take_turn(db, person)
    plan = plan_page_of(db, asker, person)
    if plan.draft and plan.compared:
        save(db, asker, person, plan.compared.content, WHY_SET_ASIDE)
    return back_to(f"/people/{person.id}/care-plan")


@page("/plan-versions/{plan_version_id:uuid}", COORDINATORS, writes=True)
def show_plan_version(db: Db, asker: Asker, plan_version_id: PathId, beside: QueryVersion = None) -> Response[str]:
    plan, person = version_of(db, asker, plan_version_id)
    db.note(asker, "read care plan", person.id)
    return version_page(db, asker, person, plan, beside)


def newest(plan: PlanPage) -> Any:
    """What is agreed and put in force. Raises BadInput when nothing is saved."""
    if plan.shown is None:
        raise BadInput("There is no plan yet. Begin with what it is about.", "from_on")
    return plan.shown.version


def refuse_another(asking: Asking, plan: PlanPage, field: str) -> None:
    """What is agreed or put in force is what was on the page."""
    if plan.shown and asking.said.get("seen", str(plan.shown.number)) != str(plan.shown.number):
        number = plan.shown.number
        asking.refuse(field, f"Version {number} was saved meanwhile. It is shown below: read it, then go on.")


plan_routes = [
    show_plan, show_plan_part, save_plan_part, remove_plan_part, agree_on_plan, bring_plan_in_force,
    set_plan_draft_aside, show_plan_version,
]  # fmt: skip
