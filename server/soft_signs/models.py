"""Soft signs that a worker saw, and what the office made of them: an SBARD message, by version, until it is closed."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel, UniqueConstraint

from server import clock
from server.db import new_id
from server.soft_signs.signs import signs_in_words
from server.visits.entries import Entry


class SoftSigns(Entry, table=True):
    """What is not as usual with a person, as a worker saw it at a visit."""

    __tablename__ = "soft_signs"
    SAYS = ("signs", "since", "words")

    signs: str
    """The words of `signs.Sign`, with spaces between; empty when only something was written."""
    since: str = ""
    words: str = ""

    @property
    def said(self) -> str:
        return signs_in_words(self.signs) or "not as usual"


class SbardVersion(SQLModel, table=True):
    """The message about soft signs when somebody wrote it down: the newest counts, all can be read.

    Nothing is sent by Doorstep: `given_to` and `how` are what a coordinator states that she did.
    """

    __tablename__ = "sbard_versions"
    __table_args__ = (UniqueConstraint("soft_signs_id", "version"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    soft_signs_id: UUID = Field(foreign_key="soft_signs.id", index=True)
    """The first entry; a correction of it is about the same message."""
    version: int
    situation: str
    background: str
    assessment: str
    recommendation: str
    given_to: str = ""
    how: str = ""
    given_at: datetime | None = None
    decision: str = ""
    is_closed: bool = False
    written_by: UUID = Field(foreign_key="accounts.id")
    written_at: datetime = Field(default_factory=clock.now)
