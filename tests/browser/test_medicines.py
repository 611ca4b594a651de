"""Medicines given when required, on a phone without signal: when the next may be, and whether the last one helped."""

import re

from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import Locator, expect


def paracetamol(phone: Phone) -> Locator:
    return phone.page.get_by_role("group", name=re.compile("^Paracetamol 500 mg, .* only when needed"))


def visits_to_jean(phone: Phone) -> list[str]:
    links = phone.page.locator("[data-holds~=due] .shift__link").filter(has_text="Jean Whitcombe")
    found: list[str] = links.evaluate_all("all => all.map((link) => link.pathname)")
    return found


def test_a_dose_too_early_is_asked_about_without_signal_and_taken(phone: Phone, doorstep: Doorstep) -> None:
    phone.go("/today")
    first, second, *_ = visits_to_jean(phone)
    phone.go(first)
    phone.check_in()
    phone.begin_to_give(paracetamol(phone))
    expect(paracetamol(phone).get_by_text("Too early")).to_be_hidden()
    doorstep.kill()
    paracetamol(phone).get_by_role("button", name="Record Paracetamol").click()
    phone.go(second)
    phone.check_in()
    dose = paracetamol(phone)
    phone.begin_to_give(dose)
    expect(dose.get_by_text("Not again before")).to_be_visible()
    expect(dose.get_by_text("Too early")).to_be_visible()
    dose.get_by_role("button", name="Record Paracetamol").click()
    expect(dose.locator(".sync-mark")).to_have_count(0)
    dose.get_by_label("I know, and give it now all the same").check()
    dose.get_by_role("button", name="Record Paracetamol").click()
    expect(dose.locator(".sync-mark").first).to_contain_text("Saved on this phone")
    doorstep.start()
    phone.wait_until_sent()
    given = [entry for entry in doorstep.entries() if entry["kind"] == "mar_entry" and entry["visit"] in second]
    [early] = given
    assert early["is_early"] is True


def test_whether_it_helped_is_said_without_signal_at_the_next_visit(phone: Phone, doorstep: Doorstep) -> None:
    phone.go("/today")
    first, second, *_ = visits_to_jean(phone)
    phone.go(first)
    phone.check_in()
    phone.give(paracetamol(phone))
    expect(paracetamol(phone).locator(".sync-mark")).to_contain_text("Sent")
    phone.look_again()
    asked = phone.page.get_by_role("group", name="Did Paracetamol 500 mg help?")
    phone.go_until_shown(second, asked)
    doorstep.kill()
    phone.go(second)
    asked.get_by_label("It helped a little").check()
    asked.get_by_role("button", name="Record for Jean WHITCOMBE").click()
    expect(asked.locator(".sync-mark")).to_contain_text("Saved on this phone")
    phone.go(second)
    expect(asked.locator("[data-summary]")).to_contain_text("It helped a little")
    doorstep.start()
    phone.wait_until_sent()
    [effect] = [entry for entry in doorstep.entries() if entry["kind"] == "dose_effect"]
    assert effect["effect"] == "partly"
