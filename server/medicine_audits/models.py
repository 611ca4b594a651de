"""Medicines audits: a person's month of medicines, as it was when a coordinator signed it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, UniqueConstraint

from server import clock
from server.db import new_id


class MedicineAudit(SQLModel, table=True):
    """One signing of a month. Signed again, it is another row with the next number; none is overwritten."""

    __tablename__ = "medicine_audits"
    __table_args__ = (UniqueConstraint("service_user_id", "month_on", "number"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id", index=True)
    service_user_id: UUID = Field(foreign_key="service_users.id")
    month_on: date
    """Its first day."""
    number: int
    findings: str
    shape: int
    """How `figures` is laid out and counted: `freezing.SHAPE` when it was signed."""
    figures: dict[str, Any] = Field(sa_type=JSON)
    """The record as it then was, as `freezing.frozen` writes it."""
    signed_by: UUID = Field(foreign_key="accounts.id")
    signed_at: datetime = Field(default_factory=clock.now)
