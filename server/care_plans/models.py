"""What is agreed with a person: the plan in force, its goals, actions, visits and changes."""

from datetime import date, time
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


class PlannedVisit(SQLModel, table=True):
    """A visit the plan asks for every day, at a local wall time."""

    __tablename__ = "planned_visits"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    title: str
    at: time
    minutes: int
    workers_needed: int = 1


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
