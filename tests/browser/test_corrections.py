"""A correction made while what it corrects is being sent: two records, each with its own receipt."""

from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

from tests.faults import Line


def test_a_note_corrected_while_it_is_being_sent(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    phone.open_first_visit()
    line.becomes("trickle")
    phone.write("Visit note about", "Ate all her toast")
    line.wait_until_hit()
    phone.correct_note("Ate all her toast", "Ate half a slice")
    first, correction = phone.waiting()
    line.becomes("500")
    expect(phone.note("Ate all her toast").locator(".sync-mark")).to_contain_text("Sent")
    expect(phone.note("Ate half a slice").locator(".sync-mark")).to_contain_text("Saved on this phone")
    assert phone.waiting() == [correction]
    line.heals(phone.next_try_at())
    phone.wait_until_sent()
    assert doorstep.recorded_from(first["device"]) == [first["id"], correction["id"]]
    assert doorstep.corrected_by(correction["id"]) == first["id"]


def test_an_answer_corrected_while_it_is_being_sent(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    phone.open_first_visit()
    card = phone.page.locator(f"#{phone.unanswered('#care')[0]}")
    line.becomes("trickle")
    phone.tick(card)
    line.wait_until_hit()
    phone.correct(card, "Declined")
    first, correction = phone.waiting()
    line.becomes("500")
    expect(phone.status).to_have_text("Saved on this phone: 1")
    expect(card.locator(".sync-mark")).to_contain_text("Saved on this phone")
    assert phone.waiting() == [correction]
    line.heals(phone.next_try_at())
    phone.wait_until_sent()
    assert doorstep.recorded_from(first["device"]) == [first["id"], correction["id"]]
    assert doorstep.corrected_by(correction["id"]) == first["id"]
