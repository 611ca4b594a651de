"""What came in from files, so that no row comes in twice."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock


class ImportedRow(SQLModel, table=True):
    """A row of a file that was taken: what the system it came from calls it, and what it became here."""

    __tablename__ = "imported_rows"

    agency_id: UUID = Field(foreign_key="agencies.id", primary_key=True)
    kind: str = Field(primary_key=True)
    """The kind of file, as `people`."""
    reference: str = Field(primary_key=True)
    record_id: UUID
    imported_by: UUID = Field(foreign_key="accounts.id")
    imported_at: datetime = Field(default_factory=clock.now)
