"""From the text of a form to the values its handler needs, through every version ever shipped."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Self
from urllib.parse import parse_qsl
from uuid import UUID

import msgspec
from msgspec import Meta

from server import clock
from server.accounts.asker import Asker
from server.db import new_id
from server.inbox.models import Form, FormState
from server.problems import CannotAccept

SO_MANY_DIGITS = 10
"""No version has as many, nor fits where it is kept."""

Upcast = Callable[[dict[str, str]], dict[str, str]]


class FormValues(msgspec.Struct, frozen=True, kw_only=True):
    """The values of one kind of form. A changed kind raises `version` and adds the step from the version before."""

    visit: UUID | None = None
    service_user: UUID | None = None
    plan_version: Annotated[int, Meta(ge=0, lt=2**31)] = 1
    """The version of the plan that the page showed."""
    corrects: UUID | None = None

    version: ClassVar[int] = 1
    upcasts: ClassVar[dict[int, Upcast]] = {}
    """From a version to the next: `{1: rename_reason}` for a kind that is now at 2."""

    @classmethod
    def of(cls, form: Form) -> Self:
        """Read a form, of this version or any before it; raises CannotAccept with a sentence for the office."""
        values = values_in(form.corrected_body or form.body)
        if form.form_version > cls.version:
            raise CannotAccept("This was recorded with a newer Doorstep than the office has. It will be looked at.")
        for version in range(form.form_version, cls.version):
            if version not in cls.upcasts:
                raise CannotAccept("This was recorded with an older Doorstep. The office has to read it.")
            values = cls.upcasts[version](values)
        try:
            return msgspec.convert(values, cls, strict=False)
        except msgspec.ValidationError as problem:
            raise CannotAccept(in_words(problem)) from problem


NAMES = {"at": "time", "mar_entry": "dose", "site": "place on the body", "sites": "place on the body"}
"""What people call a field whose name says it to nobody."""


def in_words(problem: msgspec.ValidationError) -> str:
    """A sentence about what a form lacks."""
    text = str(problem)
    if "missing required field" in text:
        return f"This form does not say {called(text.split('`')[1])}. The office has to add it."
    if "`$." in text:
        return f"This form's {called(text.rsplit('`$.', 1)[1].rstrip('`'))} cannot be read as it stands."
    return text


def called(field: str) -> str:
    return NAMES.get(field, field.replace("_", " "))


def values_in(body: str) -> dict[str, str]:
    """What a body says; several boxes of one name as their words with a space between."""
    found: dict[str, str] = {}
    for name, value in fields_in(body):
        if value.strip():
            found[name] = f"{found[name]} {value}" if name in found else value
    return found


def fingerprint(author_id: UUID, url: str, body: str) -> bytes:
    """What makes two forms with one id the same form."""
    return hashlib.sha256(f"{author_id}\n{url}\n{body}".encode()).digest()


def sum_of(content: bytes) -> str:
    """The first half of SHA-256, in hex: how the body of a form names the file that comes with it."""
    return hashlib.sha256(content).hexdigest()[:32]


def form_of_request(url: str, body: bytes, asker: Asker) -> Form:
    """A plain POST as a form: made here and now, by no device. Without NUL: nobody can type it and no page shows it."""
    text, now = body.decode(errors="replace").replace("\0", ""), clock.now()
    version = field_of(text, "form_version")
    return Form(
        id=new_id(),
        agency_id=asker.agency_id,
        author_id=asker.id,
        visit_id=uuid_or_none(field_of(text, "visit")),
        url=url,
        body=text,
        form_version=int(version) if version.isdecimal() and len(version) < SO_MANY_DIGITS else 1,
        page=field_of(text, "page"),
        recorded_at=now,
        fingerprint=fingerprint(asker.id, url, text),
        received_at=now,
        state=FormState.ACCEPTED,
    )


def field_of(body: str, name: str) -> str:
    """One field of a URL-encoded body; empty when it is not there."""
    return dict(fields_in(body)).get(name, "")


@lru_cache(maxsize=16)
def fields_in(body: str) -> list[tuple[str, str]]:
    """Every field of a URL-encoded body, in order. A form is read several times while it is taken, then not again.

    Without NUL, which stays in the body: PostgreSQL keeps no text with one.
    """
    return parse_qsl(body.replace("%00", ""))


def number_or_none(text: str | None) -> int | None:
    """A number that may not be one."""
    return int(text) if text and text.isdecimal() else None


def uuid_or_none(text: Any) -> UUID | None:
    """A UUID from text that may not be one."""
    try:
        return UUID(str(text))
    except ValueError:
        return None
