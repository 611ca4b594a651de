"""Orders: written so that nobody misreads them, never edited, and due at the right visits."""

from datetime import timedelta

import pytest

from server.board.models import AlertKind
from server.medication.models import Dose, Medicine
from server.medication.spelling import made_safe
from server.people.models import AllergyStatus, ServiceUser
from server.visits.models import Visit
from tests.agencies import DAY, all_of, at, change, it_is
from tests.care import minutes_pass

EVERY_DAY = {f"weekday_{day}": "1" for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")}
METFORMIN = {
    "kind": "scheduled", "name": "Metformin 500 mg", "amount": "1 tablet, by mouth", "support": "administer",
    "times": "08:20, 18:10", "from_on": str(DAY), **EVERY_DAY,
}  # fmt: skip


@pytest.fixture
def jeans(agencies):
    """The address of Jean's medicines."""
    return f"/people/{agencies.jean.id}/medicines"


@pytest.fixture
def metformin(agencies, office, jeans):
    office.post(jeans, **METFORMIN)
    return versions(agencies)


def versions(agencies, name="Metformin"):
    rows = all_of(Medicine, Medicine.service_user_id == agencies.jean.id, Medicine.name.startswith(name))
    return sorted(rows, key=lambda row: (row.version, row.at))


def due_at(visit):
    doses = all_of(Dose, Dose.visit_id == visit.id, Dose.withdrawn_at.is_(None))
    return {dose.name: dose.due_at for dose in doses}


# Spelling


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Digoxin .125 mg", "Digoxin 0.125 mg"),
        ("Warfarin 5.0 mg", "Warfarin 5 mg"),
        ("Zopiclone 3.750 mg", "Zopiclone 3.75 mg"),
        ("Levothyroxine 50mcg", "Levothyroxine 50 micrograms"),
        ("Levothyroxine 50 µg", "Levothyroxine 50 micrograms"),
        ("Insulin glargine 10U", "Insulin glargine 10 units"),
        ("Insulin glargine 10 IU", "Insulin glargine 10 units"),
        ("Metformin 500mg", "Metformin 500 mg"),
        ("1 tablet bd", "1 tablet twice a day"),
        ("1 tablet TDS", "1 tablet three times a day"),
        ("Zopiclone 3.75 mg", "Zopiclone 3.75 mg"),
        ("Co-careldopa 25 mg/100 mg", "Co-careldopa 25 mg/100 mg"),
    ],
)
def test_h9_a_dose_is_written_so_that_nobody_misreads_it(text, safe):
    assert made_safe(text) == safe


def test_h9_a_spelling_that_is_misread_is_refused_and_the_safe_one_offered(agencies, office, jeans):
    shown = office.post(jeans, **METFORMIN | {"name": "Metformin 500.0mg"})
    assert "Written like this it may be misread. Write: Metformin 500 mg" in shown.text
    assert versions(agencies) == []


# Due where its time is covered


def test_an_order_is_due_at_the_visits_that_cover_its_times(agencies, metformin):
    assert due_at(agencies.morning)["Metformin 500 mg"] == at("08:20")
    assert due_at(agencies.evening)["Metformin 500 mg"] == at("18:10")
    assert due_at(agencies.tomorrow)["Metformin 500 mg"] == at("08:20", DAY + timedelta(days=1))


def test_a_time_that_no_planned_visit_covers_is_flagged(office, jeans, metformin):
    assert "No planned visit covers 08:20." in office.get(jeans).text


def test_the_phone_is_told_what_changed(phone, agencies, metformin):
    assert "New: Metformin 500 mg, 1 tablet, by mouth." in phone.get(f"/visits/{agencies.evening.id}").text


def test_only_on_its_days(agencies, office, jeans):
    fridays = {name: value for name, value in METFORMIN.items() if not name.startswith("weekday_")}
    office.post(jeans, **fridays, weekday_FR="1")
    assert "Metformin 500 mg" not in due_at(agencies.evening)
    assert "Metformin 500 mg" in due_at(agencies.tomorrow)


def test_a_time_critical_one_is_on_the_visits_card(agencies, office, phone, jeans):
    office.post(jeans, **METFORMIN | {"times": "18:10", "time_critical_minutes": "30"})
    [evening] = all_of(Visit, Visit.id == agencies.evening.id)
    assert (evening.time_critical, evening.time_critical_latest_at) == ("Metformin 500 mg", at("18:40"))


# Versions


def test_a_change_ends_one_version_and_begins_the_next(agencies, office, metformin):
    tomorrow = DAY + timedelta(days=1)
    said = METFORMIN | {"name": "Metformin 850 mg", "from_on": str(tomorrow), "why": "Dr Patel, by letter."}
    office.post(f"/medicines/{metformin[0].id}/versions", **said)
    rows = versions(agencies)
    assert [(row.version, row.name, row.ended_on) for row in rows] == [
        (1, "Metformin 500 mg", DAY), (1, "Metformin 500 mg", DAY), (2, "Metformin 850 mg", None),
        (2, "Metformin 850 mg", None),
    ]  # fmt: skip
    assert {row.order_id for row in rows} == {rows[0].order_id}
    assert "Metformin 500 mg" in due_at(agencies.evening)
    assert "Metformin 850 mg" in due_at(agencies.tomorrow)
    assert "Metformin 500 mg" not in due_at(agencies.tomorrow)


def test_a_change_needs_a_reason(agencies, office, metformin):
    shown = office.post(f"/medicines/{metformin[0].id}/versions", **METFORMIN)
    assert "Say why it changes, and who said so" in shown.text
    assert {row.version for row in versions(agencies)} == {1}


def test_h2_no_two_versions_count_on_one_day(agencies, office, metformin):
    said, versions_of = METFORMIN | {"why": "Dr Patel."}, f"/medicines/{metformin[0].id}/versions"
    office.post(versions_of, **said | {"from_on": "2026-12-01"})
    assert "Version 2 counts from 1 Dec 2026." in office.post(versions_of, **said | {"from_on": "2026-11-25"}).text
    office.post(versions_of, **said | {"from_on": "2026-11-25", "until_on": "2026-11-30"})
    assert {row.version: row.started_on.day for row in versions(agencies)} == {1: 19, 2: 1, 3: 25}


def test_h10_a_stopped_medicine_is_not_due_and_what_an_old_phone_records_is_taken(agencies, office, phone, metformin):
    phone.lose_signal()
    [dose] = all_of(Dose, Dose.visit_id == agencies.evening.id, Dose.name == "Metformin 500 mg")
    it_is("18:05")
    given = phone.give(dose)
    office.post(f"/medicines/{metformin[0].id}/stopping", last_on="2026-11-18", why_stopped="Dr Patel.")
    assert "Metformin 500 mg" not in due_at(agencies.evening)
    phone.find_signal()
    assert given.state == "sent"
    assert "Metformin 500 mg" in phone.get(f"/visits/{agencies.evening.id}").text


def test_a_stop_needs_a_reason(office, metformin):
    shown = office.post(f"/medicines/{metformin[0].id}/stopping", last_on=DAY, why_stopped=" ")
    assert "Say why it is stopped, and who said so" in shown.text


def test_a_visit_that_has_begun_keeps_what_its_worker_saw(agencies, office, phone, metformin):
    phone.arrive(agencies.morning)
    office.post(f"/medicines/{metformin[0].id}/stopping", last_on="2026-11-18", why_stopped="Dr Patel.")
    assert "Metformin 500 mg" in due_at(agencies.morning)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": "magic"}, "Choose how it is given."),
        ({"name": ""}, "Write name and strength as on the label, as Metformin 500 mg."),
        ({"amount": ""}, "Write how much and by which route, as 1 tablet, by mouth."),
        ({"times": ""}, "Write at least one time, as 08:00."),
        ({"times": "morning"}, "Write the times as 08:00, 20:00."),
        ({"support": ""}, "Choose the support that the plan asks for."),
        ({"from_on": "2026-11-18"}, "What is past stays as it was."),
        ({"until_on": "2026-11-18"}, "The last day comes before the first one."),
        ({"time_critical_minutes": "soon"}, "Give a whole number from 1 to 240, or leave it empty."),
        (dict.fromkeys(EVERY_DAY, ""), "Choose the days on which it is given."),
        ({"kind": "when_required"}, "Say what it is for and when it is needed: workers go by it."),
        ({"kind": "compliance_aid"}, "List what the compliance aid holds, one medicine a line."),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_stays(agencies, office, jeans, said, sentence):
    shown = office.post(jeans, **METFORMIN | said | {"prescriber": "Dr Patel"})
    assert sentence in shown.text
    assert 'value="Dr Patel"' in shown.html
    assert versions(agencies) == []


# A second look


def test_h5_an_allergy_that_matches_is_flagged_and_not_blocked(agencies, office, jeans):
    recorded = {"allergy_status": AllergyStatus.RECORDED, "allergies": "metformin (rash)"}
    change(ServiceUser, ServiceUser.id == agencies.jean.id, **recorded)
    assert "The allergies name metformin: metformin (rash)" in office.post(jeans, **METFORMIN).text


def test_two_orders_of_the_same_medicine_are_flagged(office, jeans, metformin):
    assert "Another order of the same medicine counts, too." in office.post(jeans, **METFORMIN).text


def test_what_a_compliance_aid_holds_is_on_the_phone(agencies, office, phone, jeans):
    aid = {"kind": "compliance_aid", "name": "Blister pack", "contents": "Metformin 500 mg\nRamipril 5 mg"}
    office.post(jeans, **METFORMIN | aid)
    assert "Ramipril 5 mg" in phone.get(f"/visits/{agencies.evening.id}").text


# Only when required


@pytest.fixture
def codeine(agencies, office, jeans):
    """For pain, four hours apart, at most twice in 24 hours; its doses on Jean's morning and evening visits."""
    required = {
        "kind": "when_required", "name": "Codeine 30 mg", "indication": "For pain in her hip.", "interval_hours": "4",
        "most_in_a_day": "2",
    }  # fmt: skip
    office.post(jeans, **METFORMIN | required)
    return [
        next(iter(all_of(Dose, Dose.visit_id == visit.id, Dose.name == "Codeine 30 mg")))
        for visit in (agencies.morning, agencies.evening, agencies.tomorrow)
    ]


def early_alerts(agencies):
    return [alert.words for alert in agencies.open_alerts() if alert.kind == AlertKind.TOO_EARLY]


def test_the_phone_says_what_it_is_for_and_how_far_apart(agencies, phone, codeine):
    page = phone.get(f"/visits/{agencies.morning.id}").text
    assert "For pain in her hip." in page
    assert "At least 4 hours apart. At most 2 in 24 hours." in page


def test_h2_the_last_dose_and_when_the_next_may_be_are_shown(agencies, phone, codeine):
    phone.give(codeine[0])
    page = phone.get(f"/visits/{agencies.evening.id}").text
    assert "Last known dose: Thu 19 Nov 08:20 Not again before Thu 19 Nov 12:20." in page


def test_h2_a_dose_too_early_is_taken_and_brought_to_the_office(agencies, phone, codeine):
    phone.give(codeine[0])
    it_is("10:20")
    assert phone.give(codeine[1], early="yes").state == "sent"
    assert early_alerts(agencies) == ["Codeine 30 mg: 2 hours after the dose before, at least 4 hours apart"]


def test_h2_two_phones_that_did_not_know_of_each_other_are_found_out(agencies, phone, bens_phone, codeine):
    """Ben's comes later and was given before."""
    agencies.add_assignment(agencies.evening, bens_phone)
    bens_phone.lose_signal()
    bens_phone.give(codeine[1])
    it_is("09:20")
    phone.give(codeine[0])
    assert early_alerts(agencies) == []
    bens_phone.find_signal()
    assert len(early_alerts(agencies)) == 1


def test_h2_more_than_the_most_in_a_day_is_brought_to_the_office(agencies, phone, codeine):
    phone.give(codeine[0])
    it_is("18:05")
    phone.give(codeine[1])
    it_is("08:15", DAY + timedelta(days=1))
    phone.give(codeine[2])
    assert early_alerts(agencies) == ["Codeine 30 mg: 3 doses in 24 hours, at most 2"]


def test_four_hours_later_nothing_is_early(agencies, phone, codeine):
    phone.give(codeine[0])
    it_is("18:05")
    phone.give(codeine[1])
    assert early_alerts(agencies) == []


# What comes again and again


def medicine_alerts(agencies, name):
    words = [alert.words for alert in agencies.open_alerts() if alert.kind == AlertKind.MEDICINE]
    return [said for said in words if said.startswith(name)]


def a_dose_a_day(agencies, medicine, days, due=""):
    """A dose on each of these days, at visits of Amina's to Jean."""
    doses = []
    for day in range(days):
        visit = agencies.visit("12:00", agencies.jean, agencies.amina, on=DAY + timedelta(days=day))
        doses.append(agencies.dose(visit, medicine, due=due))
    agencies.keep()
    return doses


def test_declined_three_times_in_a_row_is_said(agencies, phone):
    doses = a_dose_a_day(agencies, agencies.medicine(agencies.jean, "Ramipril 5 mg"), 4, due="12:00")
    for day, (dose, outcome) in enumerate(zip(doses, ("declined", "declined", "declined", "taken"), strict=True)):
        it_is("12:05", DAY + timedelta(days=day))
        phone.give(dose, outcome, reason="She would not.")
    assert medicine_alerts(agencies, "Ramipril") == [
        "Ramipril 5 mg: declined", "Ramipril 5 mg: declined",
        "Ramipril 5 mg: declined 3 times in a row. Tell whoever prescribes it.",
    ]  # fmt: skip


def test_taken_between_begins_to_count_anew(agencies, phone):
    doses = a_dose_a_day(agencies, agencies.medicine(agencies.jean, "Ramipril 5 mg"), 4, due="12:00")
    for day, (dose, outcome) in enumerate(zip(doses, ("declined", "declined", "taken", "declined"), strict=True)):
        it_is("12:05", DAY + timedelta(days=day))
        phone.give(dose, outcome, reason="She would not.")
    assert medicine_alerts(agencies, "Ramipril") == ["Ramipril 5 mg: declined"] * 3


def test_two_who_say_declined_of_one_dose_are_one(agencies, phone, bens_phone):
    doses = a_dose_a_day(agencies, agencies.medicine(agencies.jean, "Ramipril 5 mg"), 2, due="12:00")
    for day, dose in enumerate(doses):
        it_is("12:05", DAY + timedelta(days=day))
        phone.give(dose, "declined", reason="She would not.")
    agencies.add_assignment(next(iter(all_of(Visit, Visit.id == doses[1].visit_id))), bens_phone)
    bens_phone.give(doses[1], "declined", reason="She would not.")
    assert medicine_alerts(agencies, "Ramipril") == ["Ramipril 5 mg: declined"] * 3


def test_needed_every_day_for_a_week_asks_for_a_review(agencies, phone):
    doses = a_dose_a_day(agencies, agencies.medicine(agencies.jean, "Senna 7.5 mg"), 7)
    for day, dose in enumerate(doses):
        it_is("12:05", DAY + timedelta(days=day))
        assert medicine_alerts(agencies, "Senna") == []
        phone.give(dose)
    assert medicine_alerts(agencies, "Senna") == [
        "Senna 7.5 mg: needed on 7 days in a row. Ask whoever prescribes it for a review."
    ]


def test_a_day_without_is_no_week(agencies, phone):
    doses = a_dose_a_day(agencies, agencies.medicine(agencies.jean, "Senna 7.5 mg"), 8)
    for day, dose in enumerate(doses):
        it_is("12:05", DAY + timedelta(days=day))
        if day != 4:
            phone.give(dose)
    assert medicine_alerts(agencies, "Senna") == []


# Left without a word


def test_a_dose_that_nobody_recorded_is_brought_to_the_office_when_everybody_has_left(agencies, phone):
    phone.arrive(agencies.morning)
    it_is("08:50")
    phone.leave(agencies.morning)
    agencies.watchdog_looks()
    alerts = [alert.words for alert in agencies.open_alerts() if alert.kind == AlertKind.NOT_RECORDED]
    assert alerts == ["Co-careldopa 25 mg/100 mg: nothing recorded"]


def test_recorded_later_it_is_closed(agencies, phone, levodopa):
    phone.arrive(agencies.morning)
    it_is("08:50")
    phone.leave(agencies.morning)
    agencies.watchdog_looks()
    phone.give(levodopa)
    minutes_pass(1)
    agencies.watchdog_looks()
    assert AlertKind.NOT_RECORDED not in {alert.kind for alert in agencies.open_alerts()}


def test_while_somebody_is_there_nothing_is_missing(agencies, phone):
    phone.arrive(agencies.morning)
    it_is("08:50")
    agencies.watchdog_looks()
    assert AlertKind.NOT_RECORDED not in {alert.kind for alert in agencies.open_alerts()}


# Whether it helped


def test_whether_it_helped_is_asked_until_somebody_says(agencies, phone, codeine):
    given = phone.give(codeine[0])
    evening = f"/visits/{agencies.evening.id}"
    assert "Did Codeine 30 mg help? Given Thu 19 Nov 08:20 by Amina Yusuf" in phone.get(evening).text
    phone.say_whether_it_helped(agencies.morning, given)
    assert "Did Codeine 30 mg help?" not in phone.get(evening).text


def test_the_next_worker_can_say_it_without_signal(agencies, phone, bens_phone, office, codeine):
    agencies.add_assignment(agencies.evening, bens_phone)
    given = phone.give(codeine[0])
    bens_phone.lose_signal()
    bens_phone.say_whether_it_helped(agencies.evening, given, "partly", words="She sat up for tea.")
    bens_phone.find_signal()
    shown = office.get(f"/visits/{agencies.evening.id}").text
    assert "it helped a little" in shown
    assert "She sat up for tea." in shown


def test_one_that_did_not_help_is_brought_to_the_office(agencies, phone, codeine):
    given = phone.give(codeine[0])
    phone.say_whether_it_helped(agencies.morning, given, "did_not_help")
    assert "Codeine 30 mg did not help" in [alert.words for alert in agencies.open_alerts()]


def test_what_was_given_to_somebody_else_is_not_asked_here(agencies, phone, codeine):
    given = phone.give(codeine[0])
    said = phone.keep(
        f"/visits/{agencies.double.id}/dose-effects", f"/visits/{agencies.double.id}",
        {
            "author": str(phone.account.id), "visit": str(agencies.double.id), "mar_entry": str(given.id),
            "effect": "helped",
        },
    )  # fmt: skip
    assert said.state == "held"


def test_what_a_course_or_one_day_a_week_is_says_so_to_whoever_takes_over(agencies, office, phone, jeans):
    alone = METFORMIN | {f"weekday_{day}": "" for day in ("MO", "TU", "TH", "FR", "SA", "SU")}
    weekly = {key: value for key, value in alone.items() if value}
    office.post(jeans, **METFORMIN | {"name": "Doxycycline 100 mg", "times": "08:20", "until_on": "2026-11-25"})
    office.post(jeans, **weekly | {"name": "Alendronic acid 70 mg", "times": "08:20"})
    office.post(jeans, **METFORMIN | {"name": "Ramipril 5 mg", "times": "18:10", "from_on": "2026-11-21"})
    signs = phone.tell_signs(agencies.morning, "sleepy")
    page, message = phone.get(f"/people/{agencies.jean.id}").text, office.get(f"/soft-signs/{signs.id}").html
    assert "08:20, until 25 Nov 2026 Doxycycline 100 mg" in page
    assert "08:20, Wed Alendronic acid 70 mg" in page
    assert "18:10, from 21 Nov 2026 Ramipril 5 mg" in page
    assert "Doxycycline 100 mg, 1 tablet, by mouth, until 25 Nov 2026" in message
    it_is("09:00", DAY + timedelta(days=7))
    assert "Doxycycline" not in office.get(f"/people/{agencies.jean.id}").text
