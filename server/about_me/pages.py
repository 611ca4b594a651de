"""The office's page of About me: the photo, the words under each heading, and every earlier version."""

from collections.abc import Mapping

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY
from sqlmodel import Session

from server.about_me.headings import HEADINGS, HINTS
from server.about_me.queries import versions_of
from server.about_me.writing import as_typed
from server.accounts.asker import Asker
from server.board.queries import held_count
from server.db import new_id
from server.documents.readable import portrait_of, readable_by_workers
from server.people.models import ServiceUser
from server.problems import BadInput
from server.templating import html
from server.visits.queries import names_of


def about_me_page(
    db: Session,
    asker: Asker,
    person: ServiceUser,
    problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> Response[str]:
    """With what was typed in its form when something is wrong with it, else with the newest version."""
    versions = versions_of(db, person)
    newest = versions[0] if versions else None
    return html(
        "about_me/about_me.html", HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK, asker=asker,
        person=person, headings=HEADINGS, hints=HINTS, versions=versions, problem=problem,
        said=as_typed(newest) if said is None else said, version=newest.version if newest else 0,
        portrait=portrait_of(readable_by_workers(db, [person.id])), photo_id=new_id(),
        names=names_of(db, asker.agency_id), held=held_count(db, asker),
    )  # fmt: skip
