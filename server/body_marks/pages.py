"""The body map of a person: every mark by date, where it is, and when it had healed."""

from collections.abc import Mapping

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY
from sqlmodel import Session

from server.accounts.asker import Asker
from server.board.queries import held_count
from server.body_marks.queries import marks_of
from server.body_marks.words import more_about, what_was_marked
from server.people.models import ServiceUser
from server.problems import BadInput
from server.templating import html
from server.visits.queries import names_of


def body_map_page(
    db: Session, asker: Asker, person: ServiceUser, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> Response[str]:  # fmt: skip
    """Open marks on the drawing and in a list; healed and corrected ones under them."""
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK
    marked = marks_of(db, [person.id]).get(person.id, [])
    is_open = [one for one in marked if one.healed is None and not one.is_corrected]
    return html(
        "body_marks/body_map.html", status, asker=asker, person=person, marks=is_open,
        past=[one for one in marked if one not in is_open], names=names_of(db, asker.agency_id), problem=problem,
        said=said or {}, what_was_marked=what_was_marked, more_about=more_about, held=held_count(db, asker),
    )  # fmt: skip
