"""What is decided about a person in law: consents, capacity, who may decide for them, what they refuse in advance."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel, UniqueConstraint

from server import clock
from server.db import new_id


class LegalKind(StrEnum):
    """The legal set of MODS (consent, CPR decision, LPA, ADRT, advance statement, DoLS or equivalent) and the MCA."""

    CONSENT = "consent"
    CAPACITY = "capacity"
    BEST_INTERESTS = "best_interests"
    LASTING_POWER = "lasting_power"
    COURT = "court"
    ADVANCE_DECISION = "advance_decision"
    ADVANCE_STATEMENT = "advance_statement"
    CPR = "cpr"


class LegalRecord(SQLModel, table=True):
    """What was recorded of one matter at one time. Never edited: the newest version of a matter counts."""

    __tablename__ = "legal_records"
    __table_args__ = (UniqueConstraint("matter_id", "version"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    matter_id: UUID = Field(default_factory=new_id)
    """The same for every version of one consent, one decision, one power."""
    version: int = 1
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    kind: LegalKind
    about: str
    """The purpose of a consent, the decision that capacity is about, the treatment that is refused."""
    answer: str
    """A word of the kind's own, as in `kinds`."""
    who: str
    """Who decided, assessed or holds the power, and in what role."""
    decided_on: date
    words: str = ""
    paper_at: str = ""
    """Where the paper is kept."""
    review_on: date | None = None
    ends_on: date | None = None
    """The last day on which it counts; None when it has none."""
    written_by: UUID = Field(foreign_key="accounts.id")
    written_at: datetime = Field(default_factory=clock.now)

    def has_ended(self, on: date) -> bool:
        """It says of itself that it counts no more on a day."""
        return self.ends_on is not None and self.ends_on < on

    def is_due(self, on: date) -> bool:
        """It was to be looked at again by a day."""
        return self.review_on is not None and self.review_on <= on and not self.has_ended(on)
