"""What pays for a person's care: who commissions it, how many hours a week, from when and until when."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock
from server.db import new_id


class Funding(StrEnum):
    """Who pays."""

    COUNCIL = "council"
    DIRECT_PAYMENT = "direct_payment"
    NHS_CHC = "nhs_chc"
    NHS_OTHER = "nhs_other"
    JOINT = "joint"
    SELF = "self"


class Package(SQLModel, table=True):
    """A package of care. One that is over stays."""

    __tablename__ = "packages"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    funding: Funding
    commissioner: str
    reference: str = ""
    minutes_a_week: int
    from_on: date
    until_on: date | None = None
    """The last day; None when it goes on."""
    is_stop_gap: bool = False
    """It ends by itself: no visit is planned after its last day."""
    recorded_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    """None when it came with the agency's first data."""
    recorded_at: datetime = Field(default_factory=clock.now)

    def is_over(self, today: date) -> bool:
        return self.until_on is not None and self.until_on < today
