"""A batch of which something cannot be read: a form that is spoilt is held by itself, with what the phone sent."""

import json
import re
from contextlib import suppress
from typing import Any
from uuid import UUID, uuid5

import msgspec
from msgspec import ValidationError, convert
from msgspec.structs import fields

from server import clock
from server.inbox.batches import OUR_TIME, Batch, SentForm
from server.inbox.models import Form, called_in
from server.inbox.reading import fingerprint
from server.problems import CannotAccept

NOBODY = UUID(int=0)
"""The author of a form that does not say who recorded it."""
UNKEPT = re.compile(r"[\0\ud800-\udfff]")
"""What is not in a text that we keep (`Text`)."""
WORDS = {
    "id": "its number",
    "author": "who recorded it",
    "sequence": "in which order it was recorded",
    "previous": "what was recorded before it",
    "url": "what it is about",
    "body": "what it says",
    "version": "which Doorstep it was recorded with",
    "recorded_at": "when it was recorded",
    "page": "on which page it was recorded",
    "monotonic": "how the phone's clock stood",
    "offset": "how the phone's clock stood",
}


class Envelope(msgspec.Struct, frozen=True):
    """The least that makes a batch: from which device, and forms of any kind."""

    device: UUID
    forms: list[Any]


class SpoiltForm(SentForm, frozen=True, kw_only=True):
    """A form as far as it can be read. What cannot is left empty; what the phone sent stays beside it."""

    as_sent: str
    spoilt: str
    """The name of what cannot be read, the weightiest."""

    @property
    def called(self) -> Any:
        return called_in(self.as_sent)

    @property
    def fingerprint(self) -> bytes:
        return fingerprint(self.author, self.url, self.as_sent)

    def keep_as(self, form: Form) -> None:
        form.as_sent = self.as_sent

    def check(self) -> None:
        raise CannotAccept(f"Doorstep could not read {WORDS[self.spoilt]}. It is kept, and the office looks at it.")


def batch_with_spoilt(text: bytes) -> Batch:
    """A batch of which not everything can be read. Raises ValueError when it is none at all."""
    said = json.loads(text)
    envelope = convert(said, Envelope)
    forms = [form_in(sent, envelope.device) for sent in envelope.forms]
    oldest = min((form.sequence for form in forms if form.sequence), default=0)
    return Batch(**{"first": oldest} | readable(said, Batch) | {"device": envelope.device, "forms": forms})


def form_in(sent: Any, device: UUID) -> SentForm:
    try:
        return convert(sent, SentForm)
    except ValidationError:
        return spoilt_form(sent if isinstance(sent, dict) else {}, json.dumps(sent), device)


def spoilt_form(said: dict[str, Any], as_sent: str, device: UUID) -> SpoiltForm:
    """What can be read of what a phone sent, under the same id when it comes again."""
    found = readable(said, SentForm)
    if "recorded_at" in found and found["recorded_at"].year not in OUR_TIME:
        del found["recorded_at"]
    instead: dict[str, Any] = {
        "id": uuid5(device, str(called_in(as_sent) or as_sent)), "author": NOBODY, "sequence": 0, "version": 1,
        "recorded_at": clock.now(), "url": text_in(said.get("url")), "body": text_in(said.get("body")),
    }  # fmt: skip
    spoilt = next(name for name in WORDS if name not in found and (name in instead or name in said))
    return SpoiltForm(**instead | found, as_sent=as_sent, spoilt=spoilt)


def readable(said: dict[str, Any], kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The fields of a kind that can be read."""
    found: dict[str, Any] = {}
    for field in fields(kind):
        with suppress(KeyError, ValidationError):
            found[field.name] = convert(said[field.name], field.type)
    return found


def text_in(said: Any) -> str:
    return UNKEPT.sub("", said) if isinstance(said, str) else ""
