from uuid import UUID

import pytest

from server.visits.models import ActionOutcome, Arrival, Visit
from tests.office import (
    Person,
    Phone,
    Town,
    actions_of,
    agency,
    all_of,
    empty_database,
    form_of,
    office,
    open_alerts,
    phone,
    wash,
)  # fmt: skip

__all__ = ["agency", "empty_database", "office", "phone", "wash"]


@pytest.fixture
def unexplained(phone: Phone, wash: Visit) -> UUID:
    """A form that says an action was not done, and not why."""
    return phone.tick(actions_of(wash)[0], outcome="not_done", support="", service_user=wash.service_user_id)


@pytest.fixture
def elsewhere(agency: Town, wash: Visit) -> UUID:
    """Ben's check-in at a visit that is not on his rota."""
    return agency.ben.arrive(wash)


def correct(office: Person, form_id: UUID, **fields: str) -> int:
    values = {"outcome": "not_done", "reason": "No time", "decision": "Amina rang and said so"} | fields
    return office.post(f"/held-forms/{form_id}/correction", **values).status_code


def test_the_office_sees_what_is_held_and_why(office: Person, unexplained: UUID) -> None:
    text = office.get("/held-forms").text
    assert "Care action: Wash, Jean Whitcombe" in text
    assert "Amina Yusuf, recorded" in text
    assert "does not say why it was not done" in text
    assert "(1)" in office.get("/board").text


def test_a_held_form_is_shown_in_words(office: Person, unexplained: UUID) -> None:
    text = office.get(f"/held-forms/{unexplained}").text
    assert "<dt>Outcome</dt><dd>Not done</dd>" in text
    assert "Why it is held" in text


def test_a_form_from_outside_the_rota_is_accepted_as_it_is(
    agency: Town, office: Person, elsewhere: UUID, wash: Visit
) -> None:
    assert office.post(f"/held-forms/{elsewhere}/acceptance").status_code == 303
    [arrival] = all_of(Arrival)
    assert (arrival.id, arrival.author_id, arrival.visit_id) == (elsewhere, agency.ben.account.id, wash.id)
    assert "Checked in" in office.get(f"/visits/{wash.id}").text


def test_accepting_closes_the_alert_and_says_by_whom(office: Person, elsewhere: UUID) -> None:
    office.post(f"/held-forms/{elsewhere}/acceptance")
    assert open_alerts() == []
    assert "Accepted by Grace Mensah" in office.get(f"/held-forms/{elsewhere}").text


def test_what_still_cannot_be_accepted_stays_held_and_says_why(office: Person, unexplained: UUID) -> None:
    answer = office.post(f"/held-forms/{unexplained}/acceptance")
    assert answer.status_code == 422
    assert "It is still held. This form does not say why it was not done." in answer.text
    assert form_of(unexplained).state == "held"
    assert all_of(ActionOutcome) == []


def test_a_corrected_form_becomes_an_entry_and_what_was_sent_stays(office: Person, unexplained: UUID) -> None:
    sent = form_of(unexplained).body
    assert correct(office, unexplained) == 303
    [outcome] = all_of(ActionOutcome)
    assert (outcome.id, outcome.reason) == (unexplained, "No time")
    assert form_of(unexplained).body == sent
    assert "No time" in office.get(f"/visits/{outcome.visit_id}").text


def test_a_correction_needs_a_reason(office: Person, unexplained: UUID) -> None:
    assert correct(office, unexplained, decision=" ") == 422
    assert form_of(unexplained).state == "held"


def test_a_correction_that_is_not_enough_keeps_what_was_typed(office: Person, unexplained: UUID) -> None:
    answer = office.post(
        f"/held-forms/{unexplained}/correction", outcome="done", reason="She was asleep", decision="She rang"
    )
    assert answer.status_code == 422
    assert "how much support" in answer.text
    assert 'value="She was asleep"' in answer.text
    assert "She rang</textarea>" in answer.text
    assert form_of(unexplained).corrected_body is None


def test_a_form_set_aside_is_no_entry_and_stays_on_record(office: Person, unexplained: UUID, wash: Visit) -> None:
    answer = office.post(f"/held-forms/{unexplained}/setting-aside", decision="Tapped on the wrong person")
    assert answer.status_code == 303
    assert all_of(ActionOutcome) == []
    assert form_of(unexplained).state == "set_aside"
    assert "Set aside" in office.get(f"/visits/{wash.id}").text
    assert open_alerts() == []


def test_setting_aside_needs_a_reason(office: Person, unexplained: UUID) -> None:
    assert office.post(f"/held-forms/{unexplained}/setting-aside", decision="").status_code == 422
    assert form_of(unexplained).state == "held"


def test_what_was_recorded_on_somebody_elses_page_is_given_to_whom_it_belongs(
    agency: Town, phone: Phone, office: Person, wash: Visit
) -> None:
    note = phone.send(f"/visits/{wash.id}/notes", service_user=agency.walter.id, words="Cheerful")
    assert office.post(f"/held-forms/{note}/acceptance").status_code == 422
    office.post(f"/held-forms/{note}/correction", kind="visit", words="Cheerful", belongs="yes", decision="Was Jean")
    assert "Cheerful" in office.get(f"/visits/{wash.id}").text


def test_what_is_decided_is_not_decided_again(office: Person, elsewhere: UUID) -> None:
    office.post(f"/held-forms/{elsewhere}/acceptance")
    office.post(f"/held-forms/{elsewhere}/setting-aside", decision="Too late")
    assert form_of(elsewhere).state == "accepted"


def test_a_form_about_no_visit_of_ours_can_only_be_set_aside(
    agency: Town, phone: Phone, office: Person, unexplained: UUID
) -> None:
    lost = phone.send(f"/visits/{UUID(int=7)}/arrival")
    assert "It can only be set aside" in office.post(f"/held-forms/{lost}/acceptance").text


@pytest.mark.parametrize("deed", ["acceptance", "correction", "setting-aside"])
def test_a_held_form_of_another_agency_is_not_there(agency: Town, elsewhere: UUID, deed: str) -> None:
    assert agency.olive.post(f"/held-forms/{elsewhere}/{deed}", decision="Mine").status_code == 404
    assert agency.ben.post(f"/held-forms/{elsewhere}/{deed}", decision="Mine").status_code == 404
    assert agency.olive.get(f"/held-forms/{elsewhere}").status_code == 404
    assert form_of(elsewhere).state == "held"
