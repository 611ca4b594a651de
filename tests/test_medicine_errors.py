"""Medicine errors: reported about a dose, never edited, closed with what was learnt; and what is to be done after."""

import pytest

from server.accounts.models import AuditRow
from server.medicine_actions.models import ActionDone
from tests.agencies import all_of, it_is
from tests.auditor import TO_DO, actions_about, ask_for_something, errors_about, report, versions_about, write
from tests.care import at_once

CLOSED = {"status": "closed", "learning": "Packs are counted on Mondays."}


@pytest.fixture
def walter(agencies):
    return agencies.walter


@pytest.fixture
def error(office, walter):
    report(office, walter)
    return errors_about(walter)[0]


def deeds():
    return {row.deed for row in all_of(AuditRow)}


# Reporting


def test_an_error_about_a_dose_shows_on_the_visits_record(agencies, office, walter):
    assert "Report an error about this dose" in office.get(f"/visits/{agencies.walters.id}").text
    report(office, walter, dose=agencies.aspirin.id)
    assert "Error reported" in office.get(f"/visits/{agencies.walters.id}").text


def test_and_in_the_charts_notes(agencies, office, walter):
    report(office, walter, dose=agencies.aspirin.id)
    assert "Thu 19 Nov 09:30, Aspirin: Error reported" in office.get(f"/people/{walter.id}/mar").text


def test_a_dose_brings_its_own_time_to_the_form(agencies, office, levodopa):
    it_is("12:00")
    page = office.get(f"/people/{agencies.jean.id}/medicine-errors/new?dose={levodopa.id}")
    [form] = [form for form in page.forms if form.action.endswith("/medicine-errors")]
    assert (form.filled["dose"], form.filled["happened"]) == (str(levodopa.id), "2026-11-19T08:30")


def test_another_persons_dose_is_not_found(office, walter, levodopa):
    assert office.get(f"/people/{walter.id}/medicine-errors/new?dose={levodopa.id}").status == 404
    assert report(office, walter, dose=levodopa.id).status == 404
    assert errors_about(walter) == []


def test_one_can_be_about_no_one_dose(office, walter):
    assert "Left out" in report(office, walter).text
    assert errors_about(walter)[0].dose_id is None


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": ""}, "Choose what kind of error it was."),
        ({"what": " "}, "Say what happened, in plain words."),
        ({"happened": "soon"}, "Say on which day and at what time it happened."),
        ({"found": "2026-11-20T08:00"}, "That is still to come"),
        ({"found": "2026-11-19T07:00"}, "It would be found before it happened"),
        ({"found_by": ""}, "Say who found it."),
        ({"harm": "terrible"}, "Choose how much harm it did"),
        ({"done": ""}, "Say what was done for the person"),
        ({"told_gp": "2026-11-19T08:15"}, "GP: say who told them."),
        ({"told_gp_by": "Grace Mensah"}, "GP: say on which day and at what time they were told."),
        ({"status": "closed"}, "Write what was learnt before you close it."),
        (CLOSED | {"harm": "not_known"}, "Say how much harm it did before you close it."),
        ({"action_1": "Ring Dr Patel."}, "Choose who does it."),
    ],
)
def test_what_is_missing_is_asked_for_and_the_rest_stays_typed(office, walter, said, sentence):
    page = report(office, walter, **{"learning": "", "prescriber": ""} | said)
    assert page.status == 422
    assert sentence in page.text
    assert 'value="Ben Carter"' in page.html or said.get("found_by") == ""
    assert errors_about(walter) == []


def test_the_same_form_sent_twice_reports_one_error(office, walter):
    form = office.get(f"/people/{walter.id}/medicine-errors/new").form(f"/people/{walter.id}/medicine-errors")
    report(office, walter, **form.hidden)
    report(office, walter, **form.hidden)
    assert len(versions_about(walter)) == 1


def test_what_no_database_keeps_is_left_out_of_what_was_typed(office, walter):
    assert "Left out." in report(office, walter, what="Left\0 out.").text


def test_the_same_form_filled_in_otherwise_reports_another(office, walter):
    form = office.get(f"/people/{walter.id}/medicine-errors/new").form(f"/people/{walter.id}/medicine-errors")
    report(office, walter, **form.hidden)
    report(office, walter, **form.hidden, what="A tablet was on the floor.")
    report(office, walter, **form.hidden, what="A tablet was on the floor.")
    assert [one.what for one in versions_about(walter)].count("A tablet was on the floor.") == 1
    assert len(errors_about(walter)) == 2


def test_who_was_told_is_said_with_when_and_by_whom(office, walter):
    page = report(office, walter, told_gp="2026-11-19T08:15", told_gp_by="Grace Mensah")
    assert "Thu 19 Nov 08:15 by Grace Mensah" in page.text


@pytest.mark.parametrize(("harm", "may_apply"), [("low", False), ("moderate", True), ("fatal", True)])
def test_from_moderate_harm_on_the_duty_of_candour_is_named(office, walter, harm, may_apply):
    assert ("The duty of candour may apply" in report(office, walter, harm=harm).text) == may_apply


def test_reporting_and_reading_are_noted_in_the_audit(office, walter, error):
    office.get("/medicine-errors")
    office.get(f"/people/{walter.id}/medicine-errors")
    office.get(f"/medicine-errors/{error.id}")
    assert {"reported medicine error", "read medicine errors", "read medicine error"} <= deeds()


# Versions


def test_so_is_reading_the_doses_that_it_can_be_about(office, walter):
    office.get(f"/people/{walter.id}/medicine-errors/new")
    assert "read doses" in deeds()


def test_each_save_is_a_version_and_all_can_be_read(office, walter, error):
    page = write(office, error, 1, what="The tablet was given at noon.", **CLOSED)
    assert "Medicine error, closed" in page.text
    assert "The tablet was given at noon." in page.text
    assert "Version 1, Grace Mensah" in page.text
    assert "The tablet was still in the pack." in page.text


def test_the_button_pressed_twice_keeps_one_version(office, walter, error):
    write(office, error, 1, **CLOSED)
    assert write(office, error, 1, **CLOSED).status == 200
    assert [one.version for one in versions_about(walter)] == [1, 2]


def test_what_is_to_be_done_is_kept_once_however_often_it_is_pressed(office, walter, error):
    write(office, error, 1, **CLOSED)
    write(office, error, 1, **CLOSED | ask_for_something(office))
    write(office, error, 1, **CLOSED | ask_for_something(office))
    assert len(actions_about(walter)) == 1


def test_who_did_not_see_the_last_version_is_told_and_may_then_keep_theirs(office, walter, error):
    write(office, error, 1, what="It was given at noon.")
    page = write(office, error, 1, what="It was given at one.")
    assert "Grace Mensah wrote “It was given at noon.” while you were typing." in page.text
    assert "It was given at one." in page.html
    assert page.form(f"/medicine-errors/{error.id}/versions").hidden["seen"] == "2"


def test_two_who_write_at_once_are_both_kept_or_one_is_told(office, walter, error):
    writings = [lambda what=what: write(office, error, 1, what=what).status for what in ("At noon.", "At one.")]
    assert sorted(at_once(*writings)) == [200, 422]
    assert [one.version for one in versions_about(walter)] == [1, 2]


def test_a_closed_error_can_be_opened_again(office, error):
    write(office, error, 1, **CLOSED)
    assert "Medicine error, open" in write(office, error, 2).text


# Lists


def test_open_ones_come_first_in_the_agencys_list(agencies, office, walter, error):
    write(office, error, 1, **CLOSED)
    report(office, agencies.jean, happened="2026-11-18T08:00", kind="wrong_time")
    text = office.get("/medicine-errors").text
    assert text.index("Jean Whitcombe: wrong time") < text.index("Walter Finch: left out")


def test_another_agency_has_its_own_list(agencies, error):
    assert "No error is reported." in agencies.olive.get("/medicine-errors").text


def test_no_name_is_in_the_title_or_the_address(office, walter, error):
    page = office.get(f"/medicine-errors/{error.id}")
    assert page.title == "Medicine error · Doorstep"


# What is to be done


@pytest.fixture
def action(office, walter):
    report(office, walter, **ask_for_something(office))
    return actions_about(walter)[0]


def done(office, action, **said):
    said = {"done_on": "2026-11-19", "done_by": office.account.id} | said
    return office.post(f"/medicine-actions/{action.id}/completions", **said)


def test_what_is_to_be_done_is_in_one_list_until_it_is(office, action):
    page = office.get("/medicine-actions")
    assert "1 open Ring Dr Patel. Walter Finch, error Grace Mensah, by Fri 20 Nov" in page.text
    page = done(office, action, words="He will look in.")
    assert "0 open" in page.text
    assert "done Thu 19 Nov by Grace Mensah: He will look in." in page.text


def test_what_is_late_says_so(office, action):
    it_is("08:20", on=action.due_on.replace(day=21))
    assert "was due Fri 20 Nov" in office.get("/medicine-actions").text


def test_the_first_record_of_it_stays(office, action):
    done(office, action, words="He will look in.")
    done(office, action, words="Again.")
    assert [one.words for one in all_of(ActionDone, ActionDone.action_id == action.id)] == ["He will look in."]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"done_on": "2026-11-20"}, "That day is still to come."),
        ({"done_on": ""}, "Choose the day on which it was done."),
        ({"done_by": ""}, "Choose who did it."),
    ],
)
def test_it_is_not_done_without_a_day_and_a_name(office, action, said, sentence):
    assert sentence in done(office, action, **said).text
    assert all_of(ActionDone, ActionDone.action_id == action.id) == []


def test_nobody_of_another_agency_does_it(agencies, office, action):
    assert "Choose who did it." in done(office, action, done_by=agencies.omar.account.id).text
    assert "Choose who does it." in report(office, agencies.jean, **TO_DO, action_1_owner=agencies.omar.account.id).text


def test_another_agency_sees_none_of_it(agencies, action):
    assert "Nothing is left to do." in agencies.olive.get("/medicine-actions").text
