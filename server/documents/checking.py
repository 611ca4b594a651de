"""Whether every document has what it shows, and every photo a document of the same person."""

from collections.abc import Iterator

from sqlmodel import Session, col, or_, select

from server.documents.models import Document, DocumentContent, Photo


def documents_that_differ(db: Session) -> Iterator[str]:
    """Documents without bytes, and photos whose document is not there or about somebody else."""
    kept = select(DocumentContent.document_id)
    for document_id in db.exec(select(Document.id).where(col(Document.id).not_in(kept))):
        yield f"Document {document_id} has no content."
    photos = select(Photo.id).join(Document, col(Document.id) == Photo.document_id, isouter=True)
    is_wrong = or_(col(Document.id).is_(None), Document.service_user_id != Photo.service_user_id)
    for photo_id in db.exec(photos.where(is_wrong)):
        yield f"Photo {photo_id} has no document of the same person."
