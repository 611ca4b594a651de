"""A bad line between phone and office: everything arrives by itself, once, and nothing says so before it is true."""

import pytest
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

from tests.faults import Line

FORMS = 20


def arrived_once(doorstep: Doorstep, waited: list[dict[str, str]]) -> bool:
    assert len(waited) == FORMS
    return doorstep.recorded_from(waited[0]["device"]) == sorted(form["id"] for form in waited)


@pytest.mark.parametrize("fault", ["drop", "cut", "portal", "redirect", "500", "trickle"])
def test_what_waits_behind_a_bad_line_arrives_once(doorstep: Doorstep, line: Line, phone: Phone, fault: str) -> None:
    phone.open_first_visit()
    line.becomes("hang")
    waited = phone.write_notes(FORMS)
    line.becomes(fault)
    line.wait_until_hit()
    expect(phone.status).to_have_text(f"Saved on this phone: {FORMS}")
    line.heals(phone.next_try_at())
    phone.wait_until_sent()
    assert phone.said_sent_at() >= line.receipts_at
    assert arrived_once(doorstep, waited)


def test_what_the_office_never_answers_is_sent_again(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    phone.open_first_visit()
    line.becomes("hang")
    waited = phone.write_notes(FORMS)
    line.wait_until_given_up()
    expect(phone.status).to_have_text(f"Saved on this phone: {FORMS}")
    line.heals(phone.next_try_at())
    phone.wait_until_sent()
    assert phone.said_sent_at() >= line.receipts_at
    assert arrived_once(doorstep, waited)


def test_what_reaches_the_office_twice_is_recorded_once(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    phone.open_first_visit()
    line.becomes("hang")
    waited = phone.write_notes(FORMS)
    line.becomes("double")
    phone.wait_until_sent()
    assert arrived_once(doorstep, waited)


def test_a_sign_in_that_ended_keeps_everything_until_she_signs_in_again(
    doorstep: Doorstep, line: Line, phone: Phone
) -> None:
    phone.open_first_visit()
    doorstep.end_all_sign_ins()
    waited = phone.write_notes(FORMS)
    expect(phone.status).to_have_text(f"Saved on this phone: {FORMS}. Sign in to send")
    phone.sign_in_again("amina")
    phone.wait_until_sent()
    assert phone.said_sent_at() >= line.receipts_at
    assert arrived_once(doorstep, waited)
