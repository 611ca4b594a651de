"""The pages of documents: a person's, one with its versions, and one as a worker reads it."""

from collections.abc import Mapping
from typing import Any

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY
from sqlmodel import Session

from server.accounts.asker import Asker
from server.board.queries import held_count
from server.db import new_id
from server.documents.models import Document
from server.documents.queries import documents_of, followers_of
from server.documents.words import DOCUMENT_WORDS, TYPED_KINDS
from server.people.models import ServiceUser
from server.pieces import Page, phone_page
from server.problems import BadInput
from server.templating import html
from server.visits.queries import names_of

KINDS = [("", "Choose one"), *((kind.value, DOCUMENT_WORDS[kind]) for kind in TYPED_KINDS)]
Typed = Mapping[str, str]


def documents_page(
    db: Session, asker: Asker, person: ServiceUser, problem: BadInput | None = None, said: Typed | None = None
) -> Response[str]:
    """Everything about a person: what is in use, then what no longer is."""
    documents = documents_of(db, person)
    later = followers_of(db, [document.id for document in documents])
    in_use = [one for one in documents if one.withdrawn_at is None and one.id not in later]
    return html(
        "documents/documents.html", status_of(problem), asker=asker, person=person, in_use=in_use,
        out_of_use=[one for one in documents if one not in in_use], later=later, problem=problem,
        said=said or {"document": str(new_id()), "dated": asker.today.isoformat()}, **asked(db, asker),
    )  # fmt: skip


def document_page(
    db: Session,
    asker: Asker,
    document: Document,
    person: ServiceUser,
    problem: BadInput | None = None,
    said: Typed | None = None,
) -> Response[str]:
    """One document, the versions before and after it, and what can be done with it."""
    documents = {one.id: one for one in documents_of(db, person)}
    later = followers_of(db, documents)
    return html(
        "documents/document.html", status_of(problem), asker=asker, person=person, document=document,
        before=documents.get(document.follows) if document.follows else None, later=later.get(document.id),
        problem=problem, said=said or as_typed(document), **asked(db, asker),
    )  # fmt: skip


def as_typed(document: Document) -> dict[str, str]:
    """The form of the next version, as this one's was filled in."""
    marks = {name: "1" for name in ("for_workers", "offline") if getattr(document, name)}
    words = {"kind": document.kind.value, "title": document.title, "dated": document.dated_on.isoformat()}
    return {"document": str(new_id())} | words | marks


def picture_page(asker: Asker, document: Document, person: ServiceUser) -> Page:
    """A document as a worker reads it; phones keep it when it is marked so."""
    return phone_page("documents/reading.html", asker=asker, document=document, person=person, words=DOCUMENT_WORDS)


def status_of(problem: BadInput | None) -> int:
    return HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK


def asked(db: Session, asker: Asker) -> dict[str, Any]:
    """What these pages show besides."""
    return {
        "kinds": KINDS, "words": DOCUMENT_WORDS, "names": names_of(db, asker.agency_id), "held": held_count(db, asker),
    }  # fmt: skip
