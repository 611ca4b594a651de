"""What the office may do with a key-safe code: write it, look at it on a tap, and see who was shown it."""

from typing import Any

from litestar import Response

from server.board.queries import held_count
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.people.key_safes import key_safe_for_office, remove_code, showings_of, write_code
from server.people.queries import person_of
from server.person_records.pages import step_page
from server.person_records.saving import note_changes
from server.person_records.steps import DOOR
from server.problems import BadInput
from server.templating import html

PART = "key_safe"


@page("/people/{service_user_id:uuid}/key-safe", COORDINATORS, writes=True)
def show_code_to_office(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    key_safe = key_safe_for_office(db, asker, person)
    return html(
        "people/office_key_safe.html", asker=asker, person=person, key_safe=key_safe, held=held_count(db, asker)
    )


@page("/people/{service_user_id:uuid}/key-safe-showings", COORDINATORS, writes=True)
def show_showings(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read showings of key-safe code", person.id)
    return html(
        "people/key_safe_showings.html", asker=asker, person=person, showings=showings_of(db, person),
        held=held_count(db, asker),
    )  # fmt: skip


@act("/people/{service_user_id:uuid}/key-safe", COORDINATORS)
def write_key_safe(db: Db, asker: Asker, service_user_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    try:
        write_code(db, asker, person, data)
    except BadInput as problem:
        known = DOOR.filled_in(person) | {"place": data.get("place", "")}
        return step_page(db, asker, person, DOOR, problem, known)
    note_changes(db, asker, person, PART, {"code": ""}, {"code": "changed"})
    return back_to(f"/people/{person.id}/record/{DOOR.name}")


@act("/people/{service_user_id:uuid}/key-safe/removal", COORDINATORS)
def remove_key_safe(db: Db, asker: Asker, service_user_id: PathId) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    remove_code(db, asker, person)
    note_changes(db, asker, person, PART, {"code": ""}, {"code": "removed"})
    return back_to(f"/people/{person.id}/record/{DOOR.name}")


key_safe_routes = [show_code_to_office, show_showings, write_key_safe, remove_key_safe]
