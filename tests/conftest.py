"""The server suite, on SQLite and on PostgreSQL: Hearth Home Care, its phones and its office."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from server import clock
from server.app import create_app
from server.db import engine
from server.medication.models import Dose
from server.migrating import migrate
from server.settings import settings
from server.verifying import differences
from server.visits.models import CareAction, Visit
from tests.agencies import Agencies, at
from tests.care import Person, Phone
from tests.hazard_outcomes import note_outcomes
from tests.postgres import cluster, copy_of

SETTINGS = ("DATABASE_URL", "WATCHDOG", "PUBLIC_ORIGIN", clock.SHIFT_VARIABLE)
LONGEST = ("test_looks", "test_faults", "test_full_phone", "test_update", "test_killed")
"""The files of browser tests that take more than eighty seconds."""
Fresh = Callable[[], AbstractContextManager[str]]


def pytest_configure(config: pytest.Config) -> None:
    note_outcomes(config)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers come last: Playwright's event loop, once it runs, leaves a process no other. The longest of them come
    first, so that no process is left alone with one at the end."""
    items.sort(key=lambda item: ("browser" in item.path.parts[-2:], item.path.stem not in LONGEST))


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database of each kind."""
    with empty_database(request) as url:
        yield url


@contextmanager
def empty_database(request: pytest.FixtureRequest) -> Iterator[str]:
    """One of the kind that a fixture is asked for, and at the end the proof that no screen differs from the entries."""
    with request.getfixturevalue(f"fresh_{request.param}")() as url:
        yield url
        with pytest.MonkeyPatch.context() as environment:
            point_at(url, environment)
            assert not list(differences())
            forget_settings()


@pytest.fixture(scope="session")
def fresh_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Makes empty databases: migrated once, which is slow, and copied from then on."""
    file = tmp_path_factory.mktemp("migrated") / "doorstep.sqlite3"
    migrate(f"sqlite:///{file}")
    return lambda: nullcontext(f"sqlite:///{shutil.copy(file, tmp_path_factory.mktemp('doorstep'))}")


@pytest.fixture(scope="session")
def fresh_postgresql() -> Iterator[Fresh]:
    """The same, of PostgreSQL."""
    with cluster() as fresh_database:
        migrate(url := fresh_database())
        yield lambda: copy_of(url)


@pytest.fixture(scope="session")
def app() -> Litestar:
    return create_app()


@pytest.fixture
def browser(app: Litestar, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient[Any]]:
    """The app on one of the databases, at 8:20 on a Thursday."""
    point_at(database, monkeypatch)
    clock.start_at(at("08:20"))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
    forget_settings()


def point_at(url: str, environment: pytest.MonkeyPatch, shift_seconds: float = 0) -> None:
    for name, value in {"DATABASE_URL": url, "WATCHDOG": "false", clock.SHIFT_VARIABLE: str(shift_seconds)}.items():
        environment.setenv(name, value)
    for kept in (settings, clock.shift):
        kept.cache_clear()


def forget_settings() -> None:
    """The engine stays: to put every statement into words anew for every test would take half of the time."""
    engine().dispose()
    for kept in (settings, clock.shift):
        kept.cache_clear()


@pytest.fixture
def agencies(browser: TestClient[Any]) -> Agencies:
    return Agencies(browser)


@pytest.fixture
def phone(agencies: Agencies) -> Phone:
    """Amina's."""
    return agencies.amina


@pytest.fixture
def bens_phone(agencies: Agencies) -> Phone:
    return agencies.ben


@pytest.fixture
def office(agencies: Agencies) -> Person:
    """Grace, at her tablet."""
    return agencies.grace


@pytest.fixture
def visit(agencies: Agencies) -> Visit:
    """Amina's visit to Jean Whitcombe at 8:15."""
    return agencies.morning


@pytest.fixture
def double(agencies: Agencies) -> Visit:
    """Amina's and Ben's visit to Harold Osei at 10:00."""
    return agencies.double


@pytest.fixture
def wash(agencies: Agencies) -> CareAction:
    """Essential, on the visit to Jean."""
    return agencies.wash


@pytest.fixture
def breakfast(agencies: Agencies) -> CareAction:
    return agencies.breakfast


@pytest.fixture
def levodopa(agencies: Agencies) -> Dose:
    """Time-critical, on the visit to Jean."""
    return agencies.levodopa


@pytest.fixture
def paracetamol(agencies: Agencies) -> Dose:
    """Only as needed, on the visit to Jean and again on her evening visit."""
    return agencies.paracetamol
