"""Any plans, put in force from any days and amended, with planned visits that change and visits that begin: the plan in
force on a day is the replay of what was decided, and a visit has what the plan asked when it was copied last."""

import os
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import col

from server.accounts.asker import Asker
from server.accounts.models import Account
from server.accounts.queries import ASKER
from server.care_plans.changing import change
from server.care_plans.contents import Action, Content, OnVisit, with_actions, with_part, without_part
from server.care_plans.horizon import extend
from server.care_plans.models import EVERY_DAY, BankHolidays, Decides, PlannedVisit
from server.care_plans.reading import Typed
from server.care_plans.recurrences import WEEKDAYS
from server.care_plans.versions import newest_of, plan_on
from server.care_plans.writing import agree, amend, put_in_force, save
from server.db import new_id, reading
from server.inbox.unit import Unit
from server.visits.entry_kinds import Arrival
from server.visits.models import CareAction, Visit
from tests.agencies import Agencies, all_of, it_is

PLANS = int(os.environ.get("PLANS", "12"))
"""How many are tried: `PLANS=500 .venv/bin/pytest tests/test_plan_of_any_day.py`."""
FIRST, DAYS = date(2026, 11, 16), 9
LINES = {"Morning": time(9), "Evening": time(18)}

days, lines = st.integers(0, DAYS - 1), st.sampled_from(sorted(LINES))
weekdays = st.sets(st.sampled_from(sorted(WEEKDAYS)), min_size=1).map(" ".join)
steps = st.one_of(
    st.tuples(st.just("draft"), lines, weekdays),
    st.tuples(st.just("rewrite"), st.integers(0, 9)),
    st.tuples(st.just("leave_out"), st.integers(0, 9)),
    st.tuples(st.just("put_in_force"), days),
    st.tuples(st.just("add_with_a_visit"), days, lines),
    st.tuples(st.just("move_line"), days, lines),
    st.tuples(st.just("arrive"), lines),
    st.tuples(st.just("wait")),
)


@dataclass
class Story:
    """A person with two visits a day; `by_day` and `copied` are what somebody with a pencil would write down."""

    agencies: Agencies
    today: date = FIRST
    drafted: Content = field(default_factory=Content)
    by_day: dict[date, Content] = field(default_factory=dict)
    begun: dict[UUID, tuple[int, list[str]]] = field(default_factory=dict)
    written: int = 0

    def __post_init__(self) -> None:
        it_is("07:00", self.today)
        self.person = self.agencies.person(self.agencies.hearth, "Any", "Body")
        self.lines = {
            title: self.agencies.add(
                PlannedVisit(
                    service_user_id=self.person.id, title=title, at=at, minutes=30, team_id=self.agencies.team.id,
                    from_on=FIRST,
                )
            )
            for title, at in LINES.items()
        }  # fmt: skip
        self.going = dict(self.lines)
        self.agencies.keep()
        with reading() as db:
            self.grace = Asker(*db.execute(ASKER.where(Account.id == self.agencies.grace.account.id)).one())  # type: ignore[union-attr]
        self.in_office(lambda db: extend(db, self.grace, self.agencies.team.id))

    def in_office(self, deed: Any) -> Any:
        with Unit(writes=True) as db:
            done = deed(db)
            db.finish()
        return done

    def do(self, step: tuple[Any, ...]) -> None:
        getattr(self, step[0])(*step[1:])

    # What the office does

    def draft(self, line: str, weekdays: str) -> None:
        place = OnVisit(planned_visit_id=self.lines[line].id)
        self.save(with_part(self.drafted, self.action(weekdays=weekdays, visits=(place,))))

    def action(self, **said: Any) -> Action:
        self.written += 1
        return Action(id=new_id(), title=f"Action {self.written}", **said)

    def rewrite(self, which: int) -> None:
        if self.drafted.actions:
            old = self.drafted.actions[which % len(self.drafted.actions)]
            self.written += 1
            self.save(with_part(self.drafted, Action(id=old.id, title=f"Action {self.written}", visits=old.visits)))

    def leave_out(self, which: int) -> None:
        if self.drafted.actions:
            self.save(without_part(self.drafted, self.drafted.actions[which % len(self.drafted.actions)].id))

    def save(self, content: Content) -> None:
        self.drafted = content
        self.in_office(lambda db: save(db, self.grace, self.person, content, "So."))

    def put_in_force(self, day: int) -> None:
        from_on = self.not_past(day)

        def deed(db: Unit) -> bool:
            newest = newest_of(db, self.person)
            if newest is None or newest.version.in_force_on:
                return False
            agree(db, self.grace, newest.version, "Any Body", Decides.PERSON, self.today)
            put_in_force(db, self.grace, self.person, newest.version, from_on)
            return True

        if self.in_office(deed):
            self.replay(from_on, lambda _: self.drafted)

    def add_with_a_visit(self, day: int, line: str) -> None:
        """As a planned visit brings what is to be done with it."""
        from_on = self.not_past(day)
        action = self.action(visits=(OnVisit(planned_visit_id=self.lines[line].id),))
        edit = partial(with_actions, actions=[action])
        self.in_office(lambda db: amend(db, self.grace, self.person, from_on, edit, "So."))
        self.replay(from_on, edit)
        with reading() as db:
            newest = newest_of(db, self.person)
            self.drafted = newest.content if newest else Content()

    def move_line(self, day: int, line: str) -> None:
        """The planned visit ends, and another follows it a little later."""
        old, from_on = self.going[line], self.not_past(day)
        if from_on <= old.from_on:
            return
        at = time(old.at.hour, (old.at.minute + 5) % 60)
        said = Typed(line, at, 30, 1, "", from_on, None, EVERY_DAY, 1, BankHolidays.AS_USUAL, (), ())
        self.going[line] = self.in_office(
            lambda db: change(db, self.grace, db.get_one(PlannedVisit, old.id), self.person, said)
        )

    def not_past(self, day: int) -> date:
        return max(FIRST + timedelta(days=day), self.today)

    def replay(self, from_on: date, edit: Any) -> None:
        for ahead in range(60):
            day = FIRST + timedelta(days=ahead)
            if day >= from_on:
                self.by_day[day] = edit(self.by_day.get(day, Content()))

    # What workers and days do

    def arrive(self, line: str) -> None:
        [visit] = [one for one in self.visits() if one.service_on == self.today and one.title == line]
        if visit.id not in self.begun:
            self.begun[visit.id] = visit.plan_version, self.wanted(visit)
            self.agencies.add_assignment(visit, self.agencies.amina)
            self.agencies.amina.arrive(visit)

    def wait(self) -> None:
        if self.today < FIRST + timedelta(days=DAYS - 1):
            self.today += timedelta(days=1)
            it_is("07:00", self.today)
            self.in_office(lambda db: extend(db, self.grace, self.agencies.team.id))

    # What must hold

    def visits(self) -> list[Visit]:
        return all_of(Visit, Visit.service_user_id == self.person.id, Visit.service_on <= FIRST + timedelta(days=DAYS))

    def wanted(self, visit: Visit) -> list[str]:
        """What the plan of its day asks on a visit."""
        weekday = list(WEEKDAYS)[visit.service_on.weekday()]
        first = self.lines[visit.title].id
        return sorted(
            action.title
            for action in self.by_day.get(visit.service_on, Content()).actions
            if weekday in action.weekdays and first in {place.planned_visit_id for place in action.visits}
        )

    def check(self) -> None:
        with reading() as db:
            for day in [FIRST + timedelta(days=ahead) for ahead in range(DAYS + 3)]:
                plan = plan_on(db, self.person.id, day)
                assert (plan.content if plan else None) == self.by_day.get(day)
        for visit in self.visits():
            version, titles = self.begun.get(visit.id, (None, self.wanted(visit)))
            live = all_of(CareAction, CareAction.visit_id == visit.id, col(CareAction.withdrawn_at).is_(None))
            assert sorted(action.title for action in live) == titles
            assert version in (None, visit.plan_version)
            assert {entry.plan_version for entry in all_of(Arrival, Arrival.visit_id == visit.id)} <= {version}


@settings(
    max_examples=PLANS, deadline=None, derandomize=True, phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(story=st.lists(steps, min_size=4, max_size=14))
def test_the_plan_of_a_day_is_the_replay_of_its_changes(agencies: Agencies, story: list[tuple[Any, ...]]) -> None:
    told = Story(agencies)
    for step in story:
        told.do(step)
    told.check()
