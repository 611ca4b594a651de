"""Marks on the body: what a worker saw, where on the drawing, and when it had healed. Never deleted."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock
from server.medication.body_sites import BodySite
from server.visits.entries import Entry


class MarkKind(StrEnum):
    """What a mark is, as far as a care worker can say."""

    BRUISE = "bruise"
    PRESSURE_AREA = "pressure_area"
    WOUND = "wound"
    RASH = "rash"
    SWELLING = "swelling"
    OTHER = "other"


class BodyMark(Entry, table=True):
    """A mark that a worker saw at a visit."""

    __tablename__ = "body_marks"
    SAYS = ("site", "kind", "size")

    site: str
    """A `BodySite`."""
    kind: MarkKind
    size: str = ""
    words: str = ""

    @property
    def place(self) -> BodySite:
        return BodySite(self.site)


class HealedMark(SQLModel, table=True):
    """That a mark has healed, or was none: who says so. Said twice, the first record stays."""

    __tablename__ = "healed_marks"

    body_mark_id: UUID = Field(foreign_key="body_marks.id", primary_key=True)
    healed_on: date
    words: str
    closed_by: UUID = Field(foreign_key="accounts.id")
    closed_at: datetime = Field(default_factory=clock.now)
