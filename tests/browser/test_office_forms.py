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
    page.get_by_role("link", name="Plan", exact=True).first.click()
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


PRESSED_AGAIN = """async () => {
  const form = document.querySelector("form[action$='/contacts']")
  const sent = new Promise((done) => {
    let times = 0
    document.addEventListener("submit", async (event) => {
      if (event.defaultPrevented) return
      event.preventDefault()
      times += 1
      if (times > 1) return done(times)
      await new Promise((soon) => setTimeout(soon))
      form.requestSubmit()
      for (const _ of [1, 2, 3]) await fetch("/manifest.webmanifest", { cache: "no-store" })
      done(times)
    })
  })
  form.requestSubmit()
  return sent
}"""


def test_a_second_press_while_the_office_thinks_sends_nothing(grace: Coordinator) -> None:
    grace.go("/people")
    page = grace.page
    page.get_by_role("link", name=re.compile("WHITCOMBE|Whitcombe")).first.click()
    page.goto(f"{page.url}/record/contacts")
    page.get_by_label("Name", exact=True).fill("Ann Whitcombe")
    page.get_by_label("Telephone").fill("01904 496 0000")
    page.get_by_label("In words, if it helps").fill("daughter")
    page.get_by_label("May be told").select_option(index=1)
    assert page.evaluate(PRESSED_AGAIN) == 1
