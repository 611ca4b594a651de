"""The people receiving care: who may open whom, what their page shows, and the code to their door."""

from datetime import timedelta

import pytest
from sqlmodel import col

from server.accounts.models import AuditRow
from server.medication.models import Medicine
from server.people.models import AllergyStatus, CprDecision, ServiceUser
from server.visits.models import Assignment
from tests.agencies import DAY, KEY_SAFE_CODE, all_of, at, change, it_is
from tests.care import minutes_pass


def page_of(person, service_user):
    return person.get(f"/people/{service_user.id}").text


# Who may open whom


def test_a_worker_finds_who_is_on_their_rota_by_family_name(phone):
    people = phone.get("/people").text
    assert people.index("Harold Osei") < people.index("Jean Whitcombe")
    assert "Walter" not in people


def test_the_office_finds_everybody_of_its_agency(office):
    people = office.get("/people").text
    assert people.index("Walter Finch") < people.index("Harold Osei") < people.index("Jean Whitcombe")
    assert "Edith" not in people


@pytest.mark.parametrize(("days", "status"), [(-8, 404), (-7, 200), (14, 200), (15, 404)])
def test_a_person_is_open_from_a_week_before_a_visit_to_two_after(agencies, phone, days, status):
    agencies.visit("09:30", agencies.walter, phone, on=DAY + timedelta(days=days))
    agencies.keep()
    assert phone.get(f"/people/{agencies.walter.id}").status == status
    assert ("Walter Finch" in phone.get("/people").text) == (status == 200)


def test_who_was_taken_off_a_persons_visits_no_longer_finds_them(agencies, phone, double):
    change(Assignment, Assignment.visit_id == double.id, removed_at=at("08:20"))
    assert phone.get(f"/people/{agencies.harold.id}").status == 404
    assert "Harold" not in phone.get("/people").text


def test_the_office_opens_who_is_on_nobodys_rota(agencies, office):
    nobody_goes_to = agencies.person(agencies.hearth, "Olga", "Petrenko")
    agencies.keep()
    assert "Olga" in page_of(office, nobody_goes_to)


def test_that_somebody_was_looked_up_is_on_record(agencies, phone):
    page_of(phone, agencies.jean)
    read = all_of(AuditRow, AuditRow.about == agencies.jean.id)
    assert [(row.deed, row.account_id) for row in read] == [("read person", phone.account.id)]


# What their page shows


def test_a_persons_page_shows_who_they_are_and_what_is_agreed(agencies, phone):
    page = page_of(phone, agencies.jean)
    assert "Jean WHITCOMBE" in page
    assert "Born 3 Feb 1941 (85)" in page
    assert "What matters to me Choir on Tuesdays." in page
    assert "Washing and breakfast, at her own pace. Version 1, in force since 19 Nov 2026" in page
    assert "What Jean wants To walk to the shop again." in page


def test_a_persons_page_shows_risks_and_whom_to_ring(agencies, phone):
    page = page_of(phone, agencies.jean)
    assert "Falls Unsteady on the stairs.Walk behind her." in page
    assert "son Peter Whitcombe07700 900111" in page


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (AllergyStatus.RECORDED, "Allergies: penicillin"),
        (AllergyStatus.NONE_KNOWN, "No known allergies"),
        (AllergyStatus.NOT_RECORDED, "Allergies not recorded. Ask before anything new."),
    ],
)
def test_h5_allergies_are_never_blank(agencies, phone, visit, status, words):
    change(ServiceUser, ServiceUser.id == agencies.jean.id, allergy_status=status)
    assert words in page_of(phone, agencies.jean)
    assert words in phone.get(f"/visits/{visit.id}").text


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (CprDecision.DO_NOT_ATTEMPT, "CPR: do not attempt. Blue folder"),
        (CprDecision.ATTEMPT, "CPR: attempt"),
        (CprDecision.NOT_RECORDED, "CPR decision not recorded: attempt"),
    ],
)
def test_what_to_do_when_the_heart_stops_is_never_blank(agencies, phone, decision, words):
    change(ServiceUser, ServiceUser.id == agencies.jean.id, cpr_decision=decision, cpr_note="Blue folder")
    assert words in page_of(phone, agencies.jean)


def test_a_person_is_called_what_they_like_to_be_called(agencies, phone):
    change(ServiceUser, ServiceUser.id == agencies.harold.id, known_as="Mr Osei")
    assert "Open Mr Osei’s visit" in phone.get("/today").text
    assert "Harold OSEI likes Mr Osei" in page_of(phone, agencies.harold)


def test_a_medicine_that_has_ended_is_not_shown(agencies, phone, paracetamol):
    assert "Paracetamol" in page_of(phone, agencies.jean)
    change(Medicine, Medicine.id == paracetamol.medicine_id, ended_on=DAY - timedelta(days=1))
    assert "Paracetamol" not in page_of(phone, agencies.jean)


def test_notes_are_shown_newest_first(agencies, phone, visit):
    phone.note(visit, "Cheerful.")
    minutes_pass(5)
    phone.note(visit, "Tired.")
    notes = page_of(phone, agencies.jean)
    assert notes.index("Tired.Amina Yusuf, Thu 19 Nov 08:25") < notes.index("Cheerful.")


@pytest.mark.parametrize(("hhmm", "is_shown"), [("08:10", False), ("08:30", True)])
def test_notes_are_shown_for_two_weeks(agencies, phone, visit, hhmm, is_shown):
    it_is(hhmm, DAY - timedelta(days=14))
    phone.note(visit, "Cheerful.")
    it_is("08:20")
    assert ("Cheerful." in page_of(phone, agencies.jean)) == is_shown
    assert ("No notes in the last two weeks." in page_of(phone, agencies.jean)) != is_shown


def test_a_corrected_note_is_left_to_the_visits_own_page(agencies, phone, visit):
    first = phone.note(visit, "Cheerful.")
    phone.note(visit, "Tired.", corrects=first.id)
    assert "Cheerful." not in page_of(phone, agencies.jean)
    assert "Cheerful." in phone.get(f"/visits/{visit.id}").text


# The key safe


def code_at(phone, visit):
    return phone.get(f"/visits/{visit.id}/key-safe")


@pytest.mark.parametrize(
    ("hhmm", "is_shown"), [("07:44", False), ("07:45", True), ("08:59", True), ("09:01", False), ("17:29", False)]
)
def test_the_code_is_shown_from_30_minutes_before_a_visit_to_its_end(phone, visit, hhmm, is_shown):
    it_is(hhmm)
    shown = code_at(phone, visit)
    assert shown.status == 200
    assert (KEY_SAFE_CODE in shown.html) == is_shown
    assert ("The code is shown from 30 minutes before" in shown.text) == (not is_shown)


def test_who_is_still_inside_may_see_the_code_after_the_end(phone, visit):
    phone.arrive(visit)
    it_is("09:20")
    assert KEY_SAFE_CODE in code_at(phone, visit).text
    phone.leave(visit)
    assert KEY_SAFE_CODE not in code_at(phone, visit).text


def test_every_showing_is_on_record_and_every_asking(phone, visit):
    code_at(phone, visit)
    it_is("12:00")
    code_at(phone, visit)
    deeds = all_of(AuditRow, AuditRow.about == visit.id, col(AuditRow.deed).contains("key-safe"))
    assert sorted(row.deed for row in deeds) == ["asked for key-safe code", "saw key-safe code"]
    assert {row.account_id for row in deeds} == {phone.account.id}


def test_the_code_is_on_no_other_page(agencies, phone, office, visit):
    assert KEY_SAFE_CODE not in phone.get(f"/visits/{visit.id}").html
    assert KEY_SAFE_CODE not in phone.get(f"/people/{agencies.jean.id}").html
    assert KEY_SAFE_CODE not in office.get(f"/people/{agencies.jean.id}").html
    assert KEY_SAFE_CODE not in office.get(f"/visits/{visit.id}").html


def test_nobody_but_the_worker_of_the_visit_sees_the_code(agencies, bens_phone, office, visit):
    assert code_at(bens_phone, visit).status == 404
    assert code_at(office, visit).status == 404
