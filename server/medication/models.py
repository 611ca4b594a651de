"""Medicines: orders that are never edited, doses due at a visit, and what became of them (NICE NG67)."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import Field, SQLModel

from server.care_plans.models import EVERY_DAY
from server.db import new_id
from server.medication.amounts import Thousandths
from server.medication.outcomes import Effect, MarOutcome, OldPatch, Support
from server.visits.entries import Entry, answer_in

A_RANGE = re.compile(r"\d\s*(?:to|or|-|–)\s*\d")
ANOTHER_TIME = timedelta(minutes=1)


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


ON_THE_SKIN = (MedicineKind.TOPICAL, MedicineKind.PATCH)


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
    product_id: UUID | None = Field(default=None, foreign_key="products.id")
    """The product that it names; None when it is not in the list."""
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
    sites: str = ""
    """Where on the body it goes, or may go: words of `BodySite` with spaces between."""
    is_witnessed: bool = False
    """A second person is to see it given."""
    stock_unit: str = ""
    """What is counted, one of `amounts.UNITS`; empty when its stock is not."""
    stock_per_dose: Decimal | None = Field(default=None, sa_type=Thousandths)
    """How many of them a dose takes; None when the worker decides each time."""
    is_watched: bool = False
    """A controlled drug, also when it is given only when required: see `is_controlled`."""
    prescriber: str = ""
    review_on: date | None = None
    transcribed_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    checked_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    """A second pair of eyes, which compared it with the label."""
    started_on: date
    ended_on: date | None = None
    """The last day on which it counts."""
    is_stopped: bool = False
    """It ends because somebody stopped it, not because its course is over or the next version follows."""
    why_changed: str = ""
    """Why this version follows the one before, or why it ended."""

    @property
    def is_decided_each_time(self) -> bool:
        """How much is given is said with each dose: `1 to 2 tablets`."""
        return self.kind == MedicineKind.VARIABLE or bool(A_RANGE.search(self.amount))

    @property
    def is_controlled(self) -> bool:
        """Its count must add up, and what is disposed of wants a witness."""
        return self.is_watched or self.kind == MedicineKind.CONTROLLED


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
    SAYS = ("outcome",)
    ABOUT = "dose_id"

    dose_id: UUID = Field(foreign_key="doses.id", index=True)
    medicine_version: int
    support: Support | None = None
    outcome: MarOutcome
    reason: str = ""
    amount_given: str = ""
    """How much, where that is decided each time or was less than the dose."""
    given_at: datetime
    """When it happened, by our clock: as recorded, or at the time that the worker said."""
    sites: str = ""
    """Where on the body it was put."""
    old_patch: OldPatch | None = None
    needed_for: str = ""
    """Why one was needed, of those given when required."""
    tried_first: str = ""
    """What was tried before a medicine was (CQC)."""
    witness: str = ""
    """Who saw it given, in the worker's words; else why nobody did."""
    why_no_witness: str = ""
    why_corrected: str = ""
    """Why the office corrects what a worker recorded, and how it knows."""
    is_early: bool = False
    """Given before the least interval was over, as the page said and the worker confirmed."""

    @property
    def answer(self) -> tuple[Any, ...]:
        """Of what was given also how, how much and where; when is left out, for a correction seldom says it."""
        given = (self.support, self.amount_given, self.sites) if self.outcome.was_given else ()
        return answer_in((self.outcome, *given))

    @property
    def is_remarkable(self) -> bool:
        """Its letter and where it was put do not say all."""
        return bool(self.reason or self.amount_given or self.why_no_witness or self.needed_for or self.is_early)

    @property
    def is_at_another_time(self) -> bool:
        """The worker said when, and it was not as it was recorded."""
        return abs(self.given_at - min(self.recorded_at, self.received_at)) >= ANOTHER_TIME


class DoseEffect(Entry, table=True):
    """What a dose given when required did, seen later: at the same visit or at the next, by whoever is there."""

    __tablename__ = "dose_effects"
    SAYS = ("effect",)
    ABOUT = "mar_entry_id"

    mar_entry_id: UUID = Field(foreign_key="mar_entries.id", index=True)
    effect: Effect
    words: str = ""
