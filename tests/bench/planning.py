"""What it costs to say who could go to a visit, and who could not and why, and to find cover for twelve visits of
a worker who is ill: CPU time of the server's own code.

Sixty workers of one team share 300 visits of a Monday; the visit is one of the middle of the day.
"""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest
from playwright.sync_api import Playwright
from sqlmodel import col, select

from server import clock
from server.absences.covering import propose_cover
from server.absences.queries import absences_of, left_by
from server.absences.recording import record_absence
from server.accounts.asker import Asker
from server.accounts.models import Account, Agency, Role
from server.allocations.choosing import choosing_for
from server.db import reading
from server.inbox.unit import Unit
from server.visits.models import Assignment, Visit
from tests.bench.agencies import Agencies, fold_log
from tests.bench.figures import Figures, median
from tests.conftest import forget_settings, point_at

WORKERS, VISITS, ROUNDS, WARM_UP = 60, 300, 25, 3
TWELVE, COVER_ROUNDS = 12, 5
IN_ONE_TEAM = (
    "UPDATE accounts SET team_id = (SELECT min(id) FROM teams)",
    "UPDATE visits SET team_id = (SELECT min(id) FROM teams)",
    (
        "UPDATE visits SET cancelled_at = starts_at"
        f" WHERE id NOT IN (SELECT id FROM visits ORDER BY random() LIMIT {VISITS})"
    ),
)


def planning(agencies: Agencies, _: Playwright) -> Figures:
    with pytest.MonkeyPatch.context() as environment:
        point_at(f"sqlite:///{one_team(agencies)}", environment)
        environment.setenv(clock.SHIFT_VARIABLE, str(agencies.shift_seconds))
        clock.shift.cache_clear()
        grace, visits = who_plans()
        explained = [explaining(grace, visits[VISITS // 2]) for _ in range(ROUNDS)][WARM_UP:]
        covered = [covering(grace, visits) for _ in range(COVER_ROUNDS)]
        forget_settings()
    return {"explain_cpu_ms": median(explained), "cover_cpu_ms": median(covered)}


def one_team(agencies: Agencies) -> Path:
    path = agencies.folder / "one-team.sqlite3"
    copy(agencies.made_up(WORKERS, 1), path)
    with closing(sqlite3.connect(path)) as database:
        for statement in IN_ONE_TEAM:
            database.execute(statement)
        database.commit()
    fold_log(path)
    return path


def who_plans() -> tuple[Asker, Sequence[Visit]]:
    """The coordinator, and the visits of the day in order."""
    with reading() as db:
        grace = db.exec(select(Account).where(Account.role == Role.COORDINATOR)).first()
        assert grace
        agency = db.get_one(Agency, grace.agency_id)
        taking_place = select(Visit).where(col(Visit.cancelled_at).is_(None)).order_by(col(Visit.starts_at))
        visits = db.exec(taking_place).all()
        assert len(visits) == VISITS
        asker = Asker(
            grace.id, agency.id, grace.team_id, grace.name, grace.role, agency.name, agency.zone, "", 7, 14
        )  # fmt: skip
        return asker, visits


def explaining(asker: Asker, visit: Visit) -> float:
    began = time.process_time()
    with reading() as db:
        found = choosing_for(db, asker, visit)
    cost = (time.process_time() - began) * 1000
    assert sum(map(len, (found.going, found.choices, found.against_a_rule, found.impossible))) == WORKERS
    return cost


def covering(asker: Asker, visits: Sequence[Visit]) -> float:
    """A worker with twelve visits is ill; what is drawn is thrown away."""
    with Unit(writes=True) as db:
        ill = give_twelve_visits(db, asker, visits)
        began = time.process_time()
        found = propose_cover(db, asker, ill)
        cost = (time.process_time() - began) * 1000
        assert found > 0
        db.rollback()
    return cost


def give_twelve_visits(db: Unit, asker: Asker, visits: Sequence[Visit]) -> Account:
    """Every twenty-fifth visit of the day is this worker's, who falls ill before any begins."""
    ill = db.exec(select(Account).where(Account.role == Role.CARE_WORKER).order_by(col(Account.id))).first()
    assert ill
    for visit in visits[:: VISITS // TWELVE]:
        for goes in db.exec(select(Assignment).where(Assignment.visit_id == visit.id)).all():
            db.delete(goes)
        db.flush()
        db.add(Assignment(visit_id=visit.id, account_id=ill.id, service_on=visit.service_on))
    db.flush()
    on = str(visits[0].service_on)
    record_absence(db, asker, ill, {"kind": "ill", "first": on, "last": on})
    db.flush()
    assert len(left_by(db, ill.id, absences_of(db, [ill.id])[ill.id])) >= TWELVE
    return ill
