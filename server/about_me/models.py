"""Who wrote a version of somebody's About me, when and why; its words are rows of `people.AboutMe`."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel, UniqueConstraint

from server import clock
from server.db import new_id


class AboutMeVersion(SQLModel, table=True):
    """One saving of About me. Texts from before these were kept have none."""

    __tablename__ = "about_me_versions"
    __table_args__ = (UniqueConstraint("service_user_id", "version"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    version: int
    why: str
    helped: str = ""
    """Who helped the person to write it."""
    written_by: UUID = Field(foreign_key="accounts.id")
    written_at: datetime = Field(default_factory=clock.now)
