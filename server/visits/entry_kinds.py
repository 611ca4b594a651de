"""The kinds of entry on a visit, and the words that each may take."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import Field, SQLModel

from server.visits.entries import Entry, answer_in


class Outcome(StrEnum):
    """What became of a care action."""

    DONE = "done"
    PARTLY = "partly"
    DECLINED = "declined"
    NOT_NEEDED = "not_needed"
    NOT_DONE = "not_done"

    @property
    def needs_support(self) -> bool:
        """Reablement is read from how much support it took."""
        return self in {Outcome.DONE, Outcome.PARTLY}

    @property
    def needs_reason(self) -> bool:
        return self in {Outcome.PARTLY, Outcome.NOT_DONE}


class Independence(StrEnum):
    """How much support a person needed with an action: from none to all."""

    ON_THEIR_OWN = "on_their_own"
    PROMPTED = "prompted"
    WITH_HELP = "with_help"
    DONE_FOR_THEM = "done_for_them"


class Arrival(Entry, table=True):
    """A worker checked in. Place and reason are never required."""

    __tablename__ = "arrivals"
    SAYS = ("happened_at",)

    happened_at: datetime
    """When they arrived: as recorded, or as a correction says."""
    latitude: float | None = None
    longitude: float | None = None
    accuracy_metres: float | None = None
    metres_from_door: int | None = None
    reason: str = ""


class Departure(Entry, table=True):
    """A worker checked out; `left_open` names what was not answered, `reason` why."""

    __tablename__ = "departures"
    SAYS = ("happened_at",)

    happened_at: datetime
    left_open: str = ""
    reason: str = ""


class ActionOutcome(Entry, table=True):
    """What became of one care action."""

    __tablename__ = "action_outcomes"
    SAYS = ("outcome",)
    ABOUT = "care_action_id"

    care_action_id: UUID = Field(foreign_key="care_actions.id", index=True)
    outcome: Outcome
    support: Independence | None = None
    reason: str = ""

    @property
    def answer(self) -> tuple[Any, ...]:
        return answer_in((self.outcome, self.support if self.outcome.needs_support else None))


class NoteKind(StrEnum):
    """A note on this visit, or a word to the next worker."""

    VISIT = "visit"
    HANDOVER = "handover"


class Note(Entry, table=True):
    """What a worker wrote about a visit."""

    __tablename__ = "notes"
    SAYS = ("kind", "words")

    kind: NoteKind
    words: str


class ConcernKind(StrEnum):
    """What a concern is about; the office sorts it further."""

    HEALTH = "health"
    FALL = "fall"
    MEDICINE = "medicine"
    SKIN = "skin"
    EATING_DRINKING = "eating_drinking"
    MOOD = "mood"
    SAFEGUARDING = "safeguarding"
    HOME = "home"
    OTHER = "other"


class Concern(Entry, table=True):
    """Something a worker saw that the office must know."""

    __tablename__ = "concerns"
    SAYS = ("kind", "seen", "done")

    kind: ConcernKind
    seen: str
    done: str = ""


class LateNotice(Entry, table=True):
    """A worker says that they will be late, and by how much."""

    __tablename__ = "late_notices"
    SAYS = ("minutes",)

    minutes: int
    reason: str = ""


class StopReason(StrEnum):
    """Why a visit could not be completed."""

    NO_REPLY = "no_reply"
    DECLINED = "declined"
    HOSPITAL = "hospital"
    AWAY = "away"
    UNSAFE = "unsafe"
    OTHER = "other"


class StoppedVisit(Entry, table=True):
    """A worker could not complete a visit, and what they did about it."""

    __tablename__ = "stopped_visits"
    SAYS = ("why", "done")

    why: StopReason
    done: str = ""


class ChangesRead(Entry, table=True):
    """A worker has read what changed since their last visit."""

    __tablename__ = "changes_read"

    plan_version: int
    changes: str = ""
    """The marks of those that the page showed; empty for a form from before it said so."""


class EntrySeen(SQLModel, table=True):
    """A coordinator has opened an entry: what *Seen by NAME* on the phone rests on."""

    __tablename__ = "entries_seen"

    entry_id: UUID = Field(foreign_key="forms.id", primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", primary_key=True)
    seen_at: datetime


ENTRY_KINDS: tuple[type[Entry], ...] = (
    Arrival, ChangesRead, ActionOutcome, Note, Concern, LateNotice, StoppedVisit, Departure,
)  # fmt: skip
