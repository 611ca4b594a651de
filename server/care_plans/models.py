"""What is agreed with a person: the plan in force, its goals, actions, visits and changes."""

from datetime import date, time
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from server.db import new_id


class CarePlan(SQLModel, table=True):
    """The plan in force for a person, by version."""

    __tablename__ = "care_plans"

    service_user_id: UUID = Field(foreign_key="service_users.id", primary_key=True)
    version: int = 1
    in_force_on: date
    summary: str


class Goal(SQLModel, table=True):
    """What the person wants, in their words."""

    __tablename__ = "goals"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    position: int
    words: str


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


class PlannedAction(SQLModel, table=True):
    """Something to do on a planned visit, and how the person likes it done."""

    __tablename__ = "planned_actions"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    planned_visit_id: UUID = Field(foreign_key="planned_visits.id", index=True)
    position: int
    title: str
    how: str = ""
    essential: bool = False


class PlanChange(SQLModel, table=True):
    """A change to a plan or a medicine, as one sentence, so that a worker reads what is not as they left it."""

    __tablename__ = "plan_changes"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    changed_on: date
    kind: str
    sentence: str
    by: str
