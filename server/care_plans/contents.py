"""What a version of a plan says: a document of needs, goals, actions and what to do when a visit fails.

A part keeps its `id` through all versions, so that what is recorded about a goal or an action can be followed.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from server.care_plans.models import EVERY_DAY

Words = Annotated[str, Meta(max_length=4000)]
Line = Annotated[str, Meta(max_length=200)]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something of a plan that stands for itself."""

    id: UUID


class Need(Part, frozen=True, kw_only=True):
    """What a person needs support with, and what they can do."""

    area: Line
    words: Words
    strengths: Words = ""


class Goal(Part, frozen=True, kw_only=True):
    """What the person wants, in their own words; then what makes it SMART (002)."""

    words: Words
    need_id: UUID | None = None
    is_top: bool = False
    """One of their *Top 3 goals*."""
    specific: Words = ""
    measured: Words = ""
    achievable: Words = ""
    relevant: Words = ""
    by_on: date | None = None


class OnVisit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That an action is done on a planned visit, named by the first of those that followed each other."""

    planned_visit_id: UUID
    position: int = 999
    """Where it comes among the visit's actions; those alike in the order of the plan."""


class Action(Part, frozen=True, kw_only=True):
    """Something to do on visits, and how the person likes it done."""

    title: Line
    how: Words = ""
    essential: bool = False
    alone: Words = ""
    """What it looks like when they do it on their own."""
    goal_id: UUID | None = None
    need_id: UUID | None = None
    visits: tuple[OnVisit, ...] = ()
    weekdays: Line = EVERY_DAY


class Urgency(StrEnum):
    """How badly a person is placed when a visit does not come."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Contingency(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to do when a visit is late or missed (QS123)."""

    urgency: Urgency
    if_late: Words
    if_missed: Words
    latest_minutes: int | None = None
    """How late a visit may be at most."""


class ExpectedOutcome(Part, frozen=True, kw_only=True):
    """What the support is to come to, when that is looked at, and what came of it."""

    words: Words
    goal_id: UUID | None = None
    review_on: date | None = None
    result: Words = ""


class Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole plan."""

    summary: Words = ""
    review_on: date | None = None
    responsible: Line = ""
    """Who sees to it that the plan is reviewed."""
    needs: tuple[Need, ...] = ()
    goals: tuple[Goal, ...] = ()
    actions: tuple[Action, ...] = ()
    contingency: Contingency | None = None
    outcomes: tuple[ExpectedOutcome, ...] = ()

    def part(self, part_id: UUID) -> Part | None:
        """The part of that id; None when there is none."""
        return next((part for part in self.parts if part.id == part_id), None)

    @property
    def parts(self) -> tuple[Part, ...]:
        return (*self.needs, *self.goals, *self.actions, *self.outcomes)

    def actions_under(self, part_id: UUID | None) -> list[Action]:
        """Those for a goal, or else for a need; those for nothing in particular when None."""
        return [action for action in self.actions if (action.goal_id or action.need_id) == part_id]

    @property
    def goals_in_order(self) -> list[Goal]:
        """The top ones first."""
        return sorted(self.goals, key=lambda goal: not goal.is_top)


FIELDS = {Need: "needs", Goal: "goals", Action: "actions", ExpectedOutcome: "outcomes"}
"""Where the parts of each kind are."""


def with_part(content: Content, part: Part) -> Content:
    """With a part as it is now; one that is not there yet comes last."""
    field = FIELDS[type(part)]
    there: tuple[Part, ...] = getattr(content, field)
    known = any(one.id == part.id for one in there)
    parts = tuple(part if one.id == part.id else one for one in there) if known else (*there, part)
    return msgspec.structs.replace(content, **{field: parts})


def without_part(content: Content, part_id: UUID) -> Content:
    """Without a part; what pointed at it stays, pointing at nothing."""
    kept = {field: tuple(one for one in getattr(content, field) if one.id != part_id) for field in FIELDS.values()}
    kept |= {field: tuple(unlinked(part, part_id) for part in parts) for field, parts in kept.items()}
    return msgspec.structs.replace(content, **kept)


def unlinked(part: Part, gone_id: UUID) -> Part:
    links = {name: None for name in ("goal_id", "need_id") if getattr(part, name, None) == gone_id}
    return msgspec.structs.replace(part, **links) if links else part


def with_actions(content: Content, actions: Iterable[Action]) -> Content:
    """With more actions."""
    return msgspec.structs.replace(content, actions=(*content.actions, *actions))


def written(content: Content) -> str:
    """As it is kept."""
    return msgspec.json.encode(content).decode()


@lru_cache(maxsize=4096)
def read(text: str) -> Content:
    """As it was kept."""
    return msgspec.json.decode(text, type=Content)
