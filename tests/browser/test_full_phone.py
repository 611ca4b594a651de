"""A phone without room: it never says saved when it is not, and the last records have room of their own."""

from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

from tests.faults import Line


def test_a_full_phone_never_says_saved(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    phone.open_first_visit()
    line.becomes("500")
    waited = phone.write_notes(3)
    phone.fill_storage()
    field = phone.is_typing("Visit note about", "Slept well")
    phone.save(field)
    expect(phone.page.get_by_role("alert").filter(has_text="Not saved")).to_be_visible()
    expect(phone.note("Slept well")).to_have_count(0)
    expect(field).to_have_value("Slept well")
    assert phone.waiting() == waited
    line.heals()
    phone.free_storage()
    phone.save(field)
    phone.wait_until_sent()
    assert len(doorstep.recorded_from(waited[0]["device"])) == 4


def test_a_text_too_long_to_be_sent_is_not_taken_for_a_full_phone(phone: Phone) -> None:
    phone.open_first_visit()
    field = phone.page.get_by_label("Visit note about")
    field.fill("Slept well. " * 700_000)
    phone.save(field)
    expect(phone.page.get_by_role("alert")).to_contain_text("too long to be sent. Shorten the text")
    field.evaluate("field => { field.value = field.value.slice(0, 11) }")
    phone.save(field)
    expect(phone.note("Slept well.")).to_be_visible()


def test_a_full_phone_still_sends(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    phone.open_first_visit()
    line.becomes("hang")
    waited = phone.write_notes(3)
    phone.fill_storage()
    line.heals()
    line.wait_until_receipts_are_given()
    phone.free_storage()
    phone.wait_until_sent()
    assert doorstep.recorded_from(waited[0]["device"]) == [form["id"] for form in waited]


def test_the_last_records_have_room_of_their_own(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    visit = phone.open_first_visit()
    line.becomes("hang", "/inbox", "/day-pack")
    phone.fill_storage(all_but=phone.storage_used())
    waited = phone.write_notes(5)
    phone.go(visit)
    expect(phone.page.get_by_text("This phone is full")).to_be_visible()
    assert len(phone.waiting()) == 5
    line.heals()
    phone.wait_until_sent()
    phone.free_storage()
    phone.look_again()
    expect(phone.page.get_by_text("This phone is full")).to_be_hidden()
    assert doorstep.recorded_from(waited[0]["device"]) == [form["id"] for form in waited]
