"""Key safes, and who was shown a code."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock
from server.db import new_id


class KeySafe(SQLModel, table=True):
    """A key-safe code: never in a list, a kept page, a log or a search; shown on a tap, every showing on record."""

    __tablename__ = "key_safes"

    service_user_id: UUID = Field(foreign_key="service_users.id", primary_key=True)
    code: str
    place: str
    changed_at: datetime | None = None
    """None when it came with the agency's first data, or with an upgrade."""
    changed_by: UUID | None = Field(default=None, foreign_key="accounts.id")


class KeySafeShowing(SQLModel, table=True):
    """Somebody asked for a key-safe code. Without `was_shown` it was not the time."""

    __tablename__ = "key_safe_showings"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    account_id: UUID = Field(foreign_key="accounts.id")
    visit_id: UUID | None = Field(default=None, foreign_key="visits.id")
    """None when the office looked."""
    at: datetime = Field(default_factory=clock.now)
    was_shown: bool
