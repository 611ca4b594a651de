"""What a publication of the rota changed for each worker, how far it has come to them, and what they say to it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from server.db import Row, new_id


class RotaChange(SQLModel, table=True):
    """What one publication changes for one worker, and how far it has come to them."""

    __tablename__ = "rota_changes"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id")
    team_id: UUID = Field(foreign_key="teams.id", index=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    published_at: datetime
    published_by: UUID = Field(foreign_key="accounts.id")
    is_urgent: bool = False
    """It touches a visit of the next two hours."""
    told_at: datetime | None = None
    """When a push service first took a message about it."""
    reached_at: datetime | None = None
    """When a phone of theirs first said that it has this change."""


class DifferenceKind(StrEnum):
    """What became of a worker's visit."""

    MOVED = "moved"
    ADDED = "added"
    TAKEN_OFF = "taken_off"
    CANCELLED = "cancelled"


class RotaDifference(SQLModel, table=True):
    """One visit that is no longer as the worker knew it."""

    __tablename__ = "rota_differences"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    rota_change_id: UUID = Field(foreign_key="rota_changes.id", index=True)
    visit_id: UUID = Field(foreign_key="visits.id")
    kind: DifferenceKind
    starts_at: datetime
    ends_at: datetime
    was_starts_at: datetime
    was_ends_at: datetime
    why: str = ""


class Answer(StrEnum):
    """What a worker says to a change."""

    ACCEPTED = "accepted"
    CANNOT = "cannot"


class RotaOpening(Row, table=True):
    """A worker's phone showed them a change; told once. `id` is the id of the form that brought it."""

    __tablename__ = "rota_openings"

    id: UUID = Field(primary_key=True, foreign_key="forms.id")
    rota_change_id: UUID = Field(foreign_key="rota_changes.id", index=True)
    author_id: UUID = Field(foreign_key="accounts.id")
    recorded_at: datetime
    """When, by the phone's clock."""
    received_at: datetime


class RotaAnswer(Row, table=True):
    """A worker's answer to a change; added, never edited. `id` is the id of the form that brought it."""

    __tablename__ = "rota_answers"

    id: UUID = Field(primary_key=True, foreign_key="forms.id")
    rota_change_id: UUID = Field(foreign_key="rota_changes.id", index=True)
    author_id: UUID = Field(foreign_key="accounts.id")
    answer: Answer
    why: str = ""
    recorded_at: datetime
    """When, by the phone's clock."""
    received_at: datetime
