"""What the office tells a phone about each form, and what the worker and the office then see."""

from sqlalchemy import event

from server.inbox.queries import epoch_now
from server.inbox.unit import Unit
from server.visits.models import Assignment
from tests.agencies import change

NOT_ON_ROTA = "This visit was not on the rota of who recorded it when it reached the office."


def reassign(agencies, visit, worker):
    """Take the visit off a worker's rota, as the office does behind their back."""
    mine = (Assignment.visit_id == visit.id) & (Assignment.account_id == worker.account.id)
    change(Assignment, mine, removed_at=visit.starts_at)


def test_a_receipt_names_the_form_and_says_sent(phone, wash):
    phone.lose_signal()
    tick = phone.tick(wash)
    answer = phone.say([tick.on_the_wire()]).json()
    assert answer["receipts"] == [{"id": str(tick.id), "state": "sent", "why": ""}]


def test_receipts_are_in_the_order_of_the_forms(phone, visit):
    phone.lose_signal()
    notes = [phone.note(visit, "One."), phone.note(visit, "Two."), phone.note(visit, "Three.")]
    answer = phone.say([note.on_the_wire() for note in notes]).json()
    assert [receipt["id"] for receipt in answer["receipts"]] == [str(note.id) for note in notes]


def test_receipts_carry_our_mark_the_epoch_and_the_time_here(phone):
    answer = phone.say([])
    assert (answer.json()["doorstep"], answer.json()["epoch"]) == ("receipts", epoch_now())
    assert answer.json()["now"].startswith("2026-11-19T08:20")
    assert answer.headers["cache-control"] == "no-store"


def test_there_is_no_receipt_when_the_commit_fails_and_the_form_can_be_sent_again(phone, visit):
    phone.lose_signal()
    note = phone.note(visit, "Had tea.")
    event.listen(Unit, "before_commit", fail)
    try:
        answer = phone.say([note.on_the_wire()])
    finally:
        event.remove(Unit, "before_commit", fail)
    assert (answer.status_code, "receipts" in answer.text) == (500, False)
    assert "Had tea." not in phone.get(f"/visits/{visit.id}").text
    assert phone.send_again(note) == "sent"


def fail(_unit):
    raise OSError("the disk is full")


def test_a_visit_that_was_reassigned_is_held_with_the_reason(agencies, phone, visit, wash):
    phone.lose_signal()
    tick = phone.tick(wash)
    reassign(agencies, visit, phone)
    phone.find_signal()
    assert (tick.state, tick.why.startswith(NOT_ON_ROTA)) == ("held", True)
    assert NOT_ON_ROTA in phone.get("/waiting").text


def test_a_held_form_shows_on_the_visit_it_is_about(phone, visit, breakfast):
    tick = phone.tick(breakfast, outcome="not_done", support="")
    assert tick.state == "held"
    assert "Needs attention What you recorded at 08:20 is kept." in phone.get(f"/visits/{visit.id}").text


def test_the_office_sees_a_held_form_with_its_author_and_reason(agencies, phone, office, visit, wash):
    phone.lose_signal()
    phone.tick(wash)
    reassign(agencies, visit, phone)
    phone.find_signal()
    held = office.get("/held-forms").text
    assert "Amina Yusuf" in held
    assert NOT_ON_ROTA in held


def test_another_agencys_office_sees_nothing_of_it(agencies, phone, breakfast):
    phone.tick(breakfast, outcome="not_done", support="")
    assert "Amina" not in agencies.olive.get("/held-forms").text


def test_a_visit_that_was_never_on_the_rota_is_held_by_the_inbox(agencies, phone):
    visit = agencies.walters
    values = {"visit": str(visit.id), "service_user": str(visit.service_user_id), "words": "I helped Ben."}
    note = phone.keep(f"/visits/{visit.id}/notes", "/today", values)
    assert (note.state, note.why.startswith(NOT_ON_ROTA)) == ("held", True)


def test_a_visit_that_does_not_exist_is_held_in_the_same_words(agencies, phone):
    there, nowhere = (
        phone.keep(f"/visits/{visit_id}/arrival", "/today", {"visit": str(visit_id)})
        for visit_id in (agencies.walters.id, agencies.jean.id)
    )
    assert (there.state, there.why) == (nowhere.state, nowhere.why) == ("held", there.why)


def test_an_accepted_form_is_sent_and_counts(agencies, phone, office, visit, wash):
    phone.lose_signal()
    tick = phone.tick(wash)
    reassign(agencies, visit, phone)
    phone.find_signal()
    office.post(f"/held-forms/{tick.id}/acceptance", decision="Amina did go.")
    assert phone.send_again(tick) == "sent"
    assert "Wash" in office.get(f"/visits/{visit.id}").text


def test_a_form_set_aside_stays_set_aside_when_the_phone_sends_it_again(phone, office, breakfast, visit):
    tick = phone.tick(breakfast, outcome="not_done", support="")
    office.post(f"/held-forms/{tick.id}/setting-aside", decision="Recorded twice.")
    assert phone.send_again(tick) == "sent"
    assert "Not done" not in phone.get(f"/visits/{visit.id}").text.partition("Breakfast")[2][:40]


def test_a_form_about_somebody_else_than_its_page_is_held(agencies, phone, visit):
    note = phone.note(visit, "Ate well.", service_user=agencies.harold.id)
    assert (note.state, "about somebody else" in note.why) == ("held", True)


def test_a_form_about_another_visit_than_its_page_is_held(phone, visit, double):
    note = phone.note(visit, "Ate well.", visit=double.id)
    assert (note.state, "about somebody else" in note.why) == ("held", True)


def test_what_somebody_else_recorded_cannot_be_corrected(phone, bens_phone, double):
    theirs = bens_phone.note(double, "Harold was cheerful.")
    mine = phone.note(double, "Harold was sad.", corrects=theirs.id)
    assert (mine.state, "somebody else recorded" in mine.why) == ("held", True)
    assert "Harold was cheerful." in bens_phone.get(f"/visits/{double.id}").text
