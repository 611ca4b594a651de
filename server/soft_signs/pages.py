"""The pages about soft signs: those of a person, and the message about one."""

from collections.abc import Mapping

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY
from sqlmodel import Session

from server.accounts.asker import Asker
from server.board.queries import held_count
from server.contacts.queries import contact_lines
from server.people.models import ServiceUser
from server.problems import BadInput
from server.soft_signs.drafting import Writer
from server.soft_signs.queries import Message, messages_of
from server.soft_signs.words import signs_line
from server.soft_signs.writing import said_of
from server.templating import html
from server.visits.queries import names_of

HEADINGS = {
    "situation": "Situation", "background": "Background", "assessment": "Assessment",
    "recommendation": "Recommendation",
}  # fmt: skip


def messages_page(db: Session, asker: Asker, person: ServiceUser) -> Response[str]:
    """Everything that was seen of a person."""
    return html(
        "soft_signs/all.html", asker=asker, person=person, messages=messages_of(db, person),
        names=names_of(db, asker.agency_id), held=held_count(db, asker),
    )  # fmt: skip


def message_page(
    db: Session, asker: Asker, message: Message, problem: BadInput | None = None, said: Mapping[str, str] | None = None
) -> Response[str]:
    """What was seen, whom to tell, and the message with all its versions."""
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK
    return html(
        "soft_signs/message.html", status, asker=asker, message=message, person=message.person,
        contacts=contact_lines(db, message.person),
        said=said or asked_of(db, asker, message), problem=problem, headings=HEADINGS, signs_line=signs_line,
        names=names_of(db, asker.agency_id), held=held_count(db, asker),
    )  # fmt: skip


def asked_of(db: Session, asker: Asker, message: Message) -> dict[str, str]:
    """The form as it was filled in last; without a version, what Doorstep drafts."""
    if message.latest:
        return said_of(asker, message.latest)
    return Writer(db, asker, message).draft()
