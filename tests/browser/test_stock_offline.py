"""The stock of a medicine, counted on a phone without signal: corrected there, and seen by the office."""

import re

from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import Locator, expect


def stock(phone: Phone) -> Locator:
    return phone.page.locator("#stock")


def count(phone: Phone, quantity: str) -> None:
    stock(phone).get_by_label("How many?").fill(quantity)
    stock(phone).get_by_role("button", name=re.compile("^Record for")).click()


def test_what_is_counted_without_signal_is_seen_by_the_office(
    phone: Phone, doorstep: Doorstep, grace: Coordinator
) -> None:
    phone.go("/today")
    visit = phone.page.locator("[data-holds~=due] .shift__link").filter(has_text="Jean Whitcombe").first
    address = str(visit.get_attribute("href"))
    phone.go(address)
    expect(stock(phone).get_by_text("8 tablets")).to_be_hidden()
    doorstep.kill()
    stock(phone).locator("summary").click()
    stock(phone).get_by_label("Apixaban 5 mg").check()
    stock(phone).get_by_label("Counted").check()
    count(phone, "70")
    item = stock(phone).locator(".note__item")
    expect(item).to_contain_text("Apixaban 5 mg tablets, counted. 70")
    expect(item).to_contain_text("Saved on this phone")
    phone.go(address)
    item.get_by_role("button", name="Correct").click()
    count(phone, "7")
    expect(item.first.locator("s")).to_have_text("Apixaban 5 mg tablets, counted. 70")
    expect(item.last).to_contain_text("Apixaban 5 mg tablets, counted. 7")
    doorstep.start()
    phone.finds_signal()
    grace.go(address)
    expect(grace.page.get_by_text("Apixaban 5 mg tablets, counted: 7 tablets")).to_be_visible()
    expect(grace.page.get_by_text("Correction by Amina Yusuf")).to_be_visible()
    grace.go("/stock")
    expect(grace.page.get_by_role("row", name=re.compile("Apixaban 5 mg"))).to_contain_text("7 tablets")
