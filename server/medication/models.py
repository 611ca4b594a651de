"""Medicines: orders that are never edited, doses due at a visit, and what became of them (NICE NG67)."""

from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from server.care_plans.models import EVERY_DAY
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
    APPLIED = "applied"
    MADE_AVAILABLE = "made_available"
    """Left out to be taken later, as the plan agrees."""
    ALREADY_TAKEN = "already_taken"
    GIVEN_BY_OTHER = "given_by_other"
    DECLINED = "declined"
    ASLEEP = "asleep"
    NAUSEA = "nausea"
    NOT_AVAILABLE = "not_available"
    HOSPITAL_OR_AWAY = "hospital_or_away"
    WITHHELD = "withheld"
    """Not given because somebody who may say so said so."""
    COULD_NOT_GIVE = "could_not_give"
    FORGOTTEN = "forgotten"
    """Left out by mistake."""
    OTHER = "other"

    @property
    def needs_reason(self) -> bool:
        """Asked for in words, because the word alone does not tell the office what to do."""
        return self in {
            MarOutcome.TAKEN_PARTIAL, MarOutcome.DECLINED, MarOutcome.NOT_AVAILABLE, MarOutcome.WITHHELD,
            MarOutcome.COULD_NOT_GIVE, MarOutcome.FORGOTTEN, MarOutcome.OTHER,
        }  # fmt: skip

    @property
    def needs_support(self) -> bool:
        """The worker had a hand in it, so the record says which."""
        return self in {MarOutcome.TAKEN, MarOutcome.TAKEN_PARTIAL, MarOutcome.APPLIED}

    @property
    def was_given(self) -> bool:
        """This worker gave it; two that say so of one dose may be a double dose."""
        return self in {MarOutcome.TAKEN, MarOutcome.TAKEN_PARTIAL, MarOutcome.APPLIED}

    @property
    def counts_as_taken(self) -> bool:
        return self.was_given or self in {MarOutcome.ALREADY_TAKEN, MarOutcome.GIVEN_BY_OTHER}

    @property
    def needs_the_office(self) -> bool:
        """A dose that was not taken as prescribed and nobody has explained away."""
        return (not self.counts_as_taken and self != MarOutcome.MADE_AVAILABLE) or self == MarOutcome.TAKEN_PARTIAL


class MedicineKind(StrEnum):
    """How a medicine is given, and so what is asked about it."""

    SCHEDULED = "scheduled"
    WHEN_REQUIRED = "when_required"
    VARIABLE = "variable"
    """The amount is decided each time: it is recorded with the dose."""
    COMPLIANCE_AID = "compliance_aid"
    TOPICAL = "topical"
    PATCH = "patch"
    CONTROLLED = "controlled"


class Medicine(SQLModel, table=True):
    """One version of an order at one of its times (NICE NG67). A change ends it and starts the next; none is edited."""

    __tablename__ = "medicines"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    order_id: UUID = Field(default_factory=new_id, index=True)
    """The same for every version of an order and every time of day of it."""
    version: int = 1
    kind: MedicineKind = MedicineKind.SCHEDULED
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
    weekdays: str = EVERY_DAY
    """As iCalendar writes them: `MO WE FR`."""
    with_food: bool = False
    indication: str = ""
    """What it is for; of a medicine given when required, when it is."""
    interval_minutes: int | None = None
    """The least between two doses of one given when required."""
    most_in_a_day: int | None = None
    """Doses in any 24 hours, of one given when required."""
    contents: str = ""
    """What a compliance aid holds, one medicine a line: each is on the record (CQC)."""
    prescriber: str = ""
    review_on: date | None = None
    transcribed_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    checked_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    """A second pair of eyes, which compared it with the label."""
    started_on: date
    ended_on: date | None = None
    """The last day on which it counts."""
    why_changed: str = ""
    """Why this version follows the one before, or why it ended."""


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
    withdrawn_at: datetime | None = None
    """When the order it copies was changed or stopped, so that it is not due any more. What is recorded is taken."""


class MarEntry(Entry, table=True):
    """What became of one dose at one visit: support and outcome are two facts."""

    __tablename__ = "mar_entries"

    dose_id: UUID = Field(foreign_key="doses.id", index=True)
    medicine_version: int
    support: Support | None = None
    outcome: MarOutcome
    reason: str = ""
    amount_given: str = ""
    """How much, where that is decided each time or was less than the dose."""
    is_early: bool = False
    """Given before the least interval was over, as the page said and the worker confirmed."""


class Effect(StrEnum):
    """Whether a medicine given when required did what it was given for (CQC: the outcome of each dose)."""

    HELPED = "helped"
    PARTLY = "partly"
    DID_NOT_HELP = "did_not_help"
    CANNOT_TELL = "cannot_tell"


class DoseEffect(Entry, table=True):
    """What a dose given when required did, seen later: at the same visit or at the next, by whoever is there."""

    __tablename__ = "dose_effects"

    mar_entry_id: UUID = Field(foreign_key="mar_entries.id", index=True)
    effect: Effect
    words: str = ""
