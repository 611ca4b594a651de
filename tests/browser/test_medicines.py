"""Medicines given when required, on a phone without signal: when the next may be, and whether the last one helped."""

import re
from collections.abc import Callable

from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import Locator, expect

HALF_AN_HOUR_AGO = """() => {
  const moment = Date.now() + Number(document.documentElement.dataset.shift ?? 0) - 1800_000
  return new Date(moment).toLocaleTimeString("en-GB", { timeZone: "Europe/London", timeStyle: "short" })
}"""


def as_needed(phone: Phone) -> Locator:
    """Paracetamol, which all of them may have."""
    return phone.page.get_by_role("group", name=re.compile("^Paracetamol .* only when needed"))


def visits_to(phone: Phone, person: str) -> list[str]:
    phone.go("/today")
    links = phone.page.locator("[data-holds~=due] .shift__link").filter(has_text=person)
    found: list[str] = links.evaluate_all("all => all.map((link) => link.pathname)")
    return found


def test_a_dose_too_early_is_asked_about_without_signal_and_taken(phone: Phone, doorstep: Doorstep) -> None:
    first, second, *_ = visits_to(phone, "Jean Whitcombe")
    phone.go(first)
    phone.check_in()
    phone.begin_to_give(as_needed(phone))
    expect(as_needed(phone).get_by_text("Too early")).to_be_hidden()
    doorstep.kill()
    as_needed(phone).get_by_role("button", name="Record Paracetamol").click()
    phone.go(second)
    phone.check_in()
    dose = as_needed(phone)
    phone.begin_to_give(dose)
    expect(dose.get_by_text("Not again before")).to_be_visible()
    expect(dose.get_by_text(re.compile("^[0-3] of 4 left in 24 hours"))).to_be_visible()
    expect(dose.get_by_text("Too early")).to_be_visible()
    dose.get_by_role("button", name="Record Paracetamol").click()
    expect(dose.locator(".sync-mark")).to_have_count(0)
    dose.get_by_label("I know, and give it now all the same").check()
    dose.get_by_role("button", name="Record Paracetamol").click()
    expect(dose.locator(".sync-mark").first).to_contain_text("Saved on this phone")
    doorstep.start()
    phone.finds_signal()
    given = [entry for entry in doorstep.entries() if entry["kind"] == "mar_entry" and entry["visit"] in second]
    [early] = given
    assert early["is_early"] is True


def test_what_somebody_took_alone_counts_without_signal_at_the_time_that_was_said(
    phone: Phone, doorstep: Doorstep
) -> None:
    first, second, *_ = visits_to(phone, "Jean Whitcombe")
    phone.go(first)
    phone.check_in()
    dose = as_needed(phone)
    phone.begin_to_give(dose)
    before, earlier = dose.locator("[data-left-words]").inner_text(), phone.page.evaluate(HALF_AN_HOUR_AGO)
    doorstep.kill()
    dose.get_by_text("Not by me, or not taken").click()
    dose.locator("[name=outcome][value=already_taken]").check()
    dose.get_by_text("Not just now?").click()
    dose.get_by_label("When was it?").fill(earlier)
    dose.get_by_role("button", name="Record Paracetamol").click()
    expect(dose.locator(".sync-mark").first).to_contain_text("Saved on this phone")
    phone.go(second)
    phone.begin_to_give(as_needed(phone))
    expect(as_needed(phone).locator("[data-last-words]")).to_contain_text(earlier)
    expect(as_needed(phone).locator("[data-left-words]")).to_have_text(str(int(before) - 1))


def test_whether_it_helped_is_said_by_another_worker_without_signal(
    phone: Phone, new_phone: Callable[..., Phone], doorstep: Doorstep
) -> None:
    morning, *_ = visits_to(phone, "Stanley Brooks")
    phone.go(morning)
    phone.check_in()
    phone.give(as_needed(phone))
    expect(as_needed(phone).locator(".sync-mark")).to_contain_text("Sent")
    bens = new_phone()
    bens.sign_in("ben")
    _, noon, *_ = visits_to(bens, "Stanley Brooks")
    asked = bens.page.get_by_role("group", name=re.compile("^Did Paracetamol")).last
    bens.go_until_shown(noon, asked)
    doorstep.kill()
    bens.go(noon)
    asked.get_by_label("It helped a little").check()
    asked.get_by_role("button", name="Record for Stan BROOKS").click()
    expect(asked.locator(".sync-mark")).to_contain_text("Saved on this phone")
    bens.go(noon)
    expect(asked.locator("[data-summary]")).to_contain_text("It helped a little")
    doorstep.start()
    bens.finds_signal()
    [effect] = [entry for entry in doorstep.entries() if entry["kind"] == "dose_effect"]
    [given] = [entry for entry in doorstep.entries() if entry["id"] == effect["mar_entry_id"]]
    assert (effect["effect"], effect["care_worker"] != given["care_worker"]) == ("partly", True)
