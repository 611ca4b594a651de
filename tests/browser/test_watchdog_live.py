"""A time-critical medicine and a watchdog: the office hears by the schedule, whatever phones do or do not do."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from coordinator import Coordinator
from doorstep import Doorstep
from playwright.sync_api import expect

from server.settings import Settings
from tests.faults import wait_until

ELEVEN = datetime(2026, 11, 23, 11, tzinfo=UTC)
"""Half an hour after Jean's levodopa was due: her latest time."""
RAISED = """
SELECT a.raised_at FROM alerts a JOIN doses d ON d.id = a.about JOIN visits v ON v.id = d.visit_id
JOIN service_users u ON u.id = v.service_user_id WHERE u.family_name = 'Whitcombe' AND a.kind = 'TIME_CRITICAL'
"""


@pytest.fixture
def at_eleven(doorstep: Doorstep) -> Doorstep:
    """The office, three seconds before the time is up; nobody's phone has been heard all day."""
    doorstep.stop()
    doorstep.shift_seconds = (ELEVEN - timedelta(seconds=3) - datetime.now(UTC)).total_seconds()
    doorstep.start()
    return doorstep


def raised_at(doorstep: Doorstep) -> list[datetime]:
    with closing(sqlite3.connect(doorstep.folder / "doorstep.sqlite3")) as database:
        return [datetime.fromisoformat(at).replace(tzinfo=UTC) for (at,) in database.execute(RAISED)]


def test_h3_a_time_critical_dose_is_raised_within_a_minute_with_every_phone_silent(at_eleven: Doorstep) -> None:
    wait_until(lambda: raised_at(at_eleven) != [], seconds=60)
    [at] = raised_at(at_eleven)
    assert timedelta() < at - ELEVEN <= timedelta(seconds=60)


@pytest.fixture
def watchful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five times as quick as it is set, so that nobody waits for a minute."""
    monkeypatch.setenv("WATCHDOG_SECONDS", "4")


def test_h3_a_killed_watchdog_shows_on_the_board(
    watchful: None, doorstep: Doorstep, grace: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    grace.watch_board()
    behind = grace.page.get_by_text("The watchdog has not looked since")
    expect(behind).to_be_hidden()
    doorstep.kill()
    monkeypatch.setenv("WATCHDOG", "false")
    doorstep.start()
    expect(behind).to_be_visible(timeout=60_000 / 5)


def test_h3_as_it_is_set_that_takes_less_than_a_minute() -> None:
    assert Settings(_env_file=None).watchdog_behind_after < timedelta(seconds=55)
