"""That somebody's care ended: why, where they went, and the call that asks how they are."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock
from server.db import new_id


class DischargeReason(StrEnum):
    """Why care ended."""

    INDEPENDENT = "independent"
    LONG_TERM = "long_term"
    HOSPITAL = "hospital"
    CARE_HOME = "care_home"
    MOVED = "moved"
    DECLINED = "declined"
    FUNDING_ENDED = "funding_ended"
    WE_ENDED_IT = "we_ended_it"
    DIED = "died"
    OTHER = "other"


class Discharge(SQLModel, table=True):
    """One discharge. Taken on again, the person has another care; this one stays on record."""

    __tablename__ = "discharges"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    from_on: date
    """The first day without care."""
    reason: DischargeReason
    destination: str
    words: str = ""
    follow_up_on: date | None = None
    """When somebody rings to ask how they are; None when nobody can."""
    why_no_follow_up: str = ""
    followed_up_at: datetime | None = None
    followed_up_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    follow_up_words: str = ""
    recorded_by: UUID = Field(foreign_key="accounts.id")
    recorded_at: datetime = Field(default_factory=clock.now)
    undone_at: datetime | None = None
    """When they were taken on again."""
    undone_by: UUID | None = Field(default=None, foreign_key="accounts.id")
