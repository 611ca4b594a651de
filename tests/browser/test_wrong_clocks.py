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

RUN_AHEAD = """{
  const Right = Date
  globalThis.Date = class extends Right {
    constructor(...parts) { super(...(parts.length ? parts : [Date.now()])) }
    static now() { return Right.now() + MILLISECONDS }
  }
}
"""


def ahead_of_office(record: dict[str, Any]) -> timedelta:
    """How far the time at which a phone says that it recorded lies after that at which it came."""
    return datetime.fromisoformat(record["recorded_at"]) - datetime.fromisoformat(record["received_at"])


@pytest.mark.parametrize("days", [1 / 8, -2, 1700], ids=["three hours ahead", "two days behind", "in 2031"])
def test_what_a_wrong_clock_dates_is_taken_in_order(
    doorstep: Doorstep, line: Line, new_phone: Callable[..., Phone], grace: Coordinator, days: float
) -> None:
    ahead = timedelta(days=days)
    wrong_clock = RUN_AHEAD.replace("MILLISECONDS", str(ahead.total_seconds() * 1000))
    doorstep.update("service_worker/store.js", wrong_clock)
    phone = new_phone(line.url)
    phone.begin_every_page_with(wrong_clock)
    phone.sign_in("amina")
    visit = phone.open_first_visit()
    line.becomes("hang")
    waited = phone.write_notes(3)
    line.heals()
    phone.wait_until_sent()
    device = waited[0]["device"]
    assert doorstep.numbers_from(device) == [1, 2, 3]
    assert doorstep.recorded_from(device) == [form["id"] for form in waited]
    records = [entry for entry in doorstep.entries() if entry["device"] == device]
    assert [round((ahead_of_office(record) - ahead) / timedelta(minutes=1)) for record in records] == [0, 0, 0]
    expect(grace.entry(visit, "Note 3 of 3")).to_contain_text("by our clock")
    expect(grace.page.get_by_text("The phone’s clock was wrong")).to_be_visible()
    doorstep.kill()
    assert visit in phone.open_visits()
