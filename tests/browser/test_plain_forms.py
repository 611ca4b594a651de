"""Without JavaScript: the same pages, the same forms, while there is signal."""

from collections.abc import Callable

import pytest
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect


@pytest.fixture
def phone(new_phone: Callable[..., Phone]) -> Phone:
    """Amina's phone with scripts turned off, open on her first visit."""
    made = new_phone(java_script_enabled=False)
    made.go("/sign-in")
    made.fill_sign_in("amina")
    made.open_first_visit()
    return made


def test_a_check_in_and_a_note_need_no_script(doorstep: Doorstep, phone: Phone) -> None:
    phone.page.get_by_role("button", name="Check in to").click()
    expect(phone.page.get_by_role("heading", name="Checked in")).to_be_visible()
    phone.write("Visit note about", "Slept well")
    assert [entry["kind"] for entry in doorstep.entries()[-2:]] == ["arrival", "note"]


def test_a_tick_needs_no_script(doorstep: Doorstep, phone: Phone) -> None:
    phone.tick_plainly(phone.page.locator("#care [data-record]").first)
    assert doorstep.entries()[-1]["kind"] == "action_outcome"
