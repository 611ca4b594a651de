"""Entries in the words of a visit's record: what, when it happened, when it came, and where it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from server.body_marks import words as mark_words
from server.body_marks.models import BodyMark
from server.documents.models import Photo
from server.documents.words import PHOTO_WORDS
from server.inbox.models import Form
from server.medication.models import Dose, DoseEffect, MarEntry
from server.medication.words import EFFECT_WORDS, MAR_WORDS, SUPPORT_WORDS, details_of
from server.observations.models import Observation
from server.soft_signs import words as sign_words
from server.soft_signs.models import SoftSigns
from server.stock.models import StockMovement
from server.stock.words import more_about, what_was_moved
from server.visits.entries import Entry
from server.visits.entry_kinds import (
    ActionOutcome,
    Arrival,
    ChangesRead,
    Concern,
    Departure,
    LateNotice,
    Note,
    StoppedVisit,
)
from server.visits.models import CareAction
from server.visits.words import CONCERN_WORDS, INDEPENDENCE_WORDS, NOTE_WORDS, OUTCOME_WORDS, STOP_WORDS

LATER_AFTER = timedelta(minutes=2)
"""An entry that came so long after it was recorded had to wait for a signal."""
Seen = tuple[str, datetime]


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One line of a record: an entry, or a form that is held or was set aside."""

    id: UUID
    what: str
    more: str
    recorded_at: datetime
    received_at: datetime
    author: str
    state: str = "sent"
    """`sent`, `held` or `set_aside`."""
    seen: Seen | None = None
    corrects: bool = False
    settles: bool = False
    """The office says with it which of several corrections is so."""
    corrected_at: datetime | None = None
    contradicts: bool = False
    """Another correction of the same record says otherwise."""
    clock_minutes: int = 0
    """How far the phone's clock was behind ours; nought when it was right to five minutes, or did not know."""
    decision: str = ""
    is_after_move: bool = False
    """It came after the visit was taken off its author."""
    document_id: UUID | None = None
    """What a photo shows."""

    @property
    def minutes_later(self) -> int:
        """How long it waited before it came; nought when it came at once."""
        waited = self.received_at - self.happened_at
        return round(waited.total_seconds() / 60) if waited > LATER_AFTER else 0

    @property
    def happened_at(self) -> datetime:
        """When it was recorded, by our clock."""
        return self.recorded_at + timedelta(minutes=self.clock_minutes)


@dataclass(frozen=True, slots=True)
class Face:
    """Says moments as local wall time."""

    zone: ZoneInfo

    def hhmm(self, at: datetime) -> str:
        return at.astimezone(self.zone).strftime("%H:%M")


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words of entries need to know: what was asked, and how moments are said."""

    actions: dict[UUID, CareAction]
    doses: dict[UUID, Dose]
    hhmm: Callable[[datetime], str]

    @classmethod
    def about(cls, actions: Iterable[CareAction], doses: Iterable[Dose], hhmm: Callable[[datetime], str]) -> Self:
        return cls({action.id: action for action in actions}, {dose.id: dose for dose in doses}, hhmm)

    def of(self, entry: Entry) -> tuple[str, str]:
        """What an entry says, and what more there is to it."""
        say: Callable[[Any], tuple[str, str]] = getattr(self, f"of_{type(entry).__name__.lower()}")
        return say(entry)

    def of_arrival(self, entry: Arrival) -> tuple[str, str]:
        door = f"{entry.metres_from_door} m from the door" if entry.metres_from_door is not None else ""
        return "Checked in", sentences(self.at_another_time(entry), door, entry.reason)

    def of_departure(self, entry: Departure) -> tuple[str, str]:
        left = f"Left unanswered: {entry.left_open}" if entry.left_open else ""
        return "Checked out", sentences(self.at_another_time(entry), left, entry.reason)

    def of_actionoutcome(self, entry: ActionOutcome) -> tuple[str, str]:
        support = INDEPENDENCE_WORDS[entry.support] if entry.support else ""
        title = self.actions[entry.care_action_id].title
        return f"{title}: {OUTCOME_WORDS[entry.outcome].lower()}", sentences(support, entry.reason)

    def of_marentry(self, entry: MarEntry) -> tuple[str, str]:
        dose = self.doses[entry.dose_id]
        support = SUPPORT_WORDS[entry.support] if entry.support else ""
        due = f"Due {self.hhmm(dose.due_at)}" if dose.due_at else "When needed"
        given = f"Given at {self.hhmm(entry.given_at)}" if entry.is_at_another_time else ""
        return f"{dose.name}, {dose.amount}: {MAR_WORDS[entry.outcome].lower()}", sentences(
            support, due, given, *details_of(entry), entry.reason
        )

    def of_doseeffect(self, entry: DoseEffect) -> tuple[str, str]:
        return f"A medicine given when required: {EFFECT_WORDS[entry.effect].lower()}", entry.words

    def of_stockmovement(self, entry: StockMovement) -> tuple[str, str]:
        return f"{entry.name}, {what_was_moved(entry)}", sentences(*more_about(entry))

    def of_observation(self, entry: Observation) -> tuple[str, str]:
        unlikely = "" if entry.what.is_likely(entry.value) else "Unlikely"
        return entry.said, sentences(unlikely, "Said to be right" if entry.is_sure else "", entry.words)

    def of_softsigns(self, entry: SoftSigns) -> tuple[str, str]:
        return f"Not as usual: {entry.said}", sentences(*sign_words.more_about(entry))

    def of_bodymark(self, entry: BodyMark) -> tuple[str, str]:
        return mark_words.what_was_marked(entry), mark_words.more_about(entry)

    def of_photo(self, entry: Photo) -> tuple[str, str]:
        shows = "Shows the concern raised before" if entry.concern_id else ""
        return f"Photo: {PHOTO_WORDS[entry.kind].lower()}", sentences(f"“{entry.words}”" if entry.words else "", shows)

    def of_note(self, entry: Note) -> tuple[str, str]:
        return NOTE_WORDS[entry.kind], f"“{entry.words}”"

    def of_concern(self, entry: Concern) -> tuple[str, str]:
        done = f"Done: {entry.done}" if entry.done else ""
        return f"Concern: {CONCERN_WORDS[entry.kind].lower()}", sentences(f"“{entry.seen}”", done)

    def of_latenotice(self, entry: LateNotice) -> tuple[str, str]:
        return f"Running late by {entry.minutes} minutes", entry.reason

    def of_stoppedvisit(self, entry: StoppedVisit) -> tuple[str, str]:
        return f"Could not complete: {STOP_WORDS[entry.why].lower()}", entry.done

    def of_changesread(self, entry: ChangesRead) -> tuple[str, str]:
        return "Read what had changed", f"Plan version {entry.plan_version}"

    def at_another_time(self, entry: Arrival | Departure) -> str:
        return f"At {self.hhmm(entry.happened_at)}" if entry.happened_at != entry.recorded_at else ""


def sentences(*parts: str) -> str:
    return ". ".join(part.rstrip(".") for part in parts if part)


def clock_minutes(form: Form) -> int:
    """How many minutes the phone's clock was behind ours, when that is more than five either way; else nought."""
    return round(form.clock_behind.total_seconds() / 60)


def in_record_order(entries: Iterable[Entry]) -> list[Entry]:
    """As they happened, each correction straight under what it corrects."""
    following: dict[UUID | None, list[Entry]] = {}
    known = {entry.id for entry in entries}
    for entry in sorted(entries, key=lambda entry: (entry.recorded_at, entry.device_sequence or 0)):
        following.setdefault(entry.corrects if entry.corrects in known else None, []).append(entry)
    return list(walk(None, following))


def walk(after: UUID | None, following: dict[UUID | None, list[Entry]]) -> Iterable[Entry]:
    for entry in following.get(after, ()):
        yield entry
        yield from walk(entry.id, following)
