"""What the web may do with discharges: end somebody's care, say that they were rung, take them on again."""

from collections.abc import Mapping
from typing import Any

from litestar import Response

from server.accounts.asker import Asker as AskerInfo
from server.board.queries import held_count
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.discharges.queries import discharge_of, discharges_of
from server.discharges.recording import discharge, follow_up, take_on_again
from server.discharges.words import DISCHARGE_WORDS
from server.inbox.unit import Unit
from server.people.models import ServiceUser
from server.people.queries import person_of
from server.person_records.pages import status_for
from server.problems import BadInput
from server.templating import html
from server.visits.queries import names_of


@page("/people/{service_user_id:uuid}/discharges", COORDINATORS, writes=True)
def show_discharges(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read record", person.id)
    return discharges_page(db, asker, person)


@act("/people/{service_user_id:uuid}/discharges", COORDINATORS)
def discharge_person(db: Db, asker: Asker, service_user_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    try:
        discharge(db, asker, person, data)
    except BadInput as problem:
        return discharges_page(db, asker, person, problem, data)
    return back_to(f"/people/{person.id}/discharges")


@act("/discharges/{discharge_id:uuid}/follow-up", COORDINATORS)
def record_follow_up(db: Db, asker: Asker, discharge_id: PathId, data: Fields) -> Response[Any]:
    one, person = discharge_of(db, asker, discharge_id)
    try:
        follow_up(db, asker, person, one, data)
    except BadInput as problem:
        return discharges_page(db, asker, person, problem, data)
    return back_to(f"/people/{person.id}/discharges")


@act("/discharges/{discharge_id:uuid}/return", COORDINATORS)
def take_person_on_again(db: Db, asker: Asker, discharge_id: PathId, data: Fields) -> Response[Any]:
    one, person = discharge_of(db, asker, discharge_id)
    take_on_again(db, asker, person, one, same_visits="same_visits" in data)
    return back_to(f"/people/{person.id}/record")


def discharges_page(
    db: Unit, asker: AskerInfo, person: ServiceUser, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> Response[str]:  # fmt: skip
    return html(
        "discharges/discharges.html", status_for(problem), asker=asker, person=person, problem=problem,
        said=said or {}, discharges=discharges_of(db, person), reasons=DISCHARGE_WORDS,
        names=names_of(db, asker.agency_id), held=held_count(db, asker),
    )  # fmt: skip


discharge_routes = [show_discharges, discharge_person, record_follow_up, take_person_on_again]
