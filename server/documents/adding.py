"""Adding documents, following them with newer versions, and withdrawing them."""

from collections.abc import Mapping
from uuid import UUID

from server import clock
from server.accounts.asker import Asker
from server.asking import LONGEST_TEXT, Asking, day, needed, one_of
from server.db import insert_if_absent, new_id
from server.documents.looking import Looked, document_in
from server.documents.models import PDF, Document, DocumentContent, DocumentKind
from server.documents.problems import BadFile
from server.documents.readable import portrait_of, readable_by_workers
from server.inbox.reading import uuid_or_none
from server.inbox.unit import Unit
from server.inbox.uploads import Upload
from server.people.models import ServiceUser
from server.problems import BadInput

FOLLOWED = "Somebody else added a newer version meanwhile. Look at it first, and add yours to that one if it is needed."
CHOOSE = "Choose a file."
AGAIN = "Choose the file once more: browsers do not keep it."
ADDED_ALREADY = (
    "You sent this form before, with something else in it: that was added. Open the page again for this one."
)
AS_SENT = "service_user_id", "kind", "title", "dated_on", "size", "for_workers", "offline"
NOTHING = Looked("", b"")


def look_at(asking: Asking, upload: Upload) -> Looked:
    """What was chosen, made safe. A browser chooses no file by itself, so it has to be chosen again with what else is
    wrong."""
    if not upload.file:
        asking.refuse("file", CHOOSE)
        return NOTHING
    try:
        looked = document_in(upload.file)
    except BadFile as why:
        asking.refuse("file", str(why))
        return NOTHING
    if asking.problems:
        asking.refuse("file", AGAIN)
    return looked


def add_document(db: Unit, asker: Asker, person: ServiceUser, upload: Upload, before: Document | None = None) -> UUID:
    """A new document about a person, or the next version of one; answers its id. Raises BadInput."""
    said = upload.said
    with Asking(said) as asking:
        title = asking.read("title", needed("Write what it is called."))
        kind = asking.read("kind", one_of(DocumentKind, "Choose what it is."))
        dated_on = asking.read("dated", day("Give the day that stands on it."))
        for_workers, offline = bool(said.get("for_workers")), bool(said.get("offline"))
        if offline and not for_workers:
            asking.refuse("marks", "Phones keep only what workers may read. Tick both, or neither.")
        looked = look_at(asking, upload)
    document = Document(
        id=uuid_or_none(said.get("document")) or new_id(), agency_id=asker.agency_id, service_user_id=person.id,
        kind=kind, title=title, dated_on=dated_on, media_type=looked.media_type, size=len(looked.whole),
        for_workers=for_workers, offline=offline, follows=before.id if before else None, added_by=asker.id,
    )  # fmt: skip
    return keep(db, asker, person, document, looked)


def add_portrait(db: Unit, asker: Asker, person: ServiceUser, upload: Upload) -> None:
    """The photo of the person: its workers see it, with or without signal. Raises BadInput."""
    with Asking(upload.said) as asking:
        looked = look_at(asking, upload)
        if looked.media_type == PDF:
            asking.refuse("file", "This is a PDF. Choose a photo.")
    before = portrait_of(readable_by_workers(db, [person.id]))
    document = Document(
        id=uuid_or_none(upload.said.get("document")) or new_id(), agency_id=asker.agency_id, service_user_id=person.id,
        kind=DocumentKind.PORTRAIT, title=f"Photo of {person.name}", dated_on=asker.today,
        media_type=looked.media_type, size=len(looked.whole),
        for_workers=True, offline=True, follows=before.id if before else None, added_by=asker.id,
    )  # fmt: skip
    keep(db, asker, person, document, looked)


def keep(db: Unit, asker: Asker, person: ServiceUser, document: Document, looked: Looked) -> UUID:
    """Keep a document with its bytes, once: the same form sent twice adds one. Answers its id."""
    if not insert_if_absent(db, Document, **document.model_dump()):
        known = db.get(Document, document.id)
        if known is None:
            raise BadInput(FOLLOWED, "file")
        if any(getattr(known, name) != getattr(document, name) for name in AS_SENT):
            raise BadInput(ADDED_ALREADY, "file")
        return document.id
    db.add(DocumentContent(document_id=document.id, whole=looked.whole, small=looked.small))
    person.touch()
    db.add(person)
    db.note(asker, "added document", document.id)
    return document.id


def withdraw(db: Unit, asker: Asker, document: Document, person: ServiceUser, said: Mapping[str, str]) -> None:
    """Take a document out of use. It stays, with the reason. Raises BadInput."""
    with Asking(said) as asking:
        why = asking.read("why", needed("Say why it is withdrawn.", LONGEST_TEXT))
    if document.withdrawn_at:
        return
    document.withdrawn_at, document.withdrawn_by, document.withdrawn_why = clock.now(), asker.id, why
    db.add(document)
    person.touch()
    db.add(person)
    db.note(asker, "withdrew document", document.id)
