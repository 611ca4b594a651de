"""One tap is one form: tapped twice, in two tabs."""

from collections.abc import Callable

import pytest
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

from tests.faults import Line


@pytest.mark.parametrize("taps", [2, 5])
def test_a_nervous_thumb_checks_in_once(doorstep: Doorstep, phone: Phone, taps: int) -> None:
    phone.open_first_visit()
    doorstep.kill()
    phone.slow_down(6)
    phone.page.get_by_role("button", name="Check in to").click(click_count=taps, delay=10)
    phone.answer_why()
    assert [form["url"].rpartition("/")[2] for form in phone.waiting()] == ["arrival"]


@pytest.mark.parametrize("taps", [2, 5])
def test_a_nervous_thumb_saves_a_note_once(doorstep: Doorstep, phone: Phone, taps: int) -> None:
    phone.open_first_visit()
    doorstep.kill()
    phone.slow_down(6)
    phone.page.get_by_label("Visit note about").fill("Slept well")
    phone.page.get_by_role("button", name="Save visit note").click(click_count=taps, delay=10)
    expect(phone.note("Slept well")).to_contain_text("Saved on this phone")
    assert len(phone.waiting()) == 1


def test_a_tick_is_saved_where_htmx_has_not_come(doorstep: Doorstep, new_phone: Callable[..., Phone]) -> None:
    """A first visit on a bad line: no file is on the phone yet, and one does not come."""
    phone = new_phone(service_workers="block")
    assert phone.context
    phone.context.route("**/htmx.js", lambda asked: asked.abort())
    phone.go("/sign-in")
    phone.fill_sign_in("amina")
    phone.open_first_visit()
    card = phone.page.locator("#care [data-record]").first
    card.get_by_label("Done", exact=True).check()
    card.get_by_label("With help", exact=True).click()
    expect(card.locator(".sync-mark")).to_contain_text("Sent")
    assert doorstep.entries()[-1]["kind"] == "action_outcome"


def test_two_tabs_have_one_queue(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    other = phone.second_tab(phone.open_first_visit())
    line.becomes("hang")
    phone.write("Visit note about", "Slept well")
    expect(other.status).to_have_text("Saved on this phone: 1")
    other.write("Visit note about", "Ate all her toast")
    expect(phone.status).to_have_text("Saved on this phone: 2")
    waited = phone.waiting()
    line.becomes("delay")
    phone.wait_until_sent()
    other.wait_until_sent()
    assert line.suffered == 2
    assert doorstep.recorded_from(waited[0]["device"]) == [form["id"] for form in waited]


def test_what_is_being_answered_stays_open_when_the_office_has_news(line: Line, phone: Phone) -> None:
    phone.open_first_visit()
    line.becomes("hang")
    phone.write("Visit note about", "Slept well")
    as_needed = phone.dose("Paracetamol")
    phone.begin_to_give(as_needed)
    line.heals()
    expect(phone.page.locator("[data-laid]")).to_have_count(0, timeout=30_000)
    expect(as_needed.get_by_role("button", name="Record Paracetamol")).to_be_visible()
    expect(as_needed.get_by_label("Taken", exact=True)).to_be_checked()
