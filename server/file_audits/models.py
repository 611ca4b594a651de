"""File audits: what somebody found in a person's record against the checklist, signed and kept as it was."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, UniqueConstraint

from server import clock
from server.db import new_id


class FileAudit(SQLModel, table=True):
    """One signing. Signed again, it is another row with the next number; none is overwritten."""

    __tablename__ = "file_audits"
    __table_args__ = (UniqueConstraint("service_user_id", "number"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    number: int
    checks: list[dict[str, Any]] = Field(sa_type=JSON)
    """As they were: `{"title": "Allergies", "state": "look", "words": "Not confirmed for a year"}`."""
    findings: str
    """What is to be done, by whom and until when."""
    signed_by: UUID = Field(foreign_key="accounts.id")
    signed_at: datetime = Field(default_factory=clock.now)
