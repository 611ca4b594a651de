"""Observations, soft signs and a mark on the body: recorded without signal, corrected, and seen at the office."""

import re

from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import Locator, expect


def part(phone: Phone, name: str) -> Locator:
    return phone.page.locator(f"#{name}")


def record(section: Locator) -> None:
    section.get_by_role("button", name=re.compile("WHITCOMBE$")).click()
    expect(section.locator(".note__item").last).to_contain_text("Saved on this phone")


def observe(phone: Phone, kind: str, value: str) -> None:
    section = part(phone, "observations")
    section.get_by_label(kind).check()
    section.get_by_label("How much?").fill(value)
    record(section)


def unlikely(phone: Phone) -> Locator:
    return part(phone, "observations").get_by_label("That is unlikely.")


def observe_weight(phone: Phone) -> None:
    """A noughts too many is asked about before it is kept."""
    section = part(phone, "observations")
    section.get_by_label("Weight, kg").check()
    section.get_by_label("How much?").fill("580")
    section.get_by_label("Anything else?").focus()
    expect(unlikely(phone)).to_be_visible()
    section.get_by_role("button", name=re.compile("WHITCOMBE$")).click()
    expect(section.locator(".note__item")).to_have_count(0)
    section.get_by_label("How much?").fill("58")
    section.get_by_label("Anything else?").focus()
    expect(unlikely(phone)).to_be_hidden()
    record(section)


def observe_and_correct_fluids(phone: Phone) -> None:
    section = part(phone, "observations")
    observe(phone, "Fluids, ml", "250")
    item = section.locator(".note__item").filter(has_text="250")
    item.get_by_role("button", name=re.compile("^Correct")).click()
    section.get_by_label("How much?").fill("200")
    record(section)
    expect(item.locator("s")).to_have_text("Fluids, ml. 250")


def tell_signs(phone: Phone) -> None:
    section = part(phone, "soft-signs")
    section.locator("summary").click()
    section.get_by_label("More muddled than usual").check()
    section.get_by_label("Eating or drinking less").check()
    record(section)


def mark_by_keys(phone: Phone) -> None:
    """From one place of the arm to the next by the arrow, as fingers would touch the drawing."""
    section = part(phone, "body-marks")
    section.locator("summary").click()
    section.get_by_label("Bruise").check()
    section.get_by_label("Left forearm").focus()
    phone.page.keyboard.press("Space")
    phone.page.keyboard.press("ArrowRight")
    expect(section.get_by_label("Left hand")).to_be_checked()
    record(section)


def test_what_is_seen_without_signal_is_at_the_office_with_its_chart_and_alerts(
    phone: Phone, doorstep: Doorstep, grace: Coordinator
) -> None:
    phone.go("/today")
    link = phone.page.locator("[data-holds~=due] .shift__link").filter(has_text="Jean Whitcombe").first
    visit = str(link.get_attribute("href"))
    phone.go(visit)
    person = phone.page.locator("#observations [name=service_user]").get_attribute("value")
    doorstep.kill()
    observe_weight(phone)
    observe_and_correct_fluids(phone)
    tell_signs(phone)
    mark_by_keys(phone)
    doorstep.start()
    phone.finds_signal()
    grace.go(visit)
    for said in (
        "Weight: 58 kg",
        "Fluids: 250 ml",
        "Fluids: 200 ml",
        "Bruise, left hand",
        "Not as usual: more muddled",
    ):
        expect(grace.page.locator("main")).to_contain_text(said)
    grace.go(f"/people/{person}/observations")
    weight = grace.page.locator("#weight")
    expect(weight.locator("svg desc")).to_contain_text("58 kg")
    weight.locator("summary").click()
    expect(weight.get_by_role("row", name=re.compile("58 kg"))).to_contain_text("Amina Yusuf")
    expect(grace.page.locator("#fluids s")).to_have_text("250 ml")
    grace.go("/board")
    board = grace.page.locator("#attention")
    expect(board).to_contain_text("Jean Whitcombe: weight 58 kg, down")
    board.get_by_role("link", name=re.compile("Jean Whitcombe: not as usual")).click()
    expect(grace.page.get_by_label("Situation")).to_have_value(re.compile("more muddled than usual"))
    expect(grace.page.get_by_label("Background")).to_have_value(re.compile("Allergies: penicillin"))
