"""What a person's timeline is made of: one item for each thing that was recorded or decided, in words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from unicodedata import combining, normalize
from uuid import UUID


class Group(StrEnum):
    """What an item is about; a reader may leave groups out."""

    VISITS = "visits"
    CARE = "care"
    MEDICINES = "medicines"
    NOTES = "notes"
    OBSERVATIONS = "observations"
    ALERTS = "alerts"
    PLAN = "plan"
    RECORD = "record"


GROUP_WORDS = {
    Group.VISITS: "Visits",
    Group.CARE: "Care",
    Group.MEDICINES: "Medicines",
    Group.NOTES: "Notes and concerns",
    Group.OBSERVATIONS: "Observations",
    Group.ALERTS: "Alerts",
    Group.PLAN: "Plan",
    Group.RECORD: "Record",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a timeline."""

    at: datetime
    group: Group
    what: str
    more: str = ""
    who: str = ""
    address: str = ""
    """The page that shows all of it; empty when there is none."""
    is_corrected: bool = False
    order: tuple[int, UUID | None] = (0, None)
    """Within one moment, the device's sequence."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are looked at, both ends with them, and as moments from the first to before the end."""

    first: date
    last: date
    begins: datetime
    ends: datetime


def folded(text: str) -> list[str]:
    """The words of a text as a search compares them: small, without accents."""
    plain = "".join(letter for letter in normalize("NFKD", text.casefold()) if not combining(letter))
    return re.findall(r"\w+", plain)


def having(items: Iterable[Item], sought: str) -> list[Item]:
    """The items in which every word that is sought begins a word, in whatever order."""
    wanted = folded(sought)
    return [item for item in items if all(begins_one(word, item) for word in wanted)]


def begins_one(word: str, item: Item) -> bool:
    return any(other.startswith(word) for other in folded(f"{item.what} {item.more} {item.who}"))
