"""Medicines: support and outcome are two facts (NICE NG67), and what was not taken is brought to the office."""

from datetime import timedelta

import pytest

from server.board.models import AlertKind
from server.medication.models import Dose, MarEntry
from tests.agencies import DAY, all_of, it_is
from tests.care import at_once, minutes_pass


def page_of(person, visit):
    return person.get(f"/visits/{visit.id}").text


def dose_on(page, name):
    return page[page.index(name) :]


def test_a_dose_says_what_support_was_given_and_what_became_of_it(phone, office, visit, levodopa):
    phone.give(levodopa, "taken", "assist")
    assert "Co-careldopa 25 mg/100 mg, 1 tablet, by mouth Taken, assisted" in page_of(phone, visit)
    assert "1 tablet, by mouth: taken" in page_of(office, visit)
    assert "Assisted. Due 08:30" in page_of(office, visit)


@pytest.mark.parametrize(
    ("outcome", "support", "reason", "lacks"),
    [
        ("taken", "", "", "what support was given"),
        ("taken_partial", "", "Spat half out", "what support was given"),
        ("taken_partial", "prompt", "", "does not say why"),
        ("declined", "", "", "does not say why"),
        ("not_available", "", "", "does not say why"),
        ("other", "", "", "does not say why"),
        ("", "prompt", "", "does not say outcome"),
        ("swallowed", "prompt", "", "outcome cannot be read"),
        ("taken", "watched", "", "support cannot be read"),
    ],
)
def test_what_a_dose_lacks_is_said_and_it_is_held(phone, levodopa, outcome, support, reason, lacks):
    given = phone.give(levodopa, outcome, support, reason=reason)
    assert (given.state, lacks in given.why) == ("held", True)
    assert all_of(MarEntry, MarEntry.dose_id == levodopa.id) == []


@pytest.mark.parametrize("outcome", ["asleep", "hospital_or_away", "given_by_other"])
def test_what_says_enough_by_itself_needs_no_reason_and_no_support(phone, levodopa, outcome):
    assert phone.give(levodopa, outcome, "").state == "sent"


def test_a_corrected_dose_shows_both_with_who_and_when(phone, office, visit, levodopa):
    phone.give(levodopa)
    minutes_pass(5)
    phone.give(levodopa, "declined", "", reason="Spat it out")
    assert "Declined. Spat it out" in page_of(phone, visit)
    assert "Taken, administered, corrected. Amina Yusuf, 08:20" in page_of(phone, visit)
    assert "Correction by Amina Yusuf" in page_of(office, visit)


def test_an_entry_states_the_version_of_the_order_that_was_seen(phone, levodopa):
    phone.give(levodopa)
    [entry] = all_of(MarEntry, MarEntry.dose_id == levodopa.id)
    assert entry.medicine_version == levodopa.medicine_version


# What the office is told


@pytest.mark.parametrize(
    ("outcome", "support", "words"),
    [
        ("declined", "", "declined"),
        ("asleep", "", "asleep"),
        ("not_available", "", "not available"),
        ("hospital_or_away", "", "in hospital or away"),
        ("taken_partial", "prompt", "partly taken"),
        ("other", "", "not given: other"),
    ],
)
def test_a_dose_that_was_not_taken_raises_an_alert(agencies, bens_phone, office, outcome, support, words):
    bens_phone.give(agencies.aspirin, outcome, support, reason="He said why.")
    assert [alert.kind for alert in agencies.open_alerts()] == [AlertKind.MEDICINE]
    assert f"Walter Finch: Aspirin 75 mg: {words}" in office.get("/board").text


def test_a_time_critical_dose_that_was_not_taken_is_worse(agencies, phone, levodopa):
    phone.give(levodopa, "declined", "", reason="Asleep")
    assert [alert.kind for alert in agencies.open_alerts()] == [AlertKind.TIME_CRITICAL]


@pytest.mark.parametrize(("outcome", "support"), [("taken", "self"), ("given_by_other", "")])
def test_a_dose_that_was_taken_raises_none(agencies, phone, levodopa, outcome, support):
    phone.give(levodopa, outcome, support)
    assert agencies.open_alerts() == []


# The order of a visit's medicines, and what is only as needed


def test_time_critical_medicines_come_first_and_as_needed_last(agencies, phone, visit):
    vitamin = agencies.medicine(agencies.jean, "Vitamin D 800 units")
    agencies.dose(visit, vitamin, due="08:15")
    agencies.keep()
    page = page_of(phone, visit)
    assert page.index("Co-careldopa") < page.index("Vitamin D") < page.index("Paracetamol")
    assert "only when needed" in dose_on(page, "Paracetamol")


def test_a_time_critical_medicine_says_not_after_when(phone, visit, levodopa):
    assert "Time-critical: give at 08:30 Not after 09:00." in page_of(phone, visit).replace("08:30Not", "08:30 Not")


def test_the_last_known_dose_as_needed_is_shown_with_who_gave_it(agencies, phone, paracetamol):
    phone.give(paracetamol)
    page = dose_on(page_of(phone, agencies.evening), "Paracetamol")
    assert "Last known dose: Thu 19 Nov 08:20" in page
    assert "Amina Yusuf. Another phone may know more" in page


def test_one_that_was_declined_is_no_last_dose(agencies, phone, paracetamol):
    phone.give(paracetamol, "declined", "", reason="No pain")
    assert "Last known dose" not in page_of(phone, agencies.evening)


@pytest.mark.parametrize("days", [-1700, -1, 1, 3])
def test_a_last_dose_is_told_by_the_offices_clock(agencies, phone, paracetamol, days):
    phone.clock_behind = timedelta(days=days)
    phone.give(paracetamol)
    assert "Last known dose: Thu 19 Nov 08:20" in dose_on(page_of(phone, agencies.evening), "Paracetamol")


def test_one_whose_answer_was_corrected_is_no_last_dose(agencies, phone, paracetamol):
    given = phone.give(paracetamol)
    phone.give(paracetamol, "declined", "", reason="Spat out", corrects=given.id)
    assert "Last known dose" not in page_of(phone, agencies.evening)


def test_a_last_dose_is_shown_for_two_days(agencies, phone, paracetamol):
    phone.give(paracetamol)
    it_is("08:10", DAY + timedelta(days=2))
    assert "Last known dose" in page_of(phone, agencies.evening)
    it_is("08:30", DAY + timedelta(days=2))
    assert "Last known dose" not in page_of(phone, agencies.evening)


def test_a_dose_due_at_a_time_shows_no_last_dose(phone, visit, levodopa):
    phone.give(levodopa)
    assert "Last known dose" not in page_of(phone, visit)


# Who may


def test_a_dose_of_somebody_elses_visit_is_held(agencies, phone):
    url = f"/doses/{agencies.aspirin.id}/outcomes"
    form = phone.keep(url, "/today", {"visit": str(agencies.walters.id), "outcome": "taken", "support": "self"})
    assert form.state == "held"
    assert all_of(MarEntry, MarEntry.dose_id == agencies.aspirin.id) == []


def test_a_dose_works_without_scripts(phone, visit, levodopa):
    url = f"/doses/{levodopa.id}/outcomes"
    page = phone.fill_in(f"/visits/{visit.id}", url, outcome="taken", support="prompt")
    assert (page.status, "Taken, prompted" in page.text) == (200, True)


def test_a_dose_is_its_own_copy_of_the_order(agencies, levodopa):
    assert all_of(Dose, Dose.id == levodopa.id)[0].name == "Co-careldopa 25 mg/100 mg"


# Doses that more than one record says were given


def test_a_dose_that_two_workers_gave_is_told_to_the_office_and_to_both(agencies, phone, bens_phone, office):
    dose = agencies.dose(agencies.double, agencies.medicine(agencies.harold, "Metformin 500 mg"), due="10:00")
    agencies.keep()
    phone.give(dose)
    assert agencies.open_alerts() == []
    bens_phone.give(dose, "taken_partial", "prompt", reason="Spat half out")
    assert AlertKind.DOUBLE_DOSE in [alert.kind for alert in agencies.open_alerts()]
    assert "Metformin 500 mg: possible double dose, recorded as given 2 times" in office.get("/board").text
    for one in (phone, bens_phone):
        assert "Possible double dose Recorded as given 2 times." in dose_on(page_of(one, agencies.double), "Metformin")
    assert len(all_of(MarEntry, MarEntry.dose_id == dose.id)) == 2


def test_who_says_that_the_other_gave_it_raises_none(agencies, phone, bens_phone):
    dose = agencies.dose(agencies.double, agencies.medicine(agencies.harold, "Metformin 500 mg"), due="10:00")
    agencies.keep()
    phone.give(dose)
    bens_phone.give(dose, "given_by_other", "")
    assert agencies.open_alerts() == []


def test_who_corrects_what_they_gave_raises_none(agencies, phone, levodopa):
    first = phone.give(levodopa)
    phone.give(levodopa, "taken", "prompt", corrects=first.id)
    assert agencies.open_alerts() == []


def test_a_dose_given_from_two_phones_at_once_is_told_to_the_office(agencies, phone, bens_phone):
    dose = agencies.dose(agencies.double, agencies.medicine(agencies.harold, "Metformin 500 mg"), due="10:00")
    agencies.keep()
    for one in (phone, bens_phone):
        one.lose_signal()
        one.give(dose)
    at_once(phone.find_signal, bens_phone.find_signal)
    assert AlertKind.DOUBLE_DOSE in [alert.kind for alert in agencies.open_alerts()]
