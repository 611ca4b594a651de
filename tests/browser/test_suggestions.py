"""Names of products while an order is typed: by keyboard, by touch, and not at all without scripts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from coordinator import Coordinator
from device import browser_options
from doorstep import Doorstep
from phone import PASSWORD
from playwright.sync_api import Locator, Page, Playwright, expect

AXE = (Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js").read_text()
FINDINGS = "async () => (await axe.run()).violations.map(({ id }) => id)"
TOUCHED: Any = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def order(grace: Coordinator) -> Page:
    """The form for a new order of somebody's, open at Grace's tablet."""
    grace.go("/people")
    person = grace.page.locator("main .people-list a").first.get_attribute("href")
    grace.go(f"{person}/medicines/new")
    return grace.page


@pytest.fixture
def touched(grace: Coordinator, order: Page) -> Iterator[Page]:
    """The same form at a phone."""
    context = grace.browser.new_context(storage_state=grace.page.context.storage_state(), **TOUCHED)
    page = context.new_page()
    page.goto(order.url)
    yield page
    context.close()


def name(page: Page) -> Locator:
    return page.get_by_label("Name and strength")


def suggestions(page: Page) -> Locator:
    return page.locator("#suggestion-list button")


def test_a_suggestion_is_chosen_by_keyboard(order: Page) -> None:
    name(order).press_sequentially("para 500 sol")
    expect(suggestions(order)).to_have_text(["Paracetamol 500 mg soluble tablets"])
    order.keyboard.press("Tab")
    order.keyboard.press("Enter")
    expect(name(order)).to_have_value("Paracetamol 500 mg soluble tablets")
    expect(name(order)).to_be_focused()
    expect(suggestions(order)).to_have_count(0)


def test_a_suggestion_is_chosen_by_touch(touched: Page) -> None:
    name(touched).press_sequentially("oramorph")
    expect(suggestions(touched)).to_have_count(1)
    suggestions(touched).first.tap()
    expect(name(touched)).to_have_value("Oramorph 10 mg/5 ml oral solution")
    expect(suggestions(touched)).to_have_count(0)


def test_escape_puts_the_suggestions_away_and_what_was_typed_stays(order: Page) -> None:
    name(order).press_sequentially("senna")
    expect(suggestions(order)).to_have_count(2)
    order.keyboard.press("Escape")
    expect(suggestions(order)).to_have_count(0)
    expect(name(order)).to_have_value("senna")


def test_who_is_signed_out_while_typing_keeps_what_was_typed_and_sees_nothing_odd(order: Page) -> None:
    before = order.locator("#main").inner_text()
    order.context.clear_cookies()
    with order.expect_response("**/products/suggestions") as answered:
        name(order).press_sequentially("senna")
    assert answered.value.status == 401
    order.wait_for_function("!document.querySelector('.htmx-request')")
    assert (order.locator("#main").inner_text(), name(order).input_value()) == (before, "senna")


def test_axe_finds_nothing_while_suggestions_are_shown(order: Page) -> None:
    name(order).press_sequentially("morphine")
    expect(suggestions(order).first).to_be_visible()
    order.evaluate(AXE)
    assert order.evaluate(FINDINGS) == []


def test_no_name_that_is_typed_stands_in_an_address(order: Page) -> None:
    asked: list[str] = []
    order.on("request", lambda request: asked.append(request.url))
    name(order).press_sequentially("zopiclone")
    expect(suggestions(order)).to_have_count(2)
    assert [address for address in asked if "zopiclone" in address.lower()] == []


def test_without_scripts_it_is_a_plain_field(playwright: Playwright, doorstep: Doorstep, order: Page) -> None:
    browser = playwright.chromium.launch(**browser_options())  # type: ignore[arg-type]
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{doorstep.url}/sign-in")
    page.get_by_label("Username").fill("grace")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(order.url)
    name(page).fill("Zopiclone 7.5 mg tablets")
    page.get_by_label("How much, and by which route").fill("1 tablet, by mouth")
    page.get_by_label("Times").fill("21:00")
    page.get_by_role("button", name="Add the medicine").click()
    expect(page.get_by_text("Controlled drug, schedule 4.").first).to_be_visible()
    browser.close()
