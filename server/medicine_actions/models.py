"""What is to be done after a medicine error or an audit: by whom, by when, and that it was done."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock
from server.db import new_id


class MedicineAction(SQLModel, table=True):
    """Something to do, which an error or a signed audit asks for: one of the two is named."""

    __tablename__ = "medicine_actions"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id", index=True)
    service_user_id: UUID = Field(foreign_key="service_users.id")
    error_id: UUID | None = Field(default=None, foreign_key="medicine_errors.id", index=True)
    audit_id: UUID | None = Field(default=None, foreign_key="medicine_audits.id", index=True)
    what: str
    owner_id: UUID = Field(foreign_key="accounts.id")
    due_on: date
    added_by: UUID = Field(foreign_key="accounts.id")
    added_at: datetime = Field(default_factory=clock.now)


class ActionDone(SQLModel, table=True):
    """That an action was done: a record of its own, so that nothing is overwritten. One for each action."""

    __tablename__ = "medicine_actions_done"

    action_id: UUID = Field(foreign_key="medicine_actions.id", primary_key=True)
    done_on: date
    done_by: UUID = Field(foreign_key="accounts.id")
    words: str = ""
    recorded_by: UUID = Field(foreign_key="accounts.id")
    recorded_at: datetime = Field(default_factory=clock.now)
