"""What phones lost before the office had it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock
from server.db import new_id


class Loss(SQLModel, table=True):
    """A phone no longer has what it kept of one worker's. Its alert says to the office what is known of it."""

    __tablename__ = "losses"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    device_id: UUID = Field(foreign_key="devices.id")
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    words: str
    """What happened, after "Your phone": `lost 3 records`, or `may have lost records` when that is not proven."""
    count: int = 0
    """How many records are lost, or at least; 0 when it is not proven that any is."""
    last_sequence: int
    """The number of the last form that we have; 0 when there is none."""
    since: datetime
    """From when on records may be missing, as far as we know."""
    noticed_at: datetime = Field(default_factory=clock.now)
