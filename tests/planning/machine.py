"""A coordinator who changes her mind: any sequence of edits, publications in between, and what must hold after each."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlmodel import col, select

from server import clock
from server.accounts.models import Account
from server.db import reading
from server.inbox.unit import Unit
from server.problems import BadInput, NotFoundOrNotYours
from server.rota import drafting
from server.rota.publishing import publish
from server.rota.queries import visit_to_plan
from server.rota_changes.models import DifferenceKind, RotaChange, RotaDifference
from server.visits.models import Assignment, Visit
from tests.model.database import Database, database
from tests.planning.rota_rows import NOW, PLAN, Team3

BEGINNING = "beginning"
Known = tuple[datetime, datetime]
"""What a worker knows of a visit: from when to when."""
Rota = dict[tuple[UUID, UUID], Known]
"""By worker and visit."""

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
        self.change(visit, lambda *who: drafting.move(*who, f"{hour:02}:{quarter}", minutes))

    @rule(visit=visits)
    def cancel(self, visit: int) -> None:
        self.change(visit, lambda *who: drafting.cancel(*who, "In hospital."))

    @rule(visit=visits)
    def undo(self, visit: int) -> None:
        self.change(visit, lambda db, _asker, found: drafting.undo(db, found))

    @rule()
    def publish(self) -> None:
        before, told = rota_now(), told_so_far()
        try:
            with Unit(writes=True) as db:
                publish(db, self.office.team.asker, self.office.team.team_id)
                db.finish()
        except BadInput:
            self.office.refused += 1
            assert rota_now() == before, "Refused, and something changed"
            return
        self.office.published += 1
        check_published(before, rota_now(), told_so_far()[len(told) :])

    def change(self, visit: int, how: Any) -> None:
        """Nothing when the visit was published as cancelled."""
        team = self.office.team
        with Unit(writes=True) as db, suppress(NotFoundOrNotYours):
            how(db, team.asker, visit_to_plan(db, team.asker, team.visits[visit]))
            db.finish()

    def worker(self, number: int) -> Account:
        return self.office.team.workers[number]


def rota_now() -> Rota:
    """Who goes where and when, as phones would be told."""
    found = (
        select(Assignment.account_id, Visit)
        .join(Visit, col(Visit.id) == Assignment.visit_id)
        .where(col(Assignment.removed_at).is_(None), col(Visit.cancelled_at).is_(None))
    )
    with reading() as db:
        assert len(db.exec(select(Visit.id)).all()) == len(PLAN), "A visit vanished"
        return {(worker, visit.id): (visit.starts_at, visit.ends_at) for worker, visit in db.exec(found)}


def told_so_far() -> list[tuple[UUID, RotaDifference]]:
    found = select(RotaChange.account_id, RotaDifference).join(
        RotaDifference, col(RotaDifference.rota_change_id) == RotaChange.id
    )
    with reading() as db:
        return sorted(db.exec(found).all(), key=lambda told: told[1].id)


def check_published(before: Rota, after: Rota, told: list[tuple[UUID, RotaDifference]]) -> None:
    nobody_is_in_two_places(after)
    said = {(worker, difference.visit_id): difference for worker, difference in told}
    assert len(said) == len(told), "A worker is told of one visit twice"
    assert set(said) == {at for at in before.keys() | after.keys() if before.get(at) != after.get(at)}
    for at, difference in said.items():
        if difference.kind in {DifferenceKind.MOVED, DifferenceKind.ADDED}:
            assert (difference.starts_at, difference.ends_at) == after[at]
        else:
            assert at not in after
        if difference.kind != DifferenceKind.ADDED:
            assert (difference.was_starts_at, difference.was_ends_at) == before[at]


def nobody_is_in_two_places(rota: Rota) -> None:
    for worker in {worker for worker, _ in rota}:
        mine = sorted(times for (who, _), times in rota.items() if who == worker)
        for (_, ends_at), (starts_at, _) in pairwise(mine):
            assert ends_at <= starts_at, f"{worker} is in two places at {starts_at}"


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
