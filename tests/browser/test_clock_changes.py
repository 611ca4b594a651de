"""The nights in which the clocks go back or forward, for a worker who is out in them without signal."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def doorstep(tmp_path: Path, night: datetime) -> Iterator[Doorstep]:
    """A server in that night."""
    server = Doorstep(tmp_path, (night - datetime.now(UTC)).total_seconds())
    server.command("seed")
    server.start()
    yield server
    server.kill()
    assert server.asked("verify") == ""


@pytest.mark.parametrize(
    ("night", "before", "after"),
    [
        (datetime(2026, 10, 25, 1, 10, tzinfo=UTC), "01:4", "01:1"),
        (datetime(2027, 3, 28, 1, 10, tzinfo=UTC), "00:4", "02:1"),
    ],
    ids=["back", "forward"],
)
def test_half_an_hour_over_the_change_is_half_an_hour(
    doorstep: Doorstep, new_phone: Callable[..., Phone], grace: Coordinator, before: str, after: str
) -> None:
    phone = new_phone(timezone_id="Europe/London")
    phone.sign_in("amina")
    visit = phone.open_first_visit()
    doorstep.kill()
    phone.clock_jumps(-HALF_AN_HOUR)
    phone.write("Visit note about", "First")
    phone.clock_jumps(HALF_AN_HOUR)
    phone.write("Visit note about", "Second")
    waited, (second_shown, first_shown) = phone.waiting(), phone.times_shown()
    assert first_shown.startswith(before)
    assert second_shown.startswith(after)
    doorstep.start()
    phone.finds_signal()
    records = doorstep.entries_from(waited[0]["device"])
    assert [record["words"] for record in records] == ["First", "Second"]
    first, second = (datetime.fromisoformat(record["recorded_at"]) for record in records)
    assert HALF_AN_HOUR <= second - first < HALF_AN_HOUR + timedelta(minutes=1)
    expect(grace.entry(visit, "First")).to_contain_text(first_shown)
    expect(grace.entry(visit, "Second")).to_contain_text(second_shown)
    expect(grace.page.get_by_text("by our clock")).to_have_count(0)
