"""Who goes where: what a coordinator plans and has not published."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock


class DraftVisit(SQLModel, table=True):
    """A visit as it will be when it is published: the whole of it, so that what changes is found by comparing."""

    __tablename__ = "draft_visits"

    visit_id: UUID = Field(foreign_key="visits.id", primary_key=True)
    team_id: UUID = Field(foreign_key="teams.id", index=True)
    starts_at: datetime
    ends_at: datetime
    title: str
    workers_needed: int
    is_cancelled: bool = False
    reason: str = ""
    """Why, for the workers whose rota it changes."""
    is_by_hand: bool = False
    """Somebody moved, changed or cancelled it by hand: a change of the plan leaves it as it is."""
    changed_by: UUID | None = Field(foreign_key="accounts.id")
    """None when the server itself drew it, for the days ahead."""
    changed_at: datetime = Field(default_factory=clock.now)


class DraftAssignment(SQLModel, table=True):
    """Who will go to a visit that is a draft."""

    __tablename__ = "draft_assignments"

    visit_id: UUID = Field(foreign_key="draft_visits.visit_id", primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", primary_key=True)
