"""The day on the phone: every page of it opens from cold with the network gone, and says how old it is."""

from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

DEAF = """window.deaf = true
navigator.serviceWorker.addEventListener("message", (event) => {
  window.missed ||= event.data.changed
  if (window.deaf) event.stopImmediatePropagation()
})"""
CATCH_UP = "() => navigator.serviceWorker.controller.postMessage({ pages: true })"
METFORMIN = {
    "kind": "when_required", "name": "Metformin 500 mg", "amount": "1 tablet, by mouth", "support": "administer",
    "indication": "High sugar.", "interval_hours": "4", "from_on": "2026-11-23", "weekday_MO": "1",
}  # fmt: skip
KEPT_PAGES = ["/today", "/days/2026-11-24", "/days/2026-11-25", "/people", "/rota"]


def test_the_day_opens_from_cold_without_network(doorstep: Doorstep, phone: Phone) -> None:
    visit = phone.open_first_visit()
    person = str(phone.page.get_by_role("link", name="More about").first.get_attribute("href"))
    phone.close()
    doorstep.kill()
    phone.open()
    assert all(phone.says_as_of(address) for address in [*KEPT_PAGES, visit, person])
    phone.go("/waiting")
    expect(phone.page.get_by_role("heading", name="Nothing waiting")).to_be_visible()


def test_a_page_that_is_not_on_the_phone_says_so(doorstep: Doorstep, phone: Phone) -> None:
    doorstep.kill()
    phone.go("/days/2026-12-24")
    expect(phone.page.get_by_role("heading", name="No signal")).to_be_visible()
    phone.page.get_by_role("link", name="Today’s visits").click()
    expect(phone.page.get_by_role("heading", name="Mon 23 Nov")).to_be_visible()


def test_news_that_came_while_the_page_was_opening_is_shown(phone: Phone, grace: Coordinator) -> None:
    visit = phone.open_first_visit()
    phone.page.add_init_script(DEAF)
    phone.go(visit)
    person = str(phone.page.get_by_role("link", name="More about").first.get_attribute("href"))
    grace.adds_medicine(person.removeprefix("/people/"), METFORMIN)
    phone.page.evaluate(CATCH_UP)
    phone.page.wait_for_function("() => window.missed")
    expect(phone.dose("Metformin")).to_have_count(0)
    phone.page.evaluate("window.deaf = false")
    phone.page.evaluate(CATCH_UP)
    expect(phone.dose("Metformin")).to_be_visible()
