"""A database with the demo in it, on SQLite, made once: for the tests of the seeds and of the commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from server import clock
from server.db import make_engine
from server.migrating import migrate
from server.seeds import seed_demo

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 10, 26, tzinfo=LONDON)


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """The app's clock, started at a moment for as long as this lasts."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(clock.SHIFT_VARIABLE, "0")
        clock.start_at(moment)
        yield
    clock.shift.cache_clear()


@contextmanager
def fresh_database(folder: Path) -> Iterator[Engine]:
    """An empty database in `folder`, with all its tables."""
    url = f"sqlite:///{folder}/doorstep.sqlite3"
    migrate(url)
    engine = make_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def demo_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demo as it is at 10:26 on Monday 23 November 2026."""
    with fresh_database(tmp_path_factory.mktemp("demo")) as engine:
        with clock_at(NOW):
            seed_demo(engine)
        yield engine


@pytest.fixture
def demo(demo_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session on the demo; what a test changes in it is undone."""
    monkeypatch.setattr("server.db.engine", lambda: demo_engine)
    with Session(demo_engine.execution_options(writes=True)) as db:
        yield db
        db.rollback()
