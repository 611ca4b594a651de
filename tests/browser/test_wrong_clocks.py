"""A phone whose clock is wrong: nothing is refused, all comes in its order, and both times are kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

from tests.faults import Line


def minutes_ahead(record: dict[str, Any]) -> int:
    """How far the time at which a phone says that it recorded lies after that at which it came."""
    ahead = datetime.fromisoformat(record["recorded_at"]) - datetime.fromisoformat(record["received_at"])
    return round(ahead / timedelta(minutes=1))


@pytest.mark.parametrize("days", [1 / 8, -2, 1700], ids=["three hours ahead", "two days behind", "in 2031"])
def test_what_a_wrong_clock_dates_is_taken_in_order(
    doorstep: Doorstep, line: Line, new_phone: Callable[..., Phone], grace: Coordinator, days: float
) -> None:
    ahead = timedelta(days=days)
    phone = new_phone(line.url)
    phone.go("/sign-in")
    phone.clock_jumps(ahead)
    phone.sign_in("amina")
    visit = phone.open_first_visit()
    line.becomes("hang")
    waited = phone.write_notes(3)
    line.heals()
    phone.wait_until_sent()
    device = waited[0]["device"]
    assert doorstep.numbers_from(device) == [1, 2, 3]
    assert [minutes_ahead(record) for record in doorstep.entries_from(device)] == [ahead / timedelta(minutes=1)] * 3
    expect(grace.entry(visit, "Note 3 of 3")).to_contain_text("by our clock")
    expect(grace.page.get_by_text("The phone’s clock was wrong")).to_be_visible()
    doorstep.kill()
    assert visit in phone.open_visits()


def test_what_a_clock_dates_that_jumps_between_two_taps_is_taken_in_order(
    doorstep: Doorstep, line: Line, phone: Phone
) -> None:
    phone.open_first_visit()
    line.becomes("hang")
    for words, jump in {"Before": 3, "Ahead": -5, "Behind": 2}.items():
        phone.write("Visit note about", words)
        phone.clock_jumps(timedelta(hours=jump))
    waited = phone.waiting()
    line.heals()
    phone.wait_until_sent()
    device = waited[0]["device"]
    assert doorstep.numbers_from(device) == [1, 2, 3]
    records = doorstep.entries_from(device)
    assert [record["words"] for record in records] == ["Before", "Ahead", "Behind"]
    before, ahead, behind = (minutes_ahead(record) for record in records)
    assert (ahead - before, behind - before) == (180, -120)
