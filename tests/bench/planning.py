"""What it costs to say who could go to a visit, and who could not and why: CPU time of the server's own code.

Sixty workers of one team share 300 visits of a Monday; the visit is one of the middle of the day.
"""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest
from playwright.sync_api import Playwright
from sqlmodel import col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account, Agency, Role
from server.db import reading
from server.rota.choosing import choosing_for
from server.visits.models import Visit
from tests.bench.agencies import Agencies, fold_log
from tests.bench.figures import Figures, median
from tests.conftest import forget_settings, point_at

WORKERS, VISITS, ROUNDS, WARM_UP = 60, 300, 25, 3
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
        costs = [explaining() for _ in range(ROUNDS)][WARM_UP:]
        forget_settings()
    return {"explain_cpu_ms": median(costs)}


def one_team(agencies: Agencies) -> Path:
    path = agencies.folder / "one-team.sqlite3"
    copy(agencies.made_up(WORKERS, 1), path)
    with closing(sqlite3.connect(path)) as database:
        for statement in IN_ONE_TEAM:
            database.execute(statement)
        database.commit()
    fold_log(path)
    return path


def explaining() -> float:
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
    began = time.process_time()
    with reading() as db:
        found = choosing_for(db, asker, visits[VISITS // 2])
    assert len(found.going) + len(found.choices) + len(found.refusals) >= WORKERS
    return (time.process_time() - began) * 1000
