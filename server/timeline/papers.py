"""What the office added to a person's record: documents, and what the person says about themselves."""

from collections.abc import Iterable

from sqlmodel import Session, col, or_, select

from server.about_me.models import AboutMeVersion
from server.accounts.asker import Asker
from server.documents.models import Document, Photo
from server.documents.words import DOCUMENT_WORDS
from server.people.models import ServiceUser
from server.timeline.items import Group, Item, Span
from server.visits.queries import names_of


def documents(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """Documents as they were added and withdrawn; a worker's photo stands there as an entry."""
    names = names_of(db, asker.agency_id)
    moments = (col(Document.added_at), col(Document.withdrawn_at))
    within = or_(*(moment.between(span.begins, span.ends) for moment in moments))
    found = select(Document).where(Document.service_user_id == person.id, within)
    for document in db.exec(found.where(col(Document.id).not_in(select(Photo.document_id)))):
        where, kind = f"/documents/{document.id}", DOCUMENT_WORDS[document.kind]
        if span.begins <= document.added_at < span.ends:
            what = f"{'Newer version of a document' if document.follows else 'Document'} added: {document.title}"
            yield Item(document.added_at, Group.RECORD, what, kind, names[document.added_by], where)
        if document.withdrawn_at and document.withdrawn_by and span.begins <= document.withdrawn_at < span.ends:
            what, who = f"Document withdrawn: {document.title}", names[document.withdrawn_by]
            yield Item(document.withdrawn_at, Group.RECORD, what, document.withdrawn_why, who, where)


def about_me(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """About me as it was written down, version by version."""
    names = names_of(db, asker.agency_id)
    found = select(AboutMeVersion).where(AboutMeVersion.service_user_id == person.id)
    for one in db.exec(found.where(AboutMeVersion.written_at >= span.begins, AboutMeVersion.written_at < span.ends)):
        what, where = f"About me written, version {one.version}", f"/people/{person.id}/about-me"
        yield Item(one.written_at, Group.RECORD, what, one.why, names[one.written_by], where)
