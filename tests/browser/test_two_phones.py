"""Two workers at one visit, neither of whom knows what the other records: both are kept, and all hear of it."""

from collections.abc import Callable

import pytest
from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

DOUBLE = "Clopidogrel 75 mg tablets: possible double dose, recorded as given 2 times"


@pytest.fixture
def bens_phone(new_phone: Callable[..., Phone]) -> Phone:
    made = new_phone()
    made.sign_in("ben")
    return made


def test_two_workers_without_signal_answer_the_same(
    doorstep: Doorstep, phone: Phone, bens_phone: Phone, grace: Coordinator
) -> None:
    visit = phone.open_first_visit()
    bens_phone.go(visit)
    doorstep.kill()
    phone.tick(phone.card("Wash in bed"))
    bens_phone.decline(bens_phone.card("Wash in bed"))
    for one in (phone, bens_phone):
        one.give(one.dose("Clopidogrel"))
    aminas, bens = phone.waiting(), bens_phone.waiting()
    doorstep.start()
    for one in (phone, bens_phone):
        one.finds_signal()
    assert doorstep.recorded_from(aminas[0]["device"]) == [form["id"] for form in aminas]
    assert doorstep.recorded_from(bens[0]["device"]) == [form["id"] for form in bens]
    for one in (phone, bens_phone):
        one.look_again()
        expect(one.dose("Clopidogrel").locator("[data-double-dose]")).to_contain_text("Recorded as given 2 times")
    expect(phone.card("Wash in bed")).to_contain_text("Ben Carter: declined")
    expect(bens_phone.card("Wash in bed")).to_contain_text("Amina Yusuf: done, with help")
    grace.watch_board()
    expect(grace.page.get_by_text(DOUBLE).first).to_be_visible()
    expect(grace.entry(visit, "Wash in bed: done")).to_contain_text("Amina Yusuf")
    expect(grace.entry(visit, "Wash in bed: declined")).to_contain_text("Ben Carter")
    expect(grace.page.locator(".entry s")).to_have_count(0)
