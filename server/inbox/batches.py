"""What a phone sends at once, each form as we keep it, and the receipts that it gets."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from server import clock
from server.accounts.asker import Asker
from server.inbox.models import Form, FormState
from server.inbox.reading import field_of, fingerprint, uuid_or_none
from server.problems import NotFoundOrNotYours

Number = Annotated[int, Meta(gt=0, lt=2**31)]
Count = Annotated[int, Meta(ge=0, lt=2**31)]
Milliseconds = Annotated[float, Meta(gt=-1e13, lt=1e13)]
"""Three centuries either way."""
Text = Annotated[str, Meta(pattern=r"\A[^\0\ud800-\udfff]*\Z")]
"""What every database and every answer of ours can hold."""
OUR_TIME = range(1900, 2500)
"""The years of clocks, right or wrong, that any zone and any clock beside them can still be reckoned with."""


class SentForm(msgspec.Struct, frozen=True):
    """A form as the phone sends it. Times are the phone's: UTC, milliseconds."""

    id: UUID
    author: UUID
    sequence: Number
    url: Text
    body: Text
    version: Count
    recorded_at: Annotated[datetime, Meta(tz=True)]
    previous: Number | None = None
    monotonic: Milliseconds | None = None
    offset: Milliseconds | None = None
    page: Text = ""

    def __post_init__(self) -> None:
        if self.recorded_at.year not in OUR_TIME:
            raise ValueError("No phone's clock says so")

    @property
    def called(self) -> Any:
        """Its id on the phone."""
        return self.id

    @property
    def fingerprint(self) -> bytes:
        return fingerprint(self.author, self.url, self.body)

    def keep_as(self, form: Form) -> None:
        """Add to the form as we keep it what only this kind of form has."""

    def check(self) -> None:
        """Raises CannotAccept when it cannot be handed over as it stands."""


class Batch(msgspec.Struct, frozen=True):
    """What a phone sends at once, oldest first, and what it says about itself."""

    device: UUID
    forms: list[SentForm]
    first: Count = 0
    """The sequence of the oldest form that the phone still holds."""
    last: Count = 0
    waiting: Count = 0
    offset: Milliseconds = 0
    epoch: str = ""
    """The life of the office that the phone knows. A restored one takes nothing before it is offered everything."""
    file: bytes = b""
    """What the one form of this batch came with. It follows the batch's line of JSON, as it is."""


class Receipt(msgspec.Struct, frozen=True):
    """What became of one form: `sent` (stored), `held` (stored, and why), `again` (send what comes before it first),
    `conflict` (another form has this id, or nobody can say whose it is)."""

    id: Any
    """As the phone calls the form."""
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
        device_sequence=sent.sequence or None,
        previous_sequence=sent.previous,
        visit_id=uuid_or_none(field_of(sent.body, "visit")),
        url=sent.url,
        body=sent.body,
        form_version=sent.version,
        page=sent.page,
        recorded_at=sent.recorded_at,
        monotonic_milliseconds=sent.monotonic,
        clock_offset_milliseconds=sent.offset,
        fingerprint=sent.fingerprint,
        received_at=clock.now(),
        state=FormState.ACCEPTED,
    )
    sent.keep_as(form)
    if batch.file:
        form.bring(batch.file)
    return form


def receipt_again(known: Form, sent: SentForm) -> Receipt:
    """The receipt a form had the first time; another form under the same id is told apart, and kept on the phone."""
    if known.fingerprint != sent.fingerprint:
        return Receipt(sent.called, "conflict", "Another record has the same number. Ring the office.")
    return receipt_for(known, sent)


def receipt_for(form: Form, sent: SentForm) -> Receipt:
    """What the phone is told: held forms with the reason, decided ones as sent."""
    return Receipt(sent.called, "held", form.why) if form.state == FormState.HELD else Receipt(sent.called, "sent")
