"""Keeping an agency's own form: every save is a version of its kind."""

from litestar.datastructures import UploadFile
from sqlmodel import col, select

from server import clock
from server.accounts.asker import Asker
from server.db import insert_if_absent, new_id
from server.inbox.unit import Unit
from server.problems import BadInput
from server.risk_assessments.mistakes import Mistaken
from server.risk_assessments.models import RiskForm
from server.risk_assessments.reading_forms import LONGEST_TEXT, definition_in

NOT_TEXT = "This file is no text. Choose the form’s text file, as it is shown on a form’s page."
SAVED_MEANWHILE = "Somebody else saved this form at this moment. Yours is still here: look at theirs, then save again."


def keep_form(db: Unit, asker: Asker, text: str) -> RiskForm:
    """The next version of the kind that the text names. Saved twice it is one. Raises BadInput with all mistakes."""
    text = text.replace("\r\n", "\n")
    kind = checked(text)
    theirs = (RiskForm.agency_id == asker.agency_id, RiskForm.kind == kind)
    last = db.exec(select(RiskForm).where(*theirs).order_by(col(RiskForm.version).desc())).first()
    if last and last.text == text:
        return last
    form = RiskForm(agency_id=asker.agency_id, kind=kind, version=last.version + 1 if last else 1, text=text)
    form.written_by, form.written_at = asker.id, clock.now()
    if not insert_if_absent(db, RiskForm, **{**form.model_dump(), "id": new_id()}):
        raise BadInput(SAVED_MEANWHILE, "text")
    db.note(asker, "wrote risk form", form.id)
    return db.exec(select(RiskForm).where(*theirs, RiskForm.version == form.version)).one()


def checked(text: str) -> str:
    """The kind that a text defines. Raises BadInput with all that is wrong with it."""
    if not text.strip():
        raise BadInput("Paste the text of a form, or choose a file.", "text")
    try:
        return definition_in(text).kind
    except Mistaken as mistaken:
        first, *others = [BadInput(str(one), "text") for one in mistaken.mistakes]
        raise BadInput(str(first), "text", others) from None


def text_in(file: UploadFile | None) -> tuple[str, BadInput | None]:
    """What a file says, and what is wrong with that."""
    raw = file.file.read(LONGEST_TEXT * 4 + 1) if file else b""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\0", "")
    except UnicodeDecodeError:
        return "", BadInput(NOT_TEXT, "file")
    try:
        checked(text)
    except BadInput as problem:
        return text[: LONGEST_TEXT * 2], problem
    return text, None
