"""What was changed of a person's record, by whom, when, and what it was before. Only ever added to."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, Index, SQLModel

from server import clock
from server.db import new_id


class RecordChange(SQLModel, table=True):
    """One field of a record that became another one."""

    __tablename__ = "record_changes"
    __table_args__ = (Index("ix_record_changes_part", "service_user_id", "part"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id")
    part: str
    """The page of the record that it is on: `names`, `contacts`."""
    field: str
    about: UUID | None = None
    """The contact or the package, where there are several."""
    before: str
    """As the form has it; empty when there was nothing."""
    after: str
    changed_by: UUID = Field(foreign_key="accounts.id")
    changed_at: datetime = Field(default_factory=clock.now)
