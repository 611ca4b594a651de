"""A coordinator who changes her mind: any sequence of edits, publications in between, and what must hold after each."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlmodel import col, select

from server import clock
from server.absences.covering import propose_cover
from server.absences.recording import end_absences, record_absence
from server.accounts.models import Account
from server.allocations.choosing import choose
from server.care_plans import changing
from server.care_plans.models import PlannedVisit
from server.care_plans.reading import typed
from server.care_plans.recurrences import WEEKDAYS
from server.inbox.unit import Unit
from server.people.models import ServiceUser
from server.problems import BadInput, NotFoundOrNotYours
from server.rota import drafting, splitting
from server.rota.adding import add_visit
from server.rota.publishing import publish
from server.rota.queries import visit_to_plan
from server.visits.models import Visit
from tests.model.database import Database, database
from tests.planning.looking import check_published, drawn_now, rota_now, told_so_far, visits_now
from tests.planning.rota_rows import DAY, NOW, PLAN, Team3

BEGINNING = "beginning"

visits, workers = st.integers(0, len(PLAN) - 1), st.integers(0, 2)
hours, quarters = st.integers(8, 11), st.sampled_from(("00", "15", "30", "45"))


@dataclass
class Office:
    """What all sequences share."""

    kept: Database
    team: Team3
    sequences: int = 0
    published: int = 0
    refused: int = 0


class Planning(RuleBasedStateMachine):
    """`office` is set on a subclass."""

    office: Office

    @initialize()
    def begin(self) -> None:
        self.office.sequences += 1
        self.office.kept.back_to(BEGINNING)

    @rule(visit=visits, worker=workers)
    def send(self, visit: int, worker: int) -> None:
        self.change(visit, lambda *who: drafting.send(*who, self.worker(worker).id))

    @rule(visit=visits, worker=workers)
    def take_off(self, visit: int, worker: int) -> None:
        self.change(visit, lambda *who: drafting.take_off(*who, self.worker(worker).id))

    @rule(visit=visits, hour=hours, quarter=quarters, minutes=st.sampled_from(("15", "30", "60")))
    def move(self, visit: int, hour: int, quarter: str, minutes: str) -> None:
        self.change(visit, lambda *who: drafting.move(*who, {"at": f"{hour:02}:{quarter}", "minutes": minutes}))

    @rule(visit=visits)
    def cancel(self, visit: int) -> None:
        self.change(visit, lambda *who: drafting.cancel(*who, {"reason": "In hospital."}))

    @rule(visit=visits, worker=workers)
    def choose(self, visit: int, worker: int) -> None:
        self.change(visit, lambda *who: choose(*who, self.worker(worker).id, "She asked for them."))

    @rule(visit=visits)
    def split(self, visit: int) -> None:
        self.change(visit, splitting.split)

    @rule(visit=visits)
    def join(self, visit: int) -> None:
        def with_the_first(db: Unit, asker: Any, found: Visit) -> None:
            for other in splitting.joinable(db, found)[:1]:
                splitting.join(db, asker, found, {"other": str(other.visit_id)})

        self.change(visit, with_the_first)

    @rule(hour=hours, quarter=quarters)
    def add(self, hour: int, quarter: str) -> None:
        said = {
            "person": str(self.office.team.person_id), "on": str(DAY), "at": f"{hour:02}:{quarter}", "minutes": "30",
            "title": "Shopping", "workers": "1",
        }  # fmt: skip
        self.act(lambda db, asker: add_visit(db, asker, self.office.team.team_id, said))

    @rule(worker=workers, kind=st.sampled_from(("ill", "late")))
    def cannot_come(self, worker: int, kind: str) -> None:
        """Ill for the day, or late until ten."""
        said = {"kind": kind, "first": str(DAY), "last": str(DAY)} | ({"until": "10:00"} if kind == "late" else {})
        self.act(lambda db, asker: record_absence(db, asker, self.worker(worker), said))

    @rule(worker=workers)
    def cover(self, worker: int) -> None:
        self.act(lambda db, asker: propose_cover(db, asker, self.worker(worker)))

    @rule(worker=workers)
    def is_back(self, worker: int) -> None:
        self.act(lambda db, asker: end_absences(db, asker, self.worker(worker)))

    @rule(hour=hours, quarter=quarters, worker=workers)
    def plan(self, hour: int, quarter: str, worker: int) -> None:
        """A visit of every day into the plan; the one before it becomes this one."""
        self.act(
            lambda db, asker: put_into_plan(db, asker, self.office.team, f"{hour:02}:{quarter}", self.worker(worker))
        )

    @rule(visit=visits)
    def undo(self, visit: int) -> None:
        self.change(visit, lambda db, _asker, found: drafting.undo(db, found))

    @rule()
    def publish(self) -> None:
        before, told, team = rota_now(), told_so_far(), self.office.team
        drawn, places = drawn_now(team.team_id), visits_now()
        try:
            with Unit(writes=True) as db:
                publish(db, team.asker, team.team_id)
                db.finish()
        except BadInput:
            self.office.refused += 1
            assert rota_now() == before, "Refused, and something changed"
            return
        self.office.published += 1
        assert visits_now() == places | drawn, "A visit vanished, or is not as it was drawn"
        check_published(before, rota_now(), told_so_far()[len(told) :])

    def change(self, visit: int, how: Any) -> None:
        """Nothing when the visit was published as cancelled."""
        team = self.office.team
        self.act(lambda db, asker: how(db, asker, visit_to_plan(db, asker, team.visits[visit])))

    def act(self, how: Any) -> None:
        """What cannot be is refused in words, and leaves no trace."""
        with suppress(NotFoundOrNotYours, BadInput), Unit(writes=True) as db:
            how(db, self.office.team.asker)
            db.finish()

    def worker(self, number: int) -> Account:
        return self.office.team.workers[number]


def put_into_plan(db: Unit, asker: Any, team: Team3, at: str, worker: Account) -> None:
    said = {
        "title": "Tea", "at": at, "minutes": "15", "workers": "1", "from_on": str(DAY), "every_weeks": "1",
        f"usual_{worker.id}": "1", **{f"weekday_{day}": "1" for day in WEEKDAYS},
    }  # fmt: skip
    person = db.get_one(ServiceUser, team.person_id)
    going_on = select(PlannedVisit).where(PlannedVisit.title == "Tea", col(PlannedVisit.until_on).is_(None))
    old = db.exec(going_on).first()
    if old:
        changing.change(db, asker, old, person, typed(asker, said))
    else:
        changing.begin(db, asker, person, team.team_id, typed(asker, said))


@contextmanager
def planning() -> Iterator[Office]:
    with database("sqlite") as kept, pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        kept.empty()
        made = Office(kept, Team3())
        kept.keep_as(BEGINNING)
        yield made


def run(office: Office, sequences: int, seeded: int) -> None:
    """Run so many sequences; the first that goes wrong is raised, as short as it can be told."""
    machine = type("Morning", (Planning,), {"office": office})
    how = settings(
        max_examples=sequences, stateful_step_count=12, deadline=None, database=None, print_blob=False,
        phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(seed(seeded)(machine), settings=how)
