"""The day on the phone: every page of it opens from cold with the network gone, and says how old it is."""

from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

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
