"""What is known of backups: each drill of one, and what it found."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock
from server.db import new_id


class BackupDrill(SQLModel, table=True):
    """One backup that was restored beside the running system and looked at. Kept, so that staleness can be told."""

    __tablename__ = "backup_drills"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    backup: str
    """The name of its file."""
    taken_at: datetime
    """The moment whose state the backup holds."""
    drilled_at: datetime = Field(default_factory=clock.now, index=True)
    seconds: float
    """How long it took to restore and to look at everything."""
    problems: str = ""
    """What was wrong, a line each; empty when the backup is proven."""

    @property
    def is_proven(self) -> bool:
        return not self.problems
