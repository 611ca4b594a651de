"""What is agreed with a person: the versions of their plan, its visits, and what workers are told of its changes."""

from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from server import clock
from server.db import new_id


class Decides(StrEnum):
    """Who agreed to a plan."""

    PERSON = "person"
    ATTORNEY = "attorney"
    """Under a lasting power of attorney for health and welfare."""
    DEPUTY = "deputy"
    BEST_INTERESTS = "best_interests"
    """Nobody may decide for them, and they cannot: a decision in their best interests (Mental Capacity Act 2005)."""


class PlanVersion(SQLModel, table=True):
    """A plan as somebody saved it: its content is never edited. A draft is agreed, and put in force from a day, once.

    On a day the newest version counts that is in force from that day or one before it: one that was decided later
    stands for all that were to come.
    """

    __tablename__ = "plan_versions"
    __table_args__ = (UniqueConstraint("service_user_id", "number"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    number: int
    content: str = Field(sa_type=Text)
    """As `contents` writes and reads it."""
    why: str = ""
    by: UUID | None = Field(default=None, foreign_key="accounts.id")
    """None when it was taken over from what was there before plans had versions."""
    at: datetime = Field(default_factory=clock.now)
    agreed_with: str = ""
    decides: Decides | None = None
    agreed_on: date | None = None
    agreement_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    """Who wrote the agreement down."""
    in_force_on: date | None = None
    in_force_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    in_force_at: datetime | None = None

    @property
    def state(self) -> str:
        """`in-force`, `agreed` or `draft`."""
        return "in-force" if self.in_force_on else "agreed" if self.agreed_on else "draft"


class BankHolidays(StrEnum):
    """Whether a planned visit takes place on a bank holiday."""

    AS_USUAL = "as_usual"
    NOT = "not"
    ONLY = "only"


EVERY_DAY = "MO TU WE TH FR SA SU"


class PlannedVisit(SQLModel, table=True):
    """A visit that the plan asks for again and again, at a local wall time. Changed, it ends and another begins."""

    __tablename__ = "planned_visits"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    title: str
    team_id: UUID | None = Field(default=None, foreign_key="teams.id", index=True)
    """Whose rota it comes on."""
    at: time
    minutes: int
    workers_needed: int = 1
    needs: str = ""
    """What its workers must be trained in, as skills of `staff`: `hoist peg`."""
    from_on: date = date(2000, 1, 1)
    until_on: date | None = None
    """The last day; None when it goes on."""
    weekdays: str = EVERY_DAY
    """As iCalendar writes them (RFC 5545): `MO WE FR`."""
    every_weeks: int = 1
    """2 for every second week, counted from the week of `from_on`."""
    bank_holidays: BankHolidays = BankHolidays.AS_USUAL
    made_to: date | None = None
    """The last day for which its visits are made; None when none is."""
    follows: UUID | None = Field(default=None, foreign_key="planned_visits.id")
    """What it was before it was changed."""


class PlannedWorker(SQLModel, table=True):
    """Who usually goes to a planned visit."""

    __tablename__ = "planned_workers"

    planned_visit_id: UUID = Field(foreign_key="planned_visits.id", primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", primary_key=True)


class PlanChange(SQLModel, table=True):
    """A change to a plan or a medicine, as one sentence, so that a worker reads what is not as they left it."""

    __tablename__ = "plan_changes"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    changed_on: date
    made_at: datetime | None = None
    """When it was told; None for those from before this was kept, which are asked about by their day alone."""
    kind: str
    sentence: str
    by: str

    @property
    def mark(self) -> str:
        """By which a form names it: enough of its id, and short, because every phone carries it."""
        return self.id.hex[-12:]
