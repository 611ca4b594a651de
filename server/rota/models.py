"""Who goes where: what a coordinator plans and has not published, and what a publication changed for each worker."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock
from server.db import Row, new_id


class DraftVisit(SQLModel, table=True):
    """A visit as it will be when it is published: the whole of it, so that what changes is found by comparing."""

    __tablename__ = "draft_visits"

    visit_id: UUID = Field(foreign_key="visits.id", primary_key=True)
    team_id: UUID = Field(foreign_key="teams.id", index=True)
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool = False
    reason: str = ""
    """Why, for the workers whose rota it changes."""
    changed_by: UUID = Field(foreign_key="accounts.id")
    changed_at: datetime = Field(default_factory=clock.now)


class DraftAssignment(SQLModel, table=True):
    """Who will go to a visit that is a draft."""

    __tablename__ = "draft_assignments"

    visit_id: UUID = Field(foreign_key="draft_visits.visit_id", primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", primary_key=True)


class AbsenceKind(StrEnum):
    """Why a worker cannot come."""

    ILL = "ill"
    LEAVE = "leave"
    OTHER = "other"


class Absence(SQLModel, table=True):
    """A stretch of time in which a worker cannot come. Ended early, it stays, with `withdrawn_at`."""

    __tablename__ = "absences"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id")
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    kind: AbsenceKind
    starts_at: datetime
    ends_at: datetime
    recorded_by: UUID = Field(foreign_key="accounts.id")
    recorded_at: datetime = Field(default_factory=clock.now)
    withdrawn_at: datetime | None = None

    def covers(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether it touches a stretch of time."""
        return self.starts_at < ends_at and starts_at < self.ends_at


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
