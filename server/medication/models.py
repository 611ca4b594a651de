"""Medicines: orders that are never edited, doses due at a visit, and what became of them (NICE NG67)."""

from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from server.db import new_id
from server.visits.entries import Entry


class Support(StrEnum):
    """The support a worker gives with a medicine (NICE NG67): a fact of its own beside the outcome."""

    SELF = "self"
    PROMPT = "prompt"
    ASSIST = "assist"
    ADMINISTER = "administer"


class MarOutcome(StrEnum):
    """What became of a dose. The meaning is kept; letters are for print, where they collide between charts."""

    TAKEN = "taken"
    TAKEN_PARTIAL = "taken_partial"
    DECLINED = "declined"
    ASLEEP = "asleep"
    NOT_AVAILABLE = "not_available"
    HOSPITAL_OR_AWAY = "hospital_or_away"
    GIVEN_BY_OTHER = "given_by_other"
    OTHER = "other"

    @property
    def needs_reason(self) -> bool:
        """Asked for in words, because the word alone does not tell the office what to do."""
        return self in {MarOutcome.TAKEN_PARTIAL, MarOutcome.DECLINED, MarOutcome.NOT_AVAILABLE, MarOutcome.OTHER}

    @property
    def needs_support(self) -> bool:
        """The worker had a hand in it, so the record says which."""
        return self in {MarOutcome.TAKEN, MarOutcome.TAKEN_PARTIAL}

    @property
    def was_given(self) -> bool:
        """This worker gave it; two that say so of one dose may be a double dose."""
        return self in {MarOutcome.TAKEN, MarOutcome.TAKEN_PARTIAL}

    @property
    def counts_as_taken(self) -> bool:
        return self in {MarOutcome.TAKEN, MarOutcome.TAKEN_PARTIAL, MarOutcome.GIVEN_BY_OTHER}

    @property
    def needs_the_office(self) -> bool:
        """A dose that was not taken as prescribed and nobody has explained away."""
        return self not in {MarOutcome.TAKEN, MarOutcome.GIVEN_BY_OTHER}


class Medicine(SQLModel, table=True):
    """One version of an order. A change ends it and starts the next."""

    __tablename__ = "medicines"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    version: int = 1
    name: str
    """Name and strength as prescribed: `Co-careldopa 25 mg/100 mg`."""
    amount: str
    """How much and by which route: `1 tablet, by mouth`."""
    how: str = ""
    support: Support
    at: time | None = None
    """Local wall time; None when only as needed (PRN)."""
    time_critical_minutes: int | None = None
    """How late it may be; None when not time-critical. Parkinson's: 30."""
    started_on: date
    ended_on: date | None = None


class Dose(SQLModel, table=True):
    """A medicine due at a visit, with its own copy of the order as it then was."""

    __tablename__ = "doses"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    visit_id: UUID = Field(foreign_key="visits.id", index=True)
    medicine_id: UUID = Field(foreign_key="medicines.id", index=True)
    medicine_version: int
    position: int
    name: str
    amount: str
    how: str = ""
    support: Support
    due_at: datetime | None = None
    """None when only as needed."""
    latest_at: datetime | None = None
    """Set when the dose is time-critical."""


class MarEntry(Entry, table=True):
    """What became of one dose at one visit: support and outcome are two facts."""

    __tablename__ = "mar_entries"

    dose_id: UUID = Field(foreign_key="doses.id", index=True)
    medicine_version: int
    support: Support | None = None
    outcome: MarOutcome
    reason: str = ""
