"""What the coordinator watches: alerts with their history, and the watchdog's own heartbeat."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from server import clock
from server.db import new_id


class AlertKind(StrEnum):
    """Why somebody must look, the worst first."""

    DOUBLE_DOSE = "double_dose"
    """More than one record says that a dose was given. `about` is the later one."""
    TIME_CRITICAL = "time_critical"
    CONCERN = "concern"
    SOFT_SIGNS = "soft_signs"
    """A person is not as usual. `about` is the first entry; it is closed where its SBARD message is."""
    TOO_EARLY = "too_early"
    """A medicine given when required was given before its interval was over, or too often in 24 hours."""
    CONTROLLED = "controlled"
    """A controlled drug was counted and is not what was expected, or was disposed of without a witness. `about` is the
    movement."""
    CONTRADICTION = "contradiction"
    """Two corrections of one record say different things. `about` is the one that came last."""
    OBSERVATION = "observation"
    """A value is beyond what was asked for, or not likely. `about` is the entry."""
    MEDICINE = "medicine"
    NOT_RECORDED = "not_recorded"
    """Everybody has left the visit, and nothing is recorded about a dose that was due. `about` is the dose."""
    TOO_LITTLE = "too_little"
    """The sum of a day was under its limit at its time. `about` is made from what was asked for and the day."""
    LOW_STOCK = "low_stock"
    """A medicine lasts for fewer than five days. `about` is made from the order and since when."""
    STOPPED = "stopped"
    HELD = "held"
    LOST_STORE = "lost_store"
    """A phone lost records before the office had them, or may have. `about` is the loss."""
    NO_NEWS = "no_news"
    LATE = "late"
    CANNOT_GO = "cannot_go"
    """A worker says that they cannot do their changed rota. `about` is the answer."""
    AFTER_MOVE = "after_move"
    """A worker recorded something at a visit after it was given to somebody else or cancelled. `about` is her turn."""
    NOT_ANSWERED = "not_answered"
    """A worker has not said in time whether they can do their changed rota. `about` is the change."""
    FOLLOW_UP = "follow_up"
    """The call after a discharge is due. `about` is the discharge."""
    PACKAGE_ENDS = "package_ends"
    """A stop-gap package ends in a few days, and the visits with it. `about` is made from the package and the day."""
    RISK = "risk"
    """A risk assessment is overdue, a day it names has passed, or too few workers are planned for a visit.
    `about` is made from the assessment and what it asks for."""
    ESSENTIAL = "essential"
    RUNNING_LATE = "running_late"
    BACKUP = "backup"
    """No backup has been proven for too long. `about` is made from the team and since when."""
    DIFFERENCES = "differences"
    """The nightly check found that a screen does not show what the entries say."""


CLOSED_ELSEWHERE = frozenset({AlertKind.SOFT_SIGNS})
"""What is closed with what was decided, on a page of its own."""


class Alert(SQLModel, table=True):
    """Something that needs a person. One for each `about` and kind; never deleted, only closed."""

    __tablename__ = "alerts"
    __table_args__ = (
        UniqueConstraint("kind", "about"),
        Index("ix_alerts_open", "team_id", "closed_at"),
        Index("ix_alerts_day", "team_id", "raised_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id")
    team_id: UUID = Field(foreign_key="teams.id")
    kind: AlertKind
    about: UUID
    """The entry, form or assignment that it is about."""
    visit_id: UUID | None = Field(default=None, foreign_key="visits.id", index=True)
    service_user_id: UUID | None = Field(default=None, foreign_key="service_users.id")
    """Whom it is about, when a page of theirs is where to look."""
    account_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    """The care worker concerned."""
    words: str
    """What happened, without the person's name: `concern, eating less`."""
    raised_at: datetime = Field(default_factory=clock.now)
    owner_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    closed_at: datetime | None = None


class AlertStep(SQLModel, table=True):
    """What somebody did about an alert; closing by data has no account."""

    __tablename__ = "alert_steps"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    alert_id: UUID = Field(foreign_key="alerts.id", index=True)
    account_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    at: datetime = Field(default_factory=clock.now)
    words: str


class Heartbeat(SQLModel, table=True):
    """When the watchdog last looked at all of an agency's visits: its own silence is shown."""

    __tablename__ = "heartbeats"

    name: str = Field(primary_key=True)
    beat_at: datetime
    visits_checked: int = 0


def heartbeat_name(agency_id: UUID) -> str:
    """The watchdog's heartbeat for one agency: what goes wrong with one does not hide in the others."""
    return f"watchdog {agency_id}"
