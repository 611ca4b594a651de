"""A newcomer's path: from an empty database to a worker's phone that ticks without signal, all through the screens."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from device import browser_options
from doorstep import Doorstep
from newcomer import Newcomer
from phone import Phone
from playwright.sync_api import Playwright, expect
from test_looks import findings

OWN = "three words of hers"


@pytest.fixture
def empty(tmp_path: Path, shift_seconds: float) -> Iterator[Doorstep]:
    """A server that was never set up."""
    server = Doorstep(tmp_path, shift_seconds)
    server.start()
    yield server
    server.kill()
    assert server.command("verify") == ""


@pytest.fixture
def newcomer(playwright: Playwright, empty: Doorstep) -> Iterator[Newcomer]:
    browser = playwright.chromium.launch(**browser_options())  # type: ignore[arg-type]
    yield Newcomer(browser.new_context(viewport={"width": 1180, "height": 820}).new_page(), empty.url)
    browser.close()


@pytest.fixture
def phone(playwright: Playwright, tmp_path: Path, empty: Doorstep) -> Iterator[Phone]:
    made = Phone(playwright, tmp_path / "phone", empty.url)
    made.open()
    yield made
    made.close()


def test_from_nothing_to_a_tick_without_signal(newcomer: Newcomer, phone: Phone) -> None:
    newcomer.opens_it()
    assert findings(newcomer.page) == []
    newcomer.sets_up()
    newcomer.adds_worker("Amina Yusuf", "amina")
    newcomer.adds_worker("Ben Carter", "ben")
    newcomer.takes_on()
    newcomer.plans("Morning care", "08:30", "Wash\nBreakfast", "Amina Yusuf")
    newcomer.plans("Lunch", "12:30", "Lunch", "Ben Carter")
    newcomer.plans("Evening care", "18:00", "Tea", "Amina Yusuf")
    newcomer.begins_care()
    newcomer.publishes()

    phone.signs_in_first("amina", newcomer.first_passwords["amina"], OWN)
    visit = phone.open_first_visit()
    assert phone.context
    phone.context.set_offline(True)
    phone.check_in()
    phone.tick(phone.card("Wash"))
    expect(phone.status.filter(visible=True)).to_contain_text("Saved on this phone")
    phone.context.set_offline(False)
    phone.wait_until_sent()

    newcomer.page.goto(f"{newcomer.url}{visit}")
    expect(newcomer.page.get_by_text(re.compile("Wash")).first).to_be_visible()
    expect(newcomer.page.locator(".record")).to_contain_text("With help")
