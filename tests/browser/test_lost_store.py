"""A phone whose browser threw its store away: named to worker and office, and it begins anew."""

from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

from tests.faults import Line


def test_what_a_phone_lost_is_named_and_its_day_comes_back(
    doorstep: Doorstep, line: Line, phone: Phone, grace: Coordinator
) -> None:
    visit = phone.open_first_visit()
    phone.write("Visit note about", "The office has this")
    phone.wait_until_sent()
    line.becomes("500")
    phone.write_notes(3)
    phone.look_again()
    doorstep.wait_until_it_knows_of(waiting=3)
    phone.lose_store()
    phone.go_until_it_answers("/waiting")
    expect(phone.page.get_by_role("heading", name="Your phone lost at least 3 records")).to_be_visible(timeout=15_000)
    grace.go("/board")
    expect(grace.page.get_by_role("heading", name="Amina Yusuf’s phone lost at least 3 records")).to_be_visible()
    phone.wait_for_day()
    line.heals()
    phone.go(visit)
    expect(phone.note("The office has this")).to_be_visible()
    phone.write("Visit note about", "Begun anew")
    phone.wait_until_sent()
    assert doorstep.words() >= {"The office has this", "Begun anew"}
