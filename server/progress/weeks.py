"""What was ticked of a person's actions, week by week: how much help each took, and what nobody recorded.

An answer that was corrected does not count, its correction does. Of an action that two workers answered, the later
answer counts. An action that no form has reached us about has no record: that is not nought.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, col, select

from server.care_plans.contents import Action
from server.care_plans.versions import Plan
from server.people.models import ServiceUser
from server.visits.entries import standing
from server.visits.entry_kinds import ActionOutcome, Independence, Outcome
from server.visits.models import CareAction, Visit

WEEK = timedelta(days=7)


class Count(StrEnum):
    """What a tick counts as, from no help to none known."""

    ON_THEIR_OWN = "on_their_own"
    PROMPTED = "prompted"
    WITH_HELP = "with_help"
    DONE_FOR_THEM = "done_for_them"
    DECLINED = "declined"
    NOT_DONE = "not_done"
    NOT_NEEDED = "not_needed"
    NO_RECORD = "no_record"


BY_SUPPORT = {support: Count(support.value) for support in Independence}
BY_OUTCOME = {
    Outcome.DECLINED: Count.DECLINED, Outcome.NOT_DONE: Count.NOT_DONE, Outcome.NOT_NEEDED: Count.NOT_NEEDED,
}  # fmt: skip
Weeks = Mapping[date, Counter[Count]]
"""By the Monday of each week."""


@dataclass(frozen=True, slots=True)
class Followed:
    """An action through all versions of the plan, or one that was only ever asked for at visits."""

    title: str
    action_id: UUID | None
    goal_id: UUID | None = None


@dataclass(slots=True)
class Ticks:
    """All that was asked of a person in some weeks, and what came of it."""

    first: date
    """A Monday."""
    last: date
    """The Monday of this week."""
    actions: dict[Followed, dict[date, Counter[Count]]] = field(default_factory=dict)
    goals: dict[UUID, dict[date, Counter[Count]]] = field(default_factory=dict)
    by_title: int = 0
    """How many were followed by their title, because they did not say which action of the plan they are."""
    without_record: set[UUID] = field(default_factory=set)
    """Visits of which something has no record."""
    this_week: set[UUID] = field(default_factory=set)
    """Visits of this week that were to be by now."""

    @property
    def mondays(self) -> list[date]:
        return [self.first + WEEK * number for number in range((self.last - self.first) // WEEK + 1)]


def monday_of(on: date) -> date:
    return on - timedelta(days=on.weekday())


def ticks_of(db: Session, person: ServiceUser, plans: Sequence[Plan], weeks: tuple[date, int], now: datetime) -> Ticks:
    """The last weeks up to today, so many at most, beginning with the first that asks for something.

    What is still to come is left out, and so are visits that were missed or cancelled, unless something was recorded.
    """
    today, most = weeks
    first = monday_of(today) - WEEK * (most - 1)
    asked = db.exec(
        select(CareAction, Visit)
        .join(Visit, col(Visit.id) == CareAction.visit_id)
        .where(Visit.service_user_id == person.id, Visit.service_on >= first, Visit.service_on <= today)
        .order_by(col(Visit.starts_at), col(CareAction.position))
    ).all()
    answers, titles = answers_of(db, person, first), titles_of(plans)
    ticks = Ticks(monday_of(min((visit.service_on for _, visit in asked), default=today)), monday_of(today))
    for action, visit in asked:
        tick = counted(answers.get(action.id))
        if tick is None and is_left_out(action, visit, now):
            continue
        if tick is None:
            ticks.without_record.add(visit.id)
        if visit.service_on >= ticks.last:
            ticks.this_week.add(visit.id)
        put(ticks, action, titles, monday_of(visit.service_on), tick or Count.NO_RECORD)
    return ticks


def put(ticks: Ticks, action: CareAction, titles: Mapping[str | UUID, Action], week: date, tick: Count) -> None:
    planned = titles.get(action.action_id or action.title.casefold())
    ticks.by_title += action.action_id is None and planned is not None
    goal_id = planned.goal_id if planned and action.action_id is None else action.goal_id
    action_id = planned.id if planned else action.action_id
    followed = Followed(planned.title if planned else action.title, action_id, planned.goal_id if planned else goal_id)
    for found in (ticks.actions.setdefault(followed, {}), ticks.goals.setdefault(goal_id, {}) if goal_id else {}):
        found.setdefault(week, Counter())[tick] += 1


def answers_of(db: Session, person: ServiceUser, first: date) -> dict[UUID, ActionOutcome]:
    """By care action, the newest answer that stands."""
    found = (
        select(ActionOutcome)
        .join(Visit, col(Visit.id) == ActionOutcome.visit_id)
        .where(ActionOutcome.service_user_id == person.id, Visit.service_on >= first)
        .order_by(col(ActionOutcome.recorded_at), col(ActionOutcome.device_sequence))
    )
    return {entry.care_action_id: entry for entry in standing(list(db.exec(found)))}


def counted(entry: ActionOutcome | None) -> Count | None:
    """What an answer counts as; of what was partly done, too, how much help it took. None when there is none."""
    if entry is None:
        return None
    return BY_SUPPORT[entry.support] if entry.support else BY_OUTCOME.get(entry.outcome)


def is_left_out(action: CareAction, visit: Visit, now: datetime) -> bool:
    """Nothing is to be expected of it: it is still to come, was taken off, or nobody came."""
    return bool(action.withdrawn_at or visit.missed_at or visit.cancelled_at) or visit.ends_at > now


def titles_of(plans: Sequence[Plan]) -> dict[str | UUID, Action]:
    """The plan's actions by their id and by their title, as the newest version that has them says them."""
    found: dict[str | UUID, Action] = {}
    for plan in plans:
        for action in plan.content.actions:
            newest = found.setdefault(action.id, action)
            found.setdefault(action.title.casefold(), newest)
    return found
