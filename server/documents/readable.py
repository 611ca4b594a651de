"""What of people's documents their workers may read, and what of it phones keep."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from server.documents.models import Document, DocumentKind


def readable_by_workers(db: Session, people: Iterable[UUID]) -> list[Document]:
    """What stands of these people's documents for workers to read, the newest of each; photos of skin after papers."""
    later = select(Document.follows).where(col(Document.follows).is_not(None))
    found = select(Document).where(
        col(Document.service_user_id).in_(list(people)), col(Document.for_workers), col(Document.withdrawn_at).is_(None)
    )
    return list(db.exec(found.where(col(Document.id).not_in(later)).order_by(col(Document.added_at).desc())))


def portrait_of(documents: Iterable[Document]) -> Document | None:
    """The newest photo of the person among these."""
    return next((document for document in documents if document.kind == DocumentKind.PORTRAIT), None)


MOST_KEPT = 25_000_000
"""Bytes of files on one phone."""


def files_to_keep(documents: Iterable[Document]) -> list[str]:
    """The addresses of the files that a phone keeps, faces first, as far as there is room for them."""
    kept, room = [], MOST_KEPT
    for document in sorted(documents, key=lambda document: document.kind != DocumentKind.PORTRAIT):
        if document.offline and room >= document.size:
            room -= document.size
            kept.append(f"/files/{document.id}/{'small' if document.kind == DocumentKind.PORTRAIT else 'whole'}")
    return kept
