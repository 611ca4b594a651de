"""What could not be taken as it stood: the office sees it, and accepts it, corrects it or sets it aside."""

from uuid import UUID

import pytest

from server.inbox.models import Form
from server.medication.models import MarEntry
from server.visits.entry_kinds import ActionOutcome, Arrival
from tests.agencies import all_of


def form_of(recorded):
    return all_of(Form, Form.id == recorded.id)[0]


@pytest.fixture
def unexplained(phone, breakfast):
    """A form that says that breakfast was not done, and not why."""
    return phone.tick(breakfast, "not_done", "")


@pytest.fixture
def elsewhere(bens_phone, visit):
    """Ben's check-in at a visit that is not on his rota."""
    return bens_phone.keep(f"/visits/{visit.id}/arrival", "/today", {"visit": str(visit.id)})


def correct(office, form, **fields):
    values = {"outcome": "not_done", "reason": "No time", "decision": "Amina rang and said so"} | fields
    return office.submit(f"/held-forms/{form.id}/correction", **values).status_code


def test_the_office_sees_what_is_held_and_why(office, unexplained):
    text = office.get("/held-forms").text
    assert "Care action: Breakfast, Jean Whitcombe" in text
    assert "Amina Yusuf, recorded" in text
    assert "does not say why it was not done" in text
    assert "(1)" in office.get("/board").text


def test_a_held_form_is_shown_in_words(office, unexplained):
    page = office.get(f"/held-forms/{unexplained.id}")
    assert "<dt>Outcome</dt><dd>Not done</dd>" in page.html
    assert "Why it is held" in page.text


def test_a_form_from_outside_the_rota_is_accepted_as_it_is(bens_phone, office, elsewhere, visit):
    assert office.submit(f"/held-forms/{elsewhere.id}/acceptance").status_code == 303
    [arrival] = all_of(Arrival, Arrival.visit_id == visit.id)
    assert (arrival.id, arrival.author_id) == (elsewhere.id, bens_phone.account.id)
    assert "Checked in" in office.get(f"/visits/{visit.id}").text


def test_accepting_closes_the_alert_and_says_by_whom(agencies, office, elsewhere):
    assert len(agencies.open_alerts()) == 1
    office.post(f"/held-forms/{elsewhere.id}/acceptance")
    assert agencies.open_alerts() == []
    assert "Accepted by Grace Mensah" in office.get(f"/held-forms/{elsewhere.id}").text


def test_what_still_cannot_be_accepted_stays_held_and_says_why(office, unexplained, visit):
    answer = office.post(f"/held-forms/{unexplained.id}/acceptance")
    assert answer.status == 422
    assert "It is still held. This form does not say why it was not done." in answer.text
    assert form_of(unexplained).state == "held"
    assert all_of(ActionOutcome, ActionOutcome.visit_id == visit.id) == []


def test_a_corrected_form_becomes_an_entry_and_what_was_sent_stays(office, unexplained, visit):
    assert correct(office, unexplained) == 303
    [outcome] = all_of(ActionOutcome, ActionOutcome.visit_id == visit.id)
    assert (outcome.id, outcome.reason) == (unexplained.id, "No time")
    assert form_of(unexplained).body == unexplained.body
    assert "No time" in office.get(f"/visits/{visit.id}").text


def test_each_place_on_the_body_stays_when_the_office_adds_what_lacks(phone, office, visit, levodopa):
    body = {"visit": str(visit.id), "outcome": "applied", "sites": ["thigh_left", "heel_left"]}
    held = phone.keep(f"/doses/{levodopa.id}/outcomes", f"/visits/{visit.id}", body)
    page = office.get(f"/held-forms/{held.id}")
    assert "Where on the body" in page.text
    assert correct(office, held, outcome="applied", support="assist", reason="") == 303
    assert [entry.sites for entry in all_of(MarEntry, MarEntry.id == held.id)] == ["thigh_left heel_left"]


def test_another_agencys_medicine_is_not_named(agencies, phone, office, visit):
    stranger = agencies.person(agencies.lantern, "Olive", "Stone")
    order = agencies.medicine(stranger, "Lithium 400 mg")
    agencies.keep()
    body = {"visit": str(visit.id), "order_id": str(order.order_id), "kind": "counted", "quantity": "7"}
    held = phone.keep(f"/visits/{visit.id}/stock-movements", f"/visits/{visit.id}", body)
    assert held.state == "held"
    assert "Lithium" not in office.get("/held-forms").text


def test_a_correction_needs_a_reason(office, unexplained):
    assert correct(office, unexplained, decision=" ") == 422
    assert form_of(unexplained).state == "held"


def test_a_correction_that_is_not_enough_keeps_what_was_typed(office, unexplained):
    typed = {"outcome": "done", "reason": "She was asleep", "decision": "She rang"}
    answer = office.post(f"/held-forms/{unexplained.id}/correction", **typed)
    assert answer.status == 422
    assert "how much support" in answer.text
    assert 'value="She was asleep"' in answer.html
    assert "She rang</textarea>" in answer.html
    assert form_of(unexplained).corrected_body is None


def test_a_long_note_is_corrected_line_by_line(phone, office, visit):
    lines = "She was tired.\nShe ate half of her porridge, and drank two cups of tea."
    note = phone.keep(
        f"/visits/{visit.id}/notes", "/today", {"visit": str(visit.id), "kind": "visit", "words": lines}, 9
    )
    assert f"\n{lines}</textarea>" in office.get(f"/held-forms/{note.id}").html
    assert "Nothing more sends by itself. What needs attention is below." in phone.get("/waiting").text


def test_what_nobody_can_accept_is_not_offered_to_be(phone, office):
    form = phone.keep(f"/visits/{UUID(int=7)}/horoscopes", "/today", {"at": "soon"})
    assert "nobody can accept it" in (page := office.get(f"/held-forms/{form.id}").text)
    assert "Accept" not in page


def test_a_time_that_cannot_be_read_is_called_a_time(phone, visit):
    arrival = phone.keep(f"/visits/{visit.id}/arrival", "/today", {"visit": str(visit.id), "at": "soon"})
    assert arrival.why == "This form's time cannot be read as it stands."


def test_a_form_set_aside_is_no_entry_and_stays_on_record(agencies, office, unexplained, visit):
    answer = office.submit(f"/held-forms/{unexplained.id}/setting-aside", decision="Tapped on the wrong person")
    assert answer.status_code == 303
    assert all_of(ActionOutcome, ActionOutcome.visit_id == visit.id) == []
    assert form_of(unexplained).state == "set_aside"
    assert "Set aside" in office.get(f"/visits/{visit.id}").text
    assert agencies.open_alerts() == []


def test_setting_aside_needs_a_reason(office, unexplained):
    assert office.post(f"/held-forms/{unexplained.id}/setting-aside", decision="").status == 422
    assert form_of(unexplained).state == "held"


def test_what_was_recorded_on_somebody_elses_page_is_given_to_whom_it_belongs(agencies, phone, office, visit):
    note = phone.note(visit, "Cheerful", service_user=agencies.walter.id)
    assert office.post(f"/held-forms/{note.id}/acceptance").status == 422
    office.post(f"/held-forms/{note.id}/correction", kind="visit", words="Cheerful", belongs="yes", decision="Jean’s")
    assert "Cheerful" in office.get(f"/visits/{visit.id}").text


def test_what_is_decided_is_not_decided_again(office, elsewhere):
    office.post(f"/held-forms/{elsewhere.id}/acceptance")
    office.post(f"/held-forms/{elsewhere.id}/setting-aside", decision="Too late")
    assert form_of(elsewhere).state == "accepted"


def test_a_form_about_no_visit_of_ours_can_only_be_set_aside(phone, office):
    lost = phone.keep(f"/visits/{UUID(int=7)}/arrival", "/today", {})
    assert "It can only be set aside" in office.post(f"/held-forms/{lost.id}/acceptance").text


def test_a_form_that_was_never_held_is_not_among_them(phone, office, visit):
    assert office.get(f"/held-forms/{phone.arrive(visit).id}").status == 404


@pytest.mark.parametrize("deed", ["acceptance", "correction", "setting-aside"])
def test_a_held_form_of_another_agency_is_not_there(agencies, bens_phone, elsewhere, deed):
    assert agencies.olive.post(f"/held-forms/{elsewhere.id}/{deed}", decision="Mine").status == 404
    assert bens_phone.post(f"/held-forms/{elsewhere.id}/{deed}", decision="Mine").status == 404
    assert agencies.olive.get(f"/held-forms/{elsewhere.id}").status == 404
    assert form_of(elsewhere).state == "held"
