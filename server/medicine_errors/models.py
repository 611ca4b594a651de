"""Medicine errors: what went wrong, who was told, and what was learnt. Never edited: each save is a version."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, UniqueConstraint

from server import clock
from server.db import new_id


class ErrorKind(StrEnum):
    """What went wrong."""

    WRONG_DOSE = "wrong_dose"
    WRONG_MEDICINE = "wrong_medicine"
    WRONG_PERSON = "wrong_person"
    WRONG_TIME = "wrong_time"
    OMITTED = "omitted"
    GIVEN_TWICE = "given_twice"
    WRONG_ROUTE = "wrong_route"
    """By another route, or at another place on the body."""
    RECORDING = "recording"
    """The medicine was right, the record of it was not."""
    SUPPLY = "supply"
    """The pharmacy or whoever supplies it."""
    OTHER = "other"


class Harm(StrEnum):
    """How much harm it did: the degrees of physical harm of NHS England's Learn from Patient Safety Events (LFPSE)."""

    NOT_KNOWN = "not_known"
    """Ours, for as long as nobody can say; an error is not closed with it."""
    NONE = "none"
    LOW = "low"
    MODERATE = "moderate"
    SEVERE = "severe"
    FATAL = "fatal"

    @property
    def may_ask_for_candour(self) -> bool:
        """From here on the duty of candour may apply (Regulation 20)."""
        return self in {Harm.MODERATE, Harm.SEVERE, Harm.FATAL}


class Told(StrEnum):
    """Who can be told of an error."""

    PERSON = "person"
    FAMILY = "family"
    GP = "gp"
    URGENT = "urgent"
    """111 or 999."""
    PHARMACIST = "pharmacist"
    SAFEGUARDING = "safeguarding"
    CQC = "cqc"


class MedicineError(SQLModel, table=True):
    """That an error was reported, about whom and about which dose. `id` is made with its empty form."""

    __tablename__ = "medicine_errors"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id", index=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    dose_id: UUID | None = Field(default=None, foreign_key="doses.id", index=True)
    """None when it is about no one dose."""
    reported_by: UUID = Field(foreign_key="accounts.id")
    reported_at: datetime = Field(default_factory=clock.now)


class ErrorVersion(SQLModel, table=True):
    """What was known of an error when somebody wrote it down. The newest counts; all can be read."""

    __tablename__ = "medicine_error_versions"
    __table_args__ = (UniqueConstraint("error_id", "version"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    error_id: UUID = Field(foreign_key="medicine_errors.id", index=True)
    version: int = 1
    kind: ErrorKind
    what: str
    happened_at: datetime
    found_at: datetime
    found_by: str
    harm: Harm
    done: str = ""
    """What was done for the person."""
    told: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """Who was told: `{"whom": "gp", "at": "2026-11-19T09:10:00+00:00", "by": "Grace Mensah"}`."""
    learning: str = ""
    is_open: bool = True
    written_by: UUID = Field(foreign_key="accounts.id")
    written_at: datetime = Field(default_factory=clock.now)
