"""The office corrects what was recorded of a dose, for a reason: both stay, on screen and on paper."""

from datetime import timedelta

import pytest

from server.board.models import AlertKind
from server.inbox.models import Form, FormState
from server.medication.models import MarEntry
from server.verifying import differences
from tests.agencies import DAY, all_of, it_is
from tests.care import at_once, minutes_pass

DECLINED = {"outcome": "declined", "reason": "Spat it out.", "why_corrected": "Amina rang at 9."}


def entry_of(dose):
    return all_of(MarEntry, MarEntry.dose_id == dose.id)[0]


def correct(office, dose, **said):
    fields = DECLINED | {"corrects": entry_of(dose).id} | said
    return office.fill_in(f"/doses/{dose.id}/correction", f"/doses/{dose.id}/corrections", **fields)


def test_both_stay_with_who_corrected_and_why(office, phone, visit, levodopa):
    phone.give(levodopa)
    minutes_pass(30)
    record = correct(office, levodopa).text
    assert "Correction by Grace Mensah" in record
    assert "Corrected because: Amina rang at 9." in record
    assert "Taken, administered, corrected. Amina Yusuf" in phone.get(f"/visits/{visit.id}").text


def test_the_chart_shows_it_struck_and_replaced(agencies, office, phone, levodopa):
    phone.give(levodopa)
    correct(office, levodopa)
    chart = office.get(f"/people/{agencies.jean.id}/mar?month={DAY:%Y-%m}")
    assert "<s>taken</s>, corrected" in chart.html
    assert "declined, corrected because: Amina rang at 9., “Spat it out.”. Grace Mensah" in chart.text


def test_when_it_was_stays_as_the_worker_said_it(office, phone, levodopa):
    given = phone.give(levodopa)
    minutes_pass(30)
    correct(office, levodopa, outcome="taken", support="assist")
    assert all_of(MarEntry, MarEntry.corrects == given.id)[0].given_at == given.recorded_at


def test_a_witness_stays_with_a_dose_that_was_given(office, phone, levodopa):
    given = phone.give(levodopa, witness="Peter, her son")
    correct(office, levodopa, outcome="taken", support="assist")
    assert all_of(MarEntry, MarEntry.corrects == given.id)[0].witness == "Peter, her son"


@pytest.mark.parametrize(
    ("lacking", "asked"),
    [
        ({"why_corrected": ""}, "Say why you correct it, and how you know"),
        ({"outcome": ""}, "Choose what happened."),
        ({"outcome": "taken"}, "Choose the support that was given."),
        ({"reason": ""}, "Say why it was not taken as ordered."),
        ({"corrects": "00000000-0000-0000-0000-000000000000"}, "Choose which record you correct."),
    ],
)
def test_what_is_missing_is_asked_and_nothing_is_lost(office, phone, levodopa, lacking, asked):
    phone.give(levodopa)
    page = correct(office, levodopa, **lacking)
    assert asked in page.text
    assert len(all_of(MarEntry, MarEntry.dose_id == levodopa.id)) == 1


def test_what_was_corrected_is_not_corrected_again(office, phone, levodopa):
    phone.give(levodopa)
    correct(office, levodopa)
    assert "Choose which record you correct." in correct(office, levodopa, why_corrected="She rang again.").text


def test_a_dose_of_which_nothing_is_recorded_says_so(office, levodopa):
    assert "Nothing about this dose has reached the office." in office.get(f"/doses/{levodopa.id}/correction").text


def test_what_the_correction_says_is_brought_to_the_office_too(agencies, office, phone, levodopa):
    phone.give(levodopa)
    it_is("08:40")
    correct(office, levodopa)
    assert [alert.words for alert in agencies.open_alerts()] == ["Co-careldopa 25 mg/100 mg: declined"]


def test_the_nightly_check_finds_it_whole(office, phone, levodopa):
    phone.give(levodopa)
    correct(office, levodopa)
    assert [found for found in differences() if str(levodopa.id) in found or str(entry_of(levodopa).id) in found] == []
    assert all_of(Form, Form.url == f"/doses/{levodopa.id}/corrections")[0].state == FormState.ACCEPTED


def test_several_places_on_the_body_are_all_kept(office, phone, levodopa):
    given = phone.give(levodopa)
    said = DECLINED | {"outcome": "applied", "support": "assist", "corrects": str(given.id)}
    said |= {"sites": ["thigh_left", "heel_left"]}
    office.follow(office.ask("POST", f"/doses/{levodopa.id}/corrections", data=said))
    assert all_of(MarEntry, MarEntry.corrects == given.id)[0].sites == "thigh_left heel_left"


def test_h2_how_much_was_given_is_asked_where_it_is_decided_each_time(agencies, office, phone):
    codeine = agencies.medicine(agencies.jean, "Codeine 30 mg")
    codeine.amount = "1 to 2 tablets, by mouth"
    dose = agencies.dose(agencies.morning, codeine)
    agencies.keep()
    phone.give(dose, amount="2 tablets")
    assert "Say how much was given." in correct(office, dose, outcome="taken", support="assist").text
    correct(office, dose, outcome="taken", support="assist", amount="1 tablet")
    assert {entry.amount_given for entry in all_of(MarEntry, MarEntry.dose_id == dose.id)} == {"2 tablets", "1 tablet"}


def test_the_button_pressed_twice_corrects_once_and_says_nothing_is_wrong(office, phone, levodopa):
    given = phone.give(levodopa)
    pages = [correct(office, levodopa, corrects=given.id) for _ in range(2)]
    assert [page.status for page in pages] == [200, 200]
    assert len(all_of(MarEntry, MarEntry.corrects == given.id)) == 1


def test_nothing_was_given_at_a_time_that_is_to_come(office, phone, levodopa):
    phone.give(levodopa)
    page = correct(office, levodopa, outcome="taken", support="assist", at="18:30")
    assert "That is still to come" in page.text
    assert len(all_of(MarEntry, MarEntry.dose_id == levodopa.id)) == 1


def test_two_corrections_in_the_same_moment_are_one(office, phone, levodopa):
    given = phone.give(levodopa)
    at_once(lambda: correct(office, levodopa), lambda: correct(office, levodopa))
    assert len(all_of(MarEntry, MarEntry.corrects == given.id)) == 1


def test_nobody_is_asked_whether_a_dose_of_days_ago_helped(agencies, office, phone, paracetamol):
    phone.give(paracetamol)
    later = agencies.visit("09:00", agencies.jean, phone, on=DAY + timedelta(days=2))
    agencies.keep()
    minutes_pass(48 * 60)
    correct(office, paracetamol, outcome="taken", support="assist")
    assert "dose-effects" not in phone.get(f"/visits/{later.id}").html


@pytest.mark.parametrize("version", ["9" * 20, "9" * 5000])
def test_a_version_that_no_form_has_is_no_error_of_ours(office, phone, levodopa, version):
    phone.give(levodopa)
    assert correct(office, levodopa, form_version=version).status == 200
    assert correct(office, levodopa, plan_version=version).status < 500


def test_what_no_database_keeps_is_left_out_of_what_was_typed(office, phone, levodopa):
    phone.give(levodopa)
    assert "Amina rang." in correct(office, levodopa, why_corrected="Amina\0 rang.").text


@pytest.fixture
def without_signal(office, phone, levodopa):
    """Amina corrects what she gave where there is no signal, and the office says *declined* meanwhile."""

    def say(outcome):
        given = phone.give(levodopa)
        phone.take_day_home()
        phone.signal = False
        phone.give(levodopa, outcome, corrects=given.id, reason="As it was", amount="1")
        correct(office, levodopa)
        phone.signal = True
        phone.send()

    return say


def contradictions(agencies):
    return [alert.words for alert in agencies.open_alerts() if alert.kind == AlertKind.CONTRADICTION]


def test_h2_two_corrections_that_differ_are_for_the_office_to_settle(agencies, office, without_signal):
    without_signal("taken_partial")
    words = "Co-careldopa 25 mg/100 mg: corrected to declined and partly taken. Settle which is so"
    assert contradictions(agencies) == [words]
    assert words in office.get("/board").text


def test_two_corrections_that_agree_are_no_contradiction(agencies, without_signal):
    without_signal("declined")
    assert contradictions(agencies) == []
