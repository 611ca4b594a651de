"""How a person gets on: what has become of their goals, and scores of how they are."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel, UniqueConstraint

from server import clock
from server.db import new_id
from server.medication.amounts import Thousandths, plain


class GoalState(StrEnum):
    """How far a goal has come."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    PAUSED = "paused"
    REACHED = "reached"
    GIVEN_UP = "given_up"

    @property
    def is_open(self) -> bool:
        return self not in {GoalState.REACHED, GoalState.GIVEN_UP}


class GoalStatus(SQLModel, table=True):
    """How a goal of a plan stood on a day, as somebody said it. Never edited: the newest version counts."""

    __tablename__ = "goal_statuses"
    __table_args__ = (UniqueConstraint("service_user_id", "goal_id", "version"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    goal_id: UUID
    """The goal of the plan, the same through all versions of the plan."""
    version: int = 1
    state: GoalState
    percent: int | None = None
    """How much of the way is gone; None when nobody put a number to it."""
    said_on: date
    """The day that it is true of."""
    said_by: str
    """Who said so: the person, with whom."""
    words: str = ""
    look_again_on: date | None = None
    written_by: UUID = Field(foreign_key="accounts.id")
    written_at: datetime = Field(default_factory=clock.now)


class ScoreKind(StrEnum):
    """What is scored: activation, or anything that the agency names itself."""

    PAM = "pam"
    OWN = "own"


class Stage(StrEnum):
    """When in somebody's care a score was taken."""

    ENTRY = "entry"
    REVIEW = "review"
    DISCHARGE = "discharge"


class Score(SQLModel, table=True):
    """One score of a person on a day. A wrong one is set aside with a reason, and stays."""

    __tablename__ = "scores"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    kind: ScoreKind
    name: str
    """What it is called; scores of one name are on one scale."""
    stage: Stage
    number: Decimal = Field(sa_type=Thousandths)
    least: Decimal = Field(sa_type=Thousandths)
    most: Decimal = Field(sa_type=Thousandths)
    more_is_better: bool = True
    level: int | None = None
    """Of the Patient Activation Measure, 1 to 4, as its licensed scoring gives it."""
    form_version: str = ""
    """Which questions were asked, as `PAM-13`. The questions themselves are not held here."""
    taken_on: date
    taken_by: str
    words: str = ""
    again_on: date | None = None
    written_by: UUID = Field(foreign_key="accounts.id")
    written_at: datetime = Field(default_factory=clock.now)
    set_aside_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    set_aside_at: datetime | None = None
    set_aside_why: str = ""

    @property
    def said(self) -> str:
        """`58.1, level 3`, or `14 of 0 to 24`."""
        if self.level is not None:
            return f"{plain(self.number)}, level {self.level}"
        return f"{plain(self.number)} on {plain(self.least)} to {plain(self.most)}"
