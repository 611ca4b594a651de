"""The shift: a visit, who goes, and what is to be done."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from server.db import new_id


class Visit(SQLModel, table=True):
    """A planned visit on a day, with its own copy of what is to be done."""

    __tablename__ = "visits"
    __table_args__ = (
        Index("ix_visits_team_day", "team_id", "service_on", "starts_at"),
        UniqueConstraint("planned_visit_id", "occurs_on"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id")
    team_id: UUID = Field(foreign_key="teams.id")
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    service_on: date
    starts_at: datetime
    ends_at: datetime
    title: str
    workers_needed: int = 1
    needs: str = ""
    """What its workers must be trained in, as skills of `staff`: `hoist peg`."""
    plan_version: int = 1
    """The version of the plan that its page shows and its actions are copied from; 0 when there was none."""
    planned_visit_id: UUID | None = Field(default=None, foreign_key="planned_visits.id")
    """The part of the plan that it comes from; None when it was added by hand."""
    occurs_on: date | None = None
    """The day of the plan's that it stands for, wherever it was moved to."""
    is_by_hand: bool = False
    """Somebody moved, changed or cancelled it by hand: a change of the plan leaves it as it is."""
    time_critical: str = ""
    """The first time-critical medicine due, as the day's card names it."""
    time_critical_at: datetime | None = None
    time_critical_latest_at: datetime | None = None
    missed_at: datetime | None = None
    """When a coordinator confirmed that nobody came; never set by a clock."""
    missed_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    missed_reason: str = ""
    missed_done: str = ""
    cancelled_at: datetime | None = None
    """When a coordinator published that it does not take place."""
    cancelled_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    cancelled_reason: str = ""
    version: int = 1
    """Rises with everything that a page about this visit shows; the day pack compares it."""

    def touch(self) -> None:
        """What pages about this visit show has changed. Counted by the database: two phones may record at once."""
        self.version = ONE_VERSION_MORE


ONE_VERSION_MORE: Any = Visit.version + 1


class Assignment(SQLModel, table=True):
    """Who goes to a visit, and how far they are. Taken off the rota, it stays, with `removed_at`."""

    __tablename__ = "assignments"
    __table_args__ = (
        UniqueConstraint("visit_id", "account_id"),
        Index("ix_assignments_worker_day", "account_id", "service_on"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    visit_id: UUID = Field(foreign_key="visits.id", index=True)
    account_id: UUID = Field(foreign_key="accounts.id")
    service_on: date
    """The visit's, repeated, so that a worker's day is one range of one index."""
    removed_at: datetime | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    stopped_at: datetime | None = None
    """When the worker said that the visit could not be completed."""
    stopped_why: str = ""


class CareAction(SQLModel, table=True):
    """Something to do on a visit, as the plan said it when it was copied. Its words never change."""

    __tablename__ = "care_actions"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    visit_id: UUID = Field(foreign_key="visits.id", index=True)
    position: int
    title: str
    how: str = ""
    essential: bool = False
    alone: str = ""
    """What it looks like when the person does it on their own."""
    action_id: UUID | None = None
    """The action of the plan, the same through all versions; None for one of this visit alone."""
    goal_id: UUID | None = None
    """The goal of the plan that it serves."""
    withdrawn_at: datetime | None = None
    """When a change of the plan took it off this visit. A phone that does not know may still answer it."""
