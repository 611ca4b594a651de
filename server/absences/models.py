"""When workers cannot come."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock
from server.db import new_id


class AbsenceKind(StrEnum):
    """Why a worker cannot come."""

    ILL = "ill"
    LEAVE = "leave"
    LATE = "late"
    """Comes later today than planned."""
    OTHER = "other"
    LEFT = "left"
    """Does not come back; made when they leave."""


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
