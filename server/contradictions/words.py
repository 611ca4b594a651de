"""What was answered in two ways, in a few words and without what was freely written: the board shows them."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from server.body_marks.models import BodyMark
from server.body_marks.words import what_was_marked
from server.medication.body_sites import sites_in_words
from server.medication.models import Dose, DoseEffect, MarEntry
from server.medication.words import EFFECT_WORDS, MAR_WORDS, SUPPORT_WORDS
from server.observations.models import Observation
from server.soft_signs.models import SoftSigns
from server.stock.models import StockMovement
from server.stock.words import what_was_moved
from server.visits.entries import Entry
from server.visits.entry_kinds import ActionOutcome, Arrival, Concern, Departure, LateNotice, Note, StoppedVisit
from server.visits.models import CareAction
from server.visits.words import CONCERN_WORDS, INDEPENDENCE_WORDS, NOTE_WORDS, OUTCOME_WORDS, STOP_WORDS

SUBJECTS: dict[type[Entry], str] = {
    Arrival: "Check-in", Departure: "Check-out", Note: "A note", Concern: "A concern", LateNotice: "How late",
    StoppedVisit: "Why it could not be completed", SoftSigns: "What is not as usual", BodyMark: "A mark on the body",
}  # fmt: skip


def words_of(db: Session, stand: Sequence[Entry], zone: str) -> str:
    """`Wash: corrected to declined and done. Settle which is so`."""
    subject, told = subject_of(db, stand[0]), told_apart(stand, zone)
    ways = f"to {', '.join(told[:-1])} and {told[-1]}" if told else "in ways that differ"
    return f"{subject}: corrected {ways}. Settle which is so"


def subject_of(db: Session, entry: Entry) -> str:
    """What was done or seen, without how it turned out."""
    match entry:
        case ActionOutcome():
            return db.get_one(CareAction, entry.care_action_id).title
        case MarEntry():
            return db.get_one(Dose, entry.dose_id).name
        case DoseEffect():
            return f"{subject_of(db, db.get_one(MarEntry, entry.mar_entry_id))}, what it did"
        case StockMovement():
            return entry.name
        case Observation():
            return entry.what.words
    return SUBJECTS[type(entry)]


def told_apart(stand: Sequence[Entry], zone: str) -> list[str]:
    """The answers, each in as few words as tell them apart; none when only what was freely written does."""
    answers, parts = len({entry.answer for entry in stand}), [parts_of(entry, zone) for entry in stand]
    for count in range(1, max(map(len, parts)) + 1):
        told = {", ".join(part for part in some[:count] if part) for some in parts}
        if len(told) == answers and all(told):
            return sorted(told)
    return []


def parts_of(entry: Entry, zone: str) -> Sequence[str]:
    """An answer, the most telling first."""
    match entry:
        case Arrival() | Departure():
            return [f"{entry.happened_at.astimezone(ZoneInfo(zone)):%H:%M}"]
        case ActionOutcome():
            return [OUTCOME_WORDS[entry.outcome].lower(), lowered(INDEPENDENCE_WORDS, entry.support)]
        case MarEntry():
            sites = sites_in_words(entry.sites).lower()
            return [MAR_WORDS[entry.outcome].lower(), lowered(SUPPORT_WORDS, entry.support), entry.amount_given, sites]
        case Observation():
            return [entry.what.said(entry.value), entry.what.words.lower()]
        case StockMovement():
            return [what_was_moved(entry), entry.name]
        case LateNotice():
            return [f"{entry.minutes} minutes"]
        case BodyMark():
            return [what_was_marked(entry)]
    return [kind_in_words(entry)]


def kind_in_words(entry: Any) -> str:
    match entry:
        case DoseEffect():
            return EFFECT_WORDS[entry.effect].lower()
        case StoppedVisit():
            return STOP_WORDS[entry.why].lower()
        case Concern():
            return CONCERN_WORDS[entry.kind].lower()
        case Note():
            return NOTE_WORDS[entry.kind].lower()
    return entry.said if isinstance(entry, SoftSigns) else ""


def lowered(words: Any, value: Any) -> str:
    return words[value].lower() if value else ""
