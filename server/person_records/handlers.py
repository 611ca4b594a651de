"""What the web may do with a person's record: take somebody on, read and change it page by page, begin their care."""

from typing import Annotated, Any

from litestar import Response
from litestar.params import PathParameter

from server.contacts.handlers import contact_routes
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.discharges.handlers import discharge_routes
from server.packages.handlers import package_routes
from server.people.key_safe_handlers import key_safe_routes
from server.people.queries import person_of
from server.person_records.beginning import begin_care
from server.person_records.pages import after, changes_page, record_page, step_page
from server.person_records.questions import Step
from server.person_records.saving import save, take_on
from server.person_records.steps import NAMES, STEPS
from server.problems import BadInput, NotFoundOrNotYours

StepName = Annotated[str, PathParameter()]


@page("/people/new", COORDINATORS)
def show_new_person(db: Db, asker: Asker) -> Response[str]:
    return step_page(db, asker, None, NAMES)


@act("/people", COORDINATORS)
def take_person_on(db: Db, asker: Asker, data: Fields) -> Response[Any]:
    try:
        person = take_on(db, asker, data)
    except BadInput as problem:
        return step_page(db, asker, None, NAMES, problem, data)
    return back_to(after(person, NAMES, data))


@page("/people/{service_user_id:uuid}/record", COORDINATORS, writes=True)
def show_record(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read record", person.id)
    return record_page(db, asker, person)


@page("/people/{service_user_id:uuid}/record/{step:str}", COORDINATORS, writes=True)
def show_step(db: Db, asker: Asker, service_user_id: PathId, step: StepName) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read record", person.id)
    return step_page(db, asker, person, step_named(step))


@act("/people/{service_user_id:uuid}/record/{step:str}", COORDINATORS)
def save_step(db: Db, asker: Asker, service_user_id: PathId, step: StepName, data: Fields) -> Response[Any]:
    person, asked = person_of(db, asker, service_user_id), step_named(step)
    try:
        save(db, asker, person, asked, data)
    except BadInput as problem:
        return step_page(db, asker, person, asked, problem, data)
    return back_to(after(person, asked, data))


@page("/people/{service_user_id:uuid}/record-changes", COORDINATORS, writes=True)
def show_record_changes(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read record changes", person.id)
    return changes_page(db, asker, person)


@act("/people/{service_user_id:uuid}/care-beginning", COORDINATORS)
def begin_their_care(db: Db, asker: Asker, service_user_id: PathId) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    try:
        begin_care(db, asker, person)
    except BadInput as problem:
        return record_page(db, asker, person, problem)
    return back_to(f"/people/{person.id}/record")


def step_named(name: str) -> Step:
    if name not in STEPS or not STEPS[name].questions:
        raise NotFoundOrNotYours
    return STEPS[name]


person_record_routes = [
    show_new_person, take_person_on, show_record, show_step, save_step, show_record_changes, begin_their_care,
    *contact_routes, *package_routes, *key_safe_routes, *discharge_routes,
]  # fmt: skip
