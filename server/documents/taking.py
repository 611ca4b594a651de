"""A worker's photo from a visit: kept as a document that every worker of the person may see."""

from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from server.documents.forms import PhotoForm
from server.documents.looking import Looked, photo_in
from server.documents.models import Document, DocumentContent, Photo
from server.documents.problems import BadFile
from server.documents.queries import followers_of
from server.documents.words import PHOTO_WORDS
from server.inbox.models import Form, FormFile, FormState
from server.inbox.reading import sum_of
from server.inbox.unit import Unit
from server.problems import CannotAccept
from server.visits.entry_kinds import Concern
from server.visits.recording import Turn

NO_FILE = "The photo itself did not come: the phone has it no more. Ask who took it."
NOT_AS_SENT = "The photo did not come as the phone kept it. Ask who took it to take it again."
HIDES = "Something that is no picture is hidden in this file. Accept it, and only the picture is kept."


def take_photo(db: Unit, turn: Turn, form: Form) -> Photo:
    """Raises CannotAccept with the reason, having changed nothing: the file is held as it came."""
    values = PhotoForm.of(form)
    looked, kind = look_at(db, form, values.photo), values.kind.document
    document = Document(
        agency_id=form.agency_id, service_user_id=turn.person.id, kind=kind,
        title=f"{PHOTO_WORDS[kind]}: {values.words}" if values.words else PHOTO_WORDS[kind],
        dated_on=form.happened_at.astimezone(ZoneInfo(turn.zone)).date(), media_type=looked.media_type,
        size=len(looked.whole), for_workers=True, added_by=form.author_id,
        follows=corrected(db, turn, values.corrects),
    )  # fmt: skip
    photo = Photo.of(
        form, values, turn.visit, kind=kind, words=values.words, document_id=document.id,
        concern_id=concern_shown(db, turn, form) if values.concern else None,
    )  # fmt: skip
    db.add(document)
    db.flush()
    db.add(DocumentContent(document_id=document.id, whole=looked.whole, small=looked.small))
    turn.visit.touch()
    turn.person.touch()
    return photo


def look_at(db: Unit, form: Form, said_sum: str) -> Looked:
    """The picture. Accepted by the office, one that hides something is kept without it, and what came is let go of:
    it may say where it was taken."""
    came_earlier = None if form.file else db.get(FormFile, form.id)
    content = came_earlier.content if came_earlier else form.file
    if not content:
        raise CannotAccept(NO_FILE)
    if sum_of(content) != said_sum:
        raise CannotAccept(NOT_AS_SENT)
    try:
        looked = photo_in(content)
    except BadFile as why:
        raise CannotAccept(str(why)) from why
    if looked.hides_something and form.state != FormState.HELD:
        raise CannotAccept(HIDES)
    if came_earlier:
        db.delete(came_earlier)
    return looked


def corrected(db: Unit, turn: Turn, photo_id: UUID | None) -> UUID | None:
    """The document that a corrected photo brought, or the newest that has followed it since."""
    photo = db.get(Photo, photo_id) if photo_id else None
    newest = photo.document_id if photo and photo.visit_id == turn.visit.id else None
    while newest and (later := followers_of(db, [newest]).get(newest)):
        newest = later
    return newest


def concern_shown(db: Unit, turn: Turn, form: Form) -> UUID | None:
    """The last concern that the author raised at this visit before the photo."""
    raised = select(Concern.id).where(
        Concern.visit_id == turn.visit.id, Concern.author_id == form.author_id, Concern.recorded_at <= form.recorded_at
    )
    return db.exec(raised.order_by(col(Concern.recorded_at).desc()).limit(1)).first()
