"""What is different between two versions of a plan, in words: made field by field, by what each field means."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from server.care_plans.contents import Action, Content, Contingency, ExpectedOutcome, Goal, Need, OnVisit, Urgency
from server.care_plans.models import PlannedVisit
from server.care_plans.recurrences import weekdays_in_words
from server.care_plans.versions import firsts_of
from server.people.models import ServiceUser

URGENCY_WORDS = {
    Urgency.LOW: "Low: the next visit will do",
    Urgency.MEDIUM: "Medium: somebody looks in on the same day",
    Urgency.HIGH: "High: somebody must come at once",
}
KIND_WORDS: dict[Any, str] = {
    Need: "need", Goal: "goal", Action: "action", ExpectedOutcome: "outcome", Contingency: "contingency",
}  # fmt: skip
LABELS: dict[Any, dict[str, str]] = {
    Content: {"summary": "Summary", "review_on": "Review", "responsible": "Who reviews it"},
    Need: {"area": "About", "words": "What is needed", "strengths": "Strengths"},
    Goal: {
        "words": "In their own words", "need_id": "Under the need", "is_top": "One of the top 3",
        "specific": "What exactly", "measured": "How we see it", "achievable": "Why it can be done",
        "relevant": "Why it matters", "by_on": "By",
    },
    Action: {
        "title": "Name", "how": "How", "essential": "Essential", "alone": "Done alone looks like",
        "goal_id": "For the goal", "need_id": "For the need", "visits": "On the visits", "weekdays": "On the days",
    },
    Contingency: {
        "urgency": "Risk", "latest_minutes": "Latest", "if_late": "If a visit is late",
        "if_missed": "If a visit is missed",
    },
    ExpectedOutcome: {
        "words": "Outcome", "goal_id": "Of the goal", "review_on": "Looked at", "result": "What came of it",
    },
}  # fmt: skip
YES = "yes"
TOLD_OF_A_NEW_ONE = {"how", "strengths", "if_late", "if_missed"}
"""Of what is new, workers are told its name and this; the rest is on the page."""
MOST_SENTENCES = 8
Named = Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a part, before and after, in words; empty when there was nothing."""

    field: str
    label: str
    before: str
    after: str

    @property
    def words(self) -> str:
        if YES in (self.before, self.after):
            return f"{self.label}: {self.after or 'no longer'}"
        if not self.before:
            return f"{self.label}: “{self.after}”"
        if not self.after:
            return f"{self.label}: no longer “{self.before}”"
        return f"{self.label}: from “{self.before}” to “{self.after}”"


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that was added, left out or changed; `about` is its type, `changes` what it says, or says otherwise."""

    what: str
    about: type[Any]
    name: str
    changes: Sequence[FieldChange]

    @property
    def title(self) -> str:
        """`New goal: To walk to the gate`."""
        if self.about is Content:
            return "The plan as a whole"
        kind = KIND_WORDS[self.about]
        words = {"added": f"New {kind}", "left-out": f"Left out {kind}", "changed": f"Changed {kind}"}[self.what]
        return f"{words}: {self.name}" if self.name else words


def differences(old: Content, new: Content, visits: Named) -> list[Difference]:
    """All that is different, in the order of the plan's page. `visits` names planned visits by their first."""
    names = NamesIn((old, new), visits)
    found = [changed(old, new, "", names), contingency_changed(old.contingency, new.contingency, names)]
    for field in ("needs", "goals", "actions", "outcomes"):
        found += between(getattr(old, field), getattr(new, field), names)
    return [one for one in found if one]


def between(old: Iterable[Any], new: Iterable[Any], names: "NamesIn") -> Iterator[Difference | None]:
    before, after = {part.id: part for part in old}, {part.id: part for part in new}
    for id_, part in after.items():
        if id_ in before:
            yield changed(before[id_], part, name_of(part), names)
        else:
            yield Difference("added", type(part), name_of(part), said_in(part, names))
    for id_, part in before.items():
        if id_ not in after:
            yield Difference("left-out", type(part), name_of(part), ())


def contingency_changed(old: Contingency | None, new: Contingency | None, names: "NamesIn") -> Difference | None:
    if old and new:
        return changed(old, new, "", names)
    if new:
        return Difference("added", Contingency, "", said_in(new, names))
    return Difference("left-out", Contingency, "", ()) if old else None


def changed(old: Any, new: Any, name: str, names: "NamesIn") -> Difference | None:
    pairs = [(field, label, names.say(old, field), names.say(new, field)) for field, label in labels_of(new)]
    changes = [FieldChange(*pair) for pair in pairs if pair[2] != pair[3]]
    return Difference("changed", type(new), name, changes) if changes else None


def said_in(part: Any, names: "NamesIn") -> list[FieldChange]:
    """All that a new part says, but for its name."""
    said = [(field, label, names.say(part, field)) for field, label in labels_of(part)]
    return [FieldChange(field, label, "", words) for field, label, words in said if words and words != name_of(part)]


def labels_of(part: Any) -> list[tuple[str, str]]:
    return list(LABELS[type(part)].items())


def name_of(part: Any) -> str:
    """By which a part is known: its own words."""
    words: str = getattr(part, "title", "") or getattr(part, "area", "") or getattr(part, "words", "")
    return words


@dataclass(frozen=True, slots=True)
class NamesIn:
    """Says the values of fields in words; what a link points at is named as a version has it, the later one first."""

    contents: Sequence[Content]
    visits: Named

    def say(self, part: Any, field: str) -> str:
        value = getattr(part, field)
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return YES if value else ""
        if isinstance(value, date):
            return f"{value.day} {value:%b %Y}"
        if isinstance(value, UUID):
            return next((name_of(one) for content in self.contents[::-1] if (one := content.part(value))), "")
        if isinstance(value, Urgency):
            return URGENCY_WORDS[value]
        if isinstance(value, tuple):
            return ", ".join(self.visit(place) for place in value)
        if field == "weekdays":
            return weekdays_in_words(value.split())
        return f"{value} minutes" if isinstance(value, int) else value

    def visit(self, place: OnVisit) -> str:
        return self.visits.get(place.planned_visit_id, "a visit that has ended")


def named_visits(db: Session, person: ServiceUser) -> dict[UUID, str]:
    """A person's planned visits as the plan names them: by the first, as the newest of them is called and begins."""
    firsts = firsts_of(db, [person.id])
    found = db.exec(select(PlannedVisit).where(PlannedVisit.service_user_id == person.id)).all()
    newest = sorted(found, key=lambda visit: (visit.from_on, visit.until_on or date.max))
    return {firsts[visit.id]: f"{visit.title} {visit.at:%H:%M}" for visit in newest}


def sentences_for_workers(found: Iterable[Difference]) -> list[tuple[str, str]]:
    """What somebody must know who comes to care, as kind and sentence; much of it in short."""
    told = [sentence_of(one) for one in found if is_for_workers(one)]
    if len(told) <= MOST_SENTENCES:
        return told or [("Plan", "It was looked at again. What you do stays the same.")]
    return [*told[: MOST_SENTENCES - 1], ("Plan", f"And {len(told) - MOST_SENTENCES + 1} more changes: read the plan.")]


def is_for_workers(one: Difference) -> bool:
    """Not when it is reviewed and what that came to: that is the office's."""
    if one.about is Content:
        return any(change.field == "summary" for change in one.changes)
    return one.about is not ExpectedOutcome


def sentence_of(one: Difference) -> tuple[str, str]:
    kind, _, name = one.title.partition(": ")
    changes = [change for change in one.changes if one.what != "added" or change.field in TOLD_OF_A_NEW_ONE]
    parts = [name, *(change.words for change in changes)]
    return kind, " ".join(part if part.endswith((".", ".”")) else f"{part}." for part in parts if part)
