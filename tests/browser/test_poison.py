"""One bad form, a line that takes little at once, an office that is too busy: nothing else waits for ever."""

from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

from tests.faults import Line

WHY = "This visit was not on the rota of who recorded it when it reached the office."


def test_one_form_that_cannot_be_taken_keeps_no_other_back(
    doorstep: Doorstep, line: Line, phone: Phone, grace: Coordinator
) -> None:
    first, second = phone.open_visits()[:2]
    line.becomes("hang")
    phone.go(second)
    phone.write("Visit note about", "She slept well")
    phone.go(first)
    poison, *others = phone.write_notes(19)
    doorstep.take_off_rota(second)
    line.becomes("delay")
    expect(phone.status).to_have_text("Needs attention: 1", timeout=30_000)
    assert phone.waiting() == []
    assert line.suffered == 2
    assert doorstep.recorded_from(poison["device"]) == [form["id"] for form in others]
    phone.go("/waiting")
    expect(phone.page.get_by_role("article")).to_contain_text(WHY)
    expect(grace.held()).to_contain_text(WHY)


def test_what_is_too_large_at_once_arrives_in_halves(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    phone.open_first_visit()
    line.becomes("hang")
    waited = phone.write_notes(20)
    line.becomes("too large")
    phone.wait_until_sent()
    assert line.refused > 0
    assert doorstep.recorded_from(waited[0]["device"]) == [form["id"] for form in waited]


def test_what_a_busy_office_turned_away_arrives_once(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    phone.open_first_visit()
    line.becomes("hang")
    waited = phone.write_notes(3)
    line.becomes("429")
    line.wait_until_hit()
    expect(phone.status).to_have_text("Saved on this phone: 3")
    line.heals(phone.next_try_at())
    phone.wait_until_sent()
    assert phone.said_sent_at() >= line.receipts_at
    assert doorstep.recorded_from(waited[0]["device"]) == [form["id"] for form in waited]
