"""The parts of a plan as forms: what a form of each kind says, and what is read from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID
from zlib import crc32

from msgspec.structs import replace

from server.asking import LONGEST_TEXT, Asking, day_if_any, needed, number, one_of, words
from server.care_plans.contents import (
    Action,
    Content,
    Contingency,
    ExpectedOutcome,
    Goal,
    Need,
    OnVisit,
    Part,
    Urgency,
    with_part,
)
from server.care_plans.recurrences import WEEKDAYS
from server.inbox.reading import uuid_or_none
from server.problems import BadInput

MOST_TOP_GOALS = 3
LATEST = number("Say how many minutes late it may be, from 5 to 720, or leave it empty.", 5, 720)


class PartKind(StrEnum):
    """What a form is about; the first two are of the plan as a whole."""

    ABOUT = "about"
    CONTINGENCY = "contingency"
    NEED = "need"
    GOAL = "goal"
    ACTION = "action"
    OUTCOME = "outcome"


KIND_OF = {Need: PartKind.NEED, Goal: PartKind.GOAL, Action: PartKind.ACTION, ExpectedOutcome: PartKind.OUTCOME}


@dataclass(frozen=True, slots=True)
class PartForm:
    """The form of one part of a plan: `id` is the part's, new or known; `visits` are planned visits by their first."""

    kind: PartKind
    id: UUID
    content: Content
    visits: Mapping[UUID, str]

    @property
    def part(self) -> Any:
        """What there is already; None when it is new."""
        if self.kind == PartKind.ABOUT:
            return self.content
        return self.content.contingency if self.kind == PartKind.CONTINGENCY else self.content.part(self.id)

    @property
    def links(self) -> list[tuple[UUID, str]]:
        """What an action may be for: a goal, or else a need."""
        goals = [(goal.id, f"Goal: {goal.words}") for goal in self.content.goals_in_order]
        return [*goals, *((need.id, f"Need: {need.area}") for need in self.content.needs)]

    @property
    def said(self) -> dict[str, str]:
        """The part as its form would have been filled in; empty when it is new."""
        part = self.part
        if part is None:
            return {}
        said = {name: text_of(getattr(part, name)) for name in part.__struct_fields__ if name not in LEFT_OUT}
        if isinstance(part, Action):
            said |= {"serves": str(part.goal_id or part.need_id or "")}
            said |= {f"visit_{place.planned_visit_id}": "1" for place in part.visits}
            said |= {f"weekday_{day}": "1" for day in part.weekdays.split()}
        return said

    def mark(self, said: Mapping[str, str]) -> int:
        """Changes when what is said does: which state of the part a form began with."""
        return crc32(repr(sorted(said.items())).encode())

    def read(self, said: Mapping[str, str], saved_by: str) -> tuple[Content, str]:
        """The plan with the part as it was typed, and why. Raises BadInput, naming the fields; also when somebody else,
        `saved_by`, has saved the part since the form was opened."""
        with Asking({**said, **self.in_words(said)}) as asking:
            self.unless_changed(asking, saved_by)
            part = READERS[self.kind](self, asking)
            why = asking.read("why", needed("Say why: it stays on record with this version."))
        return self.with_it(part), why

    def unless_changed(self, asking: Asking, saved_by: str) -> None:
        mark = self.mark(self.said)
        if self.part is not None:
            asking.unless_changed(self.in_words(self.said), mark, saved_by)
        elif asking.said.get("seen", str(mark)) != str(mark):
            asking.refuse("why", f"{saved_by} left this out while you were typing. Keep yours to put it back.")

    def with_it(self, part: Any) -> Content:
        if isinstance(part, Part):
            return with_part(self.content, part)
        return replace(self.content, **(part if isinstance(part, dict) else {"contingency": part}))

    def in_words(self, said: Mapping[str, str]) -> dict[str, str]:
        """With the words that boxes stand for instead of them, so that two can be compared and told."""
        if self.kind != PartKind.ACTION:
            return dict(said)
        visits = [name for first, name in self.visits.items() if said.get(f"visit_{first}")]
        days = [name for day, name in WEEKDAYS.items() if said.get(f"weekday_{day}")]
        plain = {name: value for name, value in said.items() if not name.startswith(("visit_", "weekday_"))}
        return plain | {"visits": ", ".join(visits), "weekdays": ", ".join(days)}

    # What is read of each kind

    def about(self, asking: Asking) -> dict[str, Any]:
        return {
            "summary": asking.read("summary", needed("Say in a few sentences what this plan is about.", LONGEST_TEXT)),
            "review_on": asking.read("review_on", day_if_any),
            "responsible": asking.read("responsible", words()),
        }

    def contingency(self, asking: Asking) -> Contingency:
        if_missed = needed("Say what to do when nobody came.", LONGEST_TEXT)
        return Contingency(
            urgency=asking.read("urgency", one_of(Urgency, "Choose how badly off they are without the visit.")),
            latest_minutes=asking.read("latest_minutes", lambda text: LATEST(text) if text else None),
            if_late=asking.read("if_late", needed("Say what to do when a visit is late.", LONGEST_TEXT)),
            if_missed=asking.read("if_missed", if_missed),
        )

    def need(self, asking: Asking) -> Need:
        area = needed("Name it in a word or two, as Washing and dressing.")
        return Need(
            id=self.id, area=asking.read("area", area), strengths=asking.read("strengths", words(LONGEST_TEXT)),
            words=asking.read("words", needed("Say what support is needed.", LONGEST_TEXT)),
        )  # fmt: skip

    def goal(self, asking: Asking) -> Goal:
        top = [goal for goal in self.content.goals if goal.is_top and goal.id != self.id]
        is_top = asking.read("is_top", bool)
        if is_top and len(top) >= MOST_TOP_GOALS:
            named = ", ".join(f"“{goal.words}”" for goal in top)
            asking.refuse("is_top", f"Three goals are on top already: {named}. Take one of them down first.")
        smart = {name: asking.read(name, words(LONGEST_TEXT)) for name in SMART}
        return Goal(
            id=self.id, words=asking.read("words", needed("Write it as they say it.", LONGEST_TEXT)), is_top=is_top,
            need_id=asking.read("need_id", uuid_or_none), by_on=asking.read("by_on", day_if_any), **smart,
        )  # fmt: skip

    def action(self, asking: Asking) -> Action:
        served = asking.read("serves", uuid_or_none)
        goal = served if any(goal.id == served for goal in self.content.goals) else None
        title = needed("Say what is to be done, as Wash and dress.")
        return Action(
            id=self.id, title=asking.read("title", title), how=asking.read("how", words(LONGEST_TEXT)),
            essential=asking.read("essential", bool), alone=asking.read("alone", words(LONGEST_TEXT)),
            goal_id=goal, need_id=None if goal else served,
            visits=self.places(asking.said), weekdays=asking.read("weekdays", weekdays_in),
        )  # fmt: skip

    def places(self, said: Mapping[str, str]) -> tuple[OnVisit, ...]:
        """Those it is on already keep their place there, also on visits that have ended."""
        there = {place.planned_visit_id: place for place in (self.part.visits if self.part else ())}
        chosen = {first for first in self.visits if said.get(f"visit_{first}")}
        kept = [place for first, place in there.items() if first in chosen or first not in self.visits]
        return (*kept, *(OnVisit(planned_visit_id=first) for first in self.visits if first in chosen - there.keys()))

    def outcome(self, asking: Asking) -> ExpectedOutcome:
        return ExpectedOutcome(
            id=self.id, words=asking.read("words", needed("Say what is to come of the support.", LONGEST_TEXT)),
            goal_id=asking.read("goal_id", uuid_or_none), review_on=asking.read("review_on", day_if_any),
            result=asking.read("result", words(LONGEST_TEXT)),
        )  # fmt: skip


SMART = "specific", "measured", "achievable", "relevant"
LEFT_OUT = {"id", "needs", "goals", "actions", "contingency", "outcomes", "visits", "weekdays"}
READERS: dict[PartKind, Callable[[PartForm, Asking], Any]] = {
    PartKind.ABOUT: PartForm.about, PartKind.CONTINGENCY: PartForm.contingency, PartKind.NEED: PartForm.need,
    PartKind.GOAL: PartForm.goal, PartKind.ACTION: PartForm.action, PartKind.OUTCOME: PartForm.outcome,
}  # fmt: skip


def text_of(value: Any) -> str:
    """A value as a form sends it."""
    if value is None or value is False:
        return ""
    return "1" if value is True else str(value)


def weekdays_in(text: str) -> str:
    days = [day for day, name in WEEKDAYS.items() if name in text.split(", ")]
    if not days:
        raise BadInput("Choose the days on which it is done.")
    return " ".join(days)
