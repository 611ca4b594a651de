"""A person's timeline: what every source has for some days, in order, and what of it is sought."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from server import clock
from server.accounts.asker import Asker
from server.asking import Asking, day, words
from server.people.models import ServiceUser
from server.timeline import decisions, getting_on, keeping, papers
from server.timeline.entries import recorded
from server.timeline.items import Group, Item, Span, having

Source = Callable[[Session, Asker, ServiceUser, Span], Iterable[Item]]
SOURCES: tuple[Source, ...] = (
    recorded, decisions.visits_missed, decisions.plan_changes, decisions.plan_versions, decisions.alerts,
    decisions.medicine_errors, decisions.medicine_audits, decisions.legal_records, papers.documents, papers.about_me,
    decisions.risk_assessments, getting_on.goal_statuses, getting_on.scores,
    keeping.messages, keeping.discharges, keeping.file_audits, keeping.record_changes,
)  # fmt: skip
"""Whatever is to stand in the timeline has its source here."""
DAYS_SHOWN = 7
MOST_DAYS = 366
"""A year at a time, so that the answer comes while somebody waits for it."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What a reader asks for: some days, some groups, some words."""

    first: date
    last: date
    groups: frozenset[Group]
    words: str = ""


def sought_at_first(asker: Asker) -> Sought:
    """The last week, all of it."""
    return Sought(asker.today - timedelta(days=DAYS_SHOWN - 1), asker.today, frozenset(Group))


def sought_in(said: Mapping[str, str]) -> Sought:
    """The form as it was filled in; no group ticked is all of them. Raises BadInput, naming the fields."""
    with Asking(said) as asking:
        first = asking.read("first", day("Choose the first day."))
        last = asking.read("last", day("Choose the last day."))
        text = asking.read("words", words())
        if first and last and not timedelta() <= last - first < timedelta(days=MOST_DAYS):
            asking.refuse("last", "Choose a last day that is not before the first one, and at most a year after it.")
    groups = frozenset(group for group in Group if said.get(f"group_{group}"))
    return Sought(first, last, groups or frozenset(Group), text)


def timeline(db: Session, asker: Asker, person: ServiceUser, sought: Sought) -> dict[date, list[Item]]:
    """By day, the newest first; within a day as it happened. A day without anything is not there."""
    begins, ends = clock.day_bounds(sought.first, asker.zone)[0], clock.day_bounds(sought.last, asker.zone)[1]
    span = Span(sought.first, sought.last, begins, ends)
    found = (item for source in SOURCES for item in source(db, asker, person, span) if item.group in sought.groups)
    zone = ZoneInfo(asker.zone)
    days: dict[date, list[Item]] = defaultdict(list)
    for item in sorted(having(found, sought.words), key=moment_of):
        days[item.at.astimezone(zone).date()].append(item)
    return dict(sorted(days.items(), reverse=True))


def moment_of(item: Item) -> tuple[datetime, int, str]:
    sequence, id_ = item.order
    return item.at, sequence, str(id_ or UUID(int=0))


def said_of(sought: Sought) -> dict[str, str]:
    """As its form would have been filled in."""
    ticked = {f"group_{group}": "1" for group in Group if group in sought.groups}
    return {"first": str(sought.first), "last": str(sought.last), "words": sought.words, **ticked}
