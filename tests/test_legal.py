"""What is decided about a person in law: by version, with who said so; the CPR decision is on every screen."""

import pytest

from server.legal.models import LegalRecord
from tests.agencies import all_of

GIVEN = {
    "about": "Help with medicines", "answer": "given", "who": "Jean herself", "decided_on": "2026-11-18",
    "paper_at": "", "words": "Explained with the chart in hand.", "review_on": "2027-05-18", "ends_on": "",
}  # fmt: skip
CPR = {
    "answer": "do_not_attempt", "who": "Dr Anjali Patel, GP", "decided_on": "2026-11-10",
    "paper_at": "Red folder in the hall", "words": "Jean and Carol took part.", "review_on": "", "ends_on": "",
}  # fmt: skip


@pytest.fixture
def jean(agencies):
    return agencies.jean


def record(office, person, kind="consent", **said):
    return office.post(f"/people/{person.id}/legal/new/{kind}", **GIVEN | said)


def consent_of(person):
    return max(
        (one for one in all_of(LegalRecord) if one.service_user_id == person.id), key=lambda one: (one.version, one.id)
    )


def test_a_consent_says_who_gave_it_for_what_and_when(office, jean):
    page = record(office, jean).text
    assert "Help with medicines: given" in page
    assert "Jean herself, 18 Nov 2026. Review 18 May 2027" in page


def test_who_visits_her_reads_it(office, phone, jean):
    record(office, jean, answer="refused", about="Photographs of skin or wounds")
    assert "Photographs of skin or wounds: refused" in phone.get(f"/people/{jean.id}").text


def test_withdrawn_it_is_a_new_version_and_the_old_one_can_be_read(office, jean):
    record(office, jean)
    given = consent_of(jean)
    office.post(f"/legal/{given.id}/versions", **GIVEN | {"answer": "withdrawn", "seen": 1})
    assert "Help with medicines: withdrawn" in office.get(f"/people/{jean.id}/legal").text
    assert "Version 1, Grace" in office.get(f"/legal/{given.id}").text


def test_saved_twice_without_a_change_it_is_one_version(office, jean):
    record(office, jean)
    given = consent_of(jean)
    office.post(f"/legal/{given.id}/versions", **GIVEN | {"seen": 1})
    assert consent_of(jean).version == 1


def test_the_same_form_sent_twice_is_one_record(agencies, office, jean):
    before = len(all_of(LegalRecord))
    record(office, jean, matter=agencies.wash.id)
    record(office, jean, matter=agencies.wash.id)
    assert len(all_of(LegalRecord)) == before + 1


def test_sent_again_after_it_was_changed_it_is_not_lost_in_silence(agencies, office, jean):
    record(office, jean, matter=agencies.wash.id)
    page = record(office, jean, matter=agencies.wash.id, answer="refused")
    assert (page.status, "This is on record already." in page.text) == (422, True)
    assert consent_of(jean).answer == "given"


def test_a_person_has_one_cpr_decision_and_it_does_not_end_by_itself(office, jean):
    office.post(f"/people/{jean.id}/legal/new/cpr", **CPR)
    again = office.post(f"/people/{jean.id}/legal/new/cpr", **CPR | {"answer": "attempt", "ends_on": "2026-12-01"})
    assert "What the banner says ends only when somebody writes so." in again.text
    again = office.post(f"/people/{jean.id}/legal/new/cpr", **CPR | {"answer": "attempt"})
    assert "This is on record already." in again.text
    assert "CPR: do not attempt" in office.get(f"/people/{jean.id}/legal").text


def test_what_somebody_else_wrote_meanwhile_is_told_and_both_texts_stay(office, jean):
    record(office, jean)
    given = consent_of(jean)
    office.post(f"/legal/{given.id}/versions", **GIVEN | {"who": "Carol, attorney", "seen": 1})
    page = office.post(f"/legal/{given.id}/versions", **GIVEN | {"who": "Jean, by nodding", "seen": 1})
    assert page.status == 422
    assert "wrote “Carol, attorney” while you were typing" in page.text
    assert page.forms[-1].filled["who"] == "Jean, by nodding"


def test_all_that_is_missing_is_said_at_once(office, jean):
    page = record(office, jean, about="", answer="", decided_on="2026-12-01")
    assert page.status == 422
    assert "3 answers need another look" in page.text
    assert "This day is still to come." in page.text
    assert GIVEN["words"] in page.text


def test_a_cpr_decision_is_on_the_banner_and_told_on_the_next_visit(office, phone, jean, visit):
    office.post(f"/people/{jean.id}/legal/new/cpr", **CPR)
    page = phone.get(f"/visits/{visit.id}").text
    assert "CPR: do not attempt" in page
    assert "CPR decision: do not attempt. Paper: Red folder in the hall" in page


def test_one_without_the_place_of_its_paper_is_asked_again(office, jean):
    page = office.post(f"/people/{jean.id}/legal/new/cpr", **CPR | {"paper_at": ""})
    assert "Say where the paper is." in page.text


def test_a_power_that_has_ended_says_so_and_workers_read_it_no_more(office, phone, jean):
    record(office, jean, kind="court", about="Deputy for property and affairs", answer="in_force", ends_on="2026-11-18")
    assert "Ended 18 Nov 2026" in office.get(f"/people/{jean.id}/legal").text
    assert "Deputy for property and affairs" not in phone.get(f"/people/{jean.id}").text


def test_a_kind_that_is_none_is_not_found(office, jean):
    assert office.get(f"/people/{jean.id}/legal/new/will").status == 404
