"""Two workers, one phone: neither sees nor sends what is the other's."""

from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

from tests.faults import Line


def test_what_waits_stays_sealed_for_who_recorded_it(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    phone.open_first_visit()
    line.becomes("500")
    waited = phone.write_notes(3)
    phone.sign_out()
    assert phone.warned.startswith("3 records are still only on this phone.")
    line.heals()
    phone.sign_in("ben")
    assert phone.waiting() == []
    phone.go("/waiting")
    expect(phone.page.get_by_role("heading", name="Nothing waiting")).to_be_visible()
    expect(phone.page.get_by_text("Note 1 of 3")).to_have_count(0)
    phone.look_again()
    assert doorstep.recorded_from(waited[0]["device"]) == []
    phone.sign_out()
    phone.sign_in("amina")
    phone.wait_until_sent()
    assert doorstep.recorded_from(waited[0]["device"]) == [form["id"] for form in waited]


def test_who_signed_out_without_signal_leaves_nothing_behind(doorstep: Doorstep, phone: Phone) -> None:
    visit = phone.open_first_visit()
    doorstep.kill()
    phone.sign_out()
    phone.go(visit)
    expect(phone.page.get_by_role("heading", name="No signal")).to_be_visible()
    doorstep.start()
    phone.go(visit)
    expect(phone.page.get_by_text("Amina")).to_have_count(0)


def test_a_tab_left_open_goes_when_somebody_else_signs_in(phone: Phone) -> None:
    other = phone.second_tab(phone.open_first_visit())
    phone.sign_out()
    phone.sign_in("ben")
    expect(other.page.get_by_text("Amina")).to_have_count(0)
