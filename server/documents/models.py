"""Documents about a person and photos of them: what they are, and apart from that their bytes."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock
from server.db import new_id
from server.visits.entries import Entry

PDF, JPEG = "application/pdf", "image/jpeg"


class DocumentKind(StrEnum):
    """What a document is, or a photo is of."""

    CARE_PLAN_COPY = "care_plan_copy"
    DNACPR_FORM = "dnacpr_form"
    LETTER = "letter"
    PORTRAIT = "portrait"
    """The person themselves, beside their About me."""
    SKIN = "skin"
    EQUIPMENT = "equipment"
    MEDICINE = "medicine"
    HOME = "home"
    OTHER = "other"


class Document(SQLModel, table=True):
    """A document about a person. It never changes: a newer version follows it, or it is withdrawn with a reason."""

    __tablename__ = "documents"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id", index=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    kind: DocumentKind
    title: str
    dated_on: date
    """The day that stands on it."""
    media_type: str
    """`application/pdf` or `image/jpeg`: every picture is written anew as one."""
    size: int
    """In bytes, as it is kept."""
    for_workers: bool = False
    """Whether the workers who go to the person may read it."""
    offline: bool = False
    """Whether their phones keep it."""
    follows: UUID | None = Field(default=None, foreign_key="documents.id", unique=True)
    """The version before it."""
    added_by: UUID = Field(foreign_key="accounts.id")
    added_at: datetime = Field(default_factory=clock.now)
    withdrawn_at: datetime | None = None
    withdrawn_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    withdrawn_why: str = ""

    @property
    def is_picture(self) -> bool:
        return self.media_type == JPEG


class DocumentContent(SQLModel, table=True):
    """The bytes of a document, apart, so that no list ever loads them."""

    __tablename__ = "document_contents"

    document_id: UUID = Field(foreign_key="documents.id", primary_key=True)
    whole: bytes
    small: bytes = b""
    """A picture's thumbnail; empty for a PDF."""


class Photo(Entry, table=True):
    """A photo that a worker took or chose on a visit."""

    __tablename__ = "photos"

    kind: DocumentKind
    words: str
    concern_id: UUID | None = Field(default=None, foreign_key="concerns.id")
    """The concern that it shows."""
    document_id: UUID = Field(foreign_key="documents.id", unique=True)
