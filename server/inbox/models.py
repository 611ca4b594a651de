"""Forms from phones: each kept as it came, once, with its receipt."""

import json
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index, SQLModel

from server.db import Row, new_id

CLOCK_WRONG_AFTER = timedelta(minutes=5)


class FormState(StrEnum):
    """Where a form stands with us. Whatever it is, the form itself is kept."""

    ACCEPTED = "accepted"
    HELD = "held"
    SET_ASIDE = "set_aside"


class Form(Row, table=True):
    """A form as a phone sent it. `id`, device, sequences and times are the phone's; the rest is ours."""

    __tablename__ = "forms"
    __table_args__ = (
        Index("ix_forms_device_sequence", "device_id", "device_sequence"),
        Index("ix_forms_state", "agency_id", "state"),
    )

    id: UUID = Field(primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id")
    author_id: UUID = Field(foreign_key="accounts.id", index=True)
    device_id: UUID | None = Field(default=None, foreign_key="devices.id")
    device_sequence: int | None = None
    previous_sequence: int | None = None
    """The sequence of the form before it about the same visit; None for the first."""
    visit_id: UUID | None = Field(default=None, index=True)
    """What the form says it is about, proven or not: so no foreign key."""
    url: str
    body: str
    """URL-encoded, exactly as the page made it."""
    form_version: int
    page: str = ""
    recorded_at: datetime
    monotonic_milliseconds: float | None = None
    clock_offset_milliseconds: float | None = None
    """How far the phone's clock was behind ours, as it then knew; None when it did not."""
    fingerprint: bytes
    received_at: datetime
    state: FormState
    why: str = ""
    """Why it is held, in a sentence for the worker and the coordinator."""
    decided_at: datetime | None = None
    decided_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    decision: str = ""
    """The coordinator's reason for accepting, correcting or setting aside."""
    corrected_body: str | None = None
    as_sent: str | None = None
    """What the phone sent (JSON), when not all of it could be read; else it is what stands here."""

    @property
    def called(self) -> Any:
        """Its id on the phone; None when the phone has said none that anybody could repeat."""
        return called_in(self.as_sent) if self.as_sent else self.id

    def bring(self, file: bytes) -> None:
        """The form came with a file, which its body names by its sum (`reading.sum_of`)."""
        self.__dict__["its_file"] = file

    @property
    def file(self) -> bytes:
        """What it came with, as it came; empty when nothing did, or when it came earlier (`FormFile`)."""
        file: bytes = self.__dict__.get("its_file", b"")
        return file

    @property
    def clock_behind(self) -> timedelta:
        """How far the phone's clock was behind ours, when that is more than five minutes either way; else nought."""
        return clock_behind(self.clock_offset_milliseconds)

    @property
    def happened_at(self) -> datetime:
        """When it was recorded, by our clock as far as the phone knew it, and not after we had it."""
        return by_our_clock(self.recorded_at, self.clock_offset_milliseconds, self.received_at)


def called_in(as_sent: str) -> Any:
    """The id in what a phone sent, which may be no UUID; None for what is no id on any phone."""
    said = json.loads(as_sent)
    called = said.get("id") if isinstance(said, dict) else None
    return called if isinstance(called, str) and called.isprintable() else None


def clock_behind(milliseconds: float | None) -> timedelta:
    behind = timedelta(milliseconds=milliseconds or 0)
    return behind if abs(behind) > CLOCK_WRONG_AFTER else timedelta()


def by_our_clock(recorded_at: datetime, clock_offset_milliseconds: float | None, received_at: datetime) -> datetime:
    """`Form.happened_at`, for rows of columns."""
    return min(recorded_at + clock_behind(clock_offset_milliseconds), received_at)


class FormFile(SQLModel, table=True):
    """The file of a form that is held, exactly as it came: it waits with its form, and nobody is ever shown it."""

    __tablename__ = "form_files"

    form_id: UUID = Field(foreign_key="forms.id", primary_key=True)
    content: bytes


class Epoch(SQLModel, table=True):
    """One life of this database. A restored backup begins a new one, and phones offer again what they sent."""

    __tablename__ = "epochs"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    began_at: datetime
