"""What a phone sends at once, each form as we keep it, and the receipts that it gets."""

from datetime import datetime
from uuid import UUID

import msgspec

from server import clock
from server.accounts.asker import Asker
from server.inbox.models import Form, FormState
from server.inbox.reading import field_of, fingerprint, uuid_or_none
from server.problems import NotFoundOrNotYours


class SentForm(msgspec.Struct, frozen=True):
    """A form as the phone sends it. Times are the phone's: UTC, milliseconds."""

    id: UUID
    author: UUID
    sequence: int
    url: str
    body: str
    version: int
    recorded_at: datetime
    previous: int | None = None
    monotonic: float | None = None
    offset: float | None = None
    page: str = ""


class Batch(msgspec.Struct, frozen=True):
    """What a phone sends at once, oldest first, and what it says about itself."""

    device: UUID
    forms: list[SentForm]
    first: int = 0
    """The sequence of the oldest form that the phone still holds."""
    last: int = 0
    waiting: int = 0
    offset: float = 0
    epoch: str = ""
    """The life of the office that the phone knows. A restored one takes nothing before it is offered everything."""
    file: bytes = b""
    """What the one form of this batch came with. It follows the batch's line of JSON, as it is."""


class Receipt(msgspec.Struct, frozen=True):
    """What became of one form: `sent` (stored), `held` (stored, and why), `again` (send what comes before it first),
    `conflict` (another form has this id)."""

    id: UUID
    state: str
    why: str = ""


def form_of(sent: SentForm, asker: Asker, batch: Batch) -> Form:
    """The form as we keep it: what the phone sent, unchanged, and when it came."""
    if sent.author != asker.id:
        raise NotFoundOrNotYours
    form = Form(
        id=sent.id,
        agency_id=asker.agency_id,
        author_id=sent.author,
        device_id=batch.device,
        device_sequence=sent.sequence,
        previous_sequence=sent.previous,
        visit_id=uuid_or_none(field_of(sent.body, "visit")),
        url=sent.url,
        body=sent.body,
        form_version=sent.version,
        page=sent.page,
        recorded_at=sent.recorded_at,
        monotonic_milliseconds=sent.monotonic,
        clock_offset_milliseconds=sent.offset,
        fingerprint=fingerprint(sent.author, sent.url, sent.body),
        received_at=clock.now(),
        state=FormState.ACCEPTED,
    )
    if batch.file:
        form.bring(batch.file)
    return form


def receipt_again(known: Form, sent: SentForm) -> Receipt:
    """The receipt a form had the first time; another form under the same id is told apart, and kept on the phone."""
    if known.fingerprint != fingerprint(sent.author, sent.url, sent.body):
        return Receipt(sent.id, "conflict", "Another record has the same number. Ring the office.")
    return receipt_for(known)


def receipt_for(form: Form) -> Receipt:
    """What the phone is told: held forms with the reason, decided ones as sent."""
    return Receipt(form.id, "held", form.why) if form.state == FormState.HELD else Receipt(form.id, "sent")
