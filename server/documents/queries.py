"""What we ask about documents; every search starts at the asker, and no list loads a file."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.documents.models import Document, DocumentContent
from server.people.models import ServiceUser
from server.people.queries import visible
from server.problems import NotFoundOrNotYours


def documents_of(db: Session, person: ServiceUser) -> list[Document]:
    """Everything about a person, withdrawn and earlier versions too, the newest first."""
    found = select(Document).where(Document.service_user_id == person.id)
    return list(db.exec(found.order_by(col(Document.added_at).desc(), col(Document.id).desc())))


def document_of(db: Session, asker: Asker, document_id: UUID) -> tuple[Document, ServiceUser]:
    """One document with whom it is about: a coordinator's whole agency, a worker's own people, as far as marked."""
    found = (
        select(Document, ServiceUser)
        .join(ServiceUser, col(ServiceUser.id) == Document.service_user_id)
        .where(Document.id == document_id, Document.agency_id == asker.agency_id)
    )
    if not asker.is_coordinator:
        found = found.where(col(Document.for_workers), col(Document.withdrawn_at).is_(None))
    document: tuple[Document, ServiceUser] | None = db.exec(visible(found, asker)).one_or_none()
    if document is None:
        raise NotFoundOrNotYours
    return document


def content_of(db: Session, asker: Asker, document_id: UUID) -> tuple[Document, DocumentContent]:
    """The bytes of a document that the asker may read."""
    document, _ = document_of(db, asker, document_id)
    return document, db.get_one(DocumentContent, document.id)


def followers_of(db: Session, documents: Iterable[UUID]) -> dict[UUID, UUID]:
    """The next version of each of these that has one."""
    found = select(Document.follows, Document.id).where(col(Document.follows).in_(list(documents)))
    return {before: after for before, after in db.exec(found) if before}
