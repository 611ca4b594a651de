"""A worker's rota in the calendar of their choice, by a secret address."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock
from server.db import new_id


class CalendarFeed(SQLModel, table=True):
    """One secret address. Only the hash of its token is kept; who has the address sees the rota until it is ended."""

    __tablename__ = "calendar_feeds"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    token_hash: bytes = Field(unique=True)
    made_at: datetime = Field(default_factory=clock.now)
    read_at: datetime | None = None
    ended_at: datetime | None = None
