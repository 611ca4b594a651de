"""What the web may do with soft signs: record them at a visit, and see to the message about them."""

from typing import Any

from litestar import Response
from litestar.response import Redirect

from server.board.records import see
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, ReceivedForm, act, back_to, page, record
from server.people.queries import person_of
from server.problems import BadInput
from server.soft_signs.pages import message_page, messages_page
from server.soft_signs.queries import message_of
from server.soft_signs.recording import tell, watch
from server.soft_signs.writing import write
from server.visits.turns import turn_at


@record("/visits/{visit_id:uuid}/soft-signs")
def record_soft_signs(db: Db, asker: Asker, visit_id: PathId, form: ReceivedForm) -> Redirect:
    turn = turn_at(db, asker, visit_id, form)
    db.add(entry := tell(turn, form))
    watch(db, turn, entry)
    return back_to(f"/visits/{visit_id}")


@page("/people/{service_user_id:uuid}/soft-signs", COORDINATORS, writes=True)
def show_messages(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read soft signs", person.id)
    return messages_page(db, asker, person)


@page("/soft-signs/{soft_signs_id:uuid}", COORDINATORS, writes=True)
def show_message(db: Db, asker: Asker, soft_signs_id: PathId) -> Response[str]:
    message = message_of(db, asker, soft_signs_id)
    see(db, asker, message.visit, list(message.entries))
    db.note(asker, "read SBARD", message.first.id)
    return message_page(db, asker, message)


@act("/soft-signs/{soft_signs_id:uuid}/versions", COORDINATORS)
def write_message(db: Db, asker: Asker, soft_signs_id: PathId, data: Fields) -> Response[Any]:
    message = message_of(db, asker, soft_signs_id)
    try:
        write(db, asker, message, data)
    except BadInput as problem:
        return message_page(db, asker, message, problem, data)
    return back_to(f"/soft-signs/{message.first.id}")


soft_sign_routes = [record_soft_signs, show_messages, show_message, write_message]
