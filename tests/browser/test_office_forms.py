"""What a coordinator types outlives a lost connection, and is saved once."""

import re

from coordinator import Coordinator
from doorstep import Doorstep
from playwright.sync_api import expect

SAVED = "What you typed at"


def test_what_is_typed_while_the_office_is_gone_is_kept_and_saved_later(doorstep: Doorstep, grace: Coordinator) -> None:
    grace.go("/people")
    page = grace.page
    page.get_by_role("link", name=re.compile("WHITCOMBE|Whitcombe")).first.click()
    page.get_by_role("link", name="Visits", exact=True).click()
    page.get_by_role("link", name="Add a planned visit").click()
    page.get_by_label("What for?").fill("Night check")
    form = page.url
    doorstep.kill()
    page.get_by_role("button", name="See what this does").click()
    expect(page.get_by_role("alert")).to_contain_text("Not saved: the office cannot be reached.")
    assert page.url == form
    doorstep.start()
    page.goto(form)
    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(page.get_by_label("What for?")).to_have_value("Night check")
    page.get_by_role("button", name="See what this does").click()
    page.get_by_role("button", name="Add it to the plan").click()
    expect(page.get_by_role("link", name=re.compile("Night check"))).to_have_count(1)
    page.goto(form)
    expect(page.get_by_label("What for?")).to_have_value("Personal care")
    expect(page.get_by_text(SAVED)).to_have_count(0)
