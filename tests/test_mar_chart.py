"""The month's chart: each dose is one of given, not given and why, not recorded, still due, or not due any more."""

import csv
from datetime import date
from io import StringIO

import pytest

from server.medication.cells import initials_of
from server.medication.charts import month_in
from tests.agencies import DAY, it_is
from tests.care import minutes_pass
from tests.planner import plan, publish


@pytest.fixture
def jeans(agencies):
    return f"/people/{agencies.jean.id}/mar"


def test_a_dose_that_was_taken_has_the_workers_initials(office, phone, jeans, levodopa):
    phone.give(levodopa)
    chart = office.get(jeans).text
    assert "Medicines, November 2026" in chart
    assert "AY Amina Yusuf" in chart


def test_one_that_was_not_has_a_letter_with_its_meaning_and_reason(office, phone, jeans, levodopa):
    phone.give(levodopa, "declined", "", reason="Too drowsy.")
    chart = office.get(jeans).text
    assert "R declined" in chart
    assert "Thu 19 Nov 08:30, Co-careldopa: declined, “Too drowsy.”. Amina Yusuf 08:20" in chart


def test_nothing_recorded_is_a_question_and_no_not_given(office, jeans):
    it_is("12:00")
    assert '<span class="mar-chart__code" data-kind="blank" title="Not recorded">?</span>' in office.get(jeans).html


def test_before_the_visit_is_over_it_is_still_due(office, jeans):
    assert ">?</span>" not in office.get(jeans).html


def test_a_cancelled_visit_explains_its_gap(agencies, office, jeans):
    plan(office, agencies.morning, "cancellation", reason="In hospital.")
    publish(office, agencies)
    it_is("12:00")
    assert "The visit was cancelled" in office.get(jeans).html
    assert ">?</span>" not in office.get(jeans).html


def test_what_is_not_due_any_more_is_no_question(office, jeans, levodopa):
    office.post(f"/medicines/{levodopa.medicine_id}/stopping", last_on="2026-11-18", why_stopped="Dr Patel.")
    it_is("12:00")
    assert ">?</span>" not in office.get(jeans).html


def test_a_correction_shows_what_it_corrects_struck(office, phone, jeans, levodopa):
    phone.give(levodopa)
    minutes_pass(5)
    phone.give(levodopa, "declined", "", reason="Spat it out.")
    chart = office.get(jeans)
    assert "<s>taken</s>, corrected" in chart.html
    assert "declined, “Spat it out.”" in chart.text


def test_what_is_given_when_required_has_a_sheet_of_its_own(office, phone, jeans, paracetamol):
    phone.give(paracetamol)
    assert "When required" in office.get(jeans).text


def test_two_records_of_one_dose_are_both_on_it(office, agencies, phone, bens_phone, jeans, levodopa):
    agencies.add_assignment(agencies.morning, bens_phone)
    phone.give(levodopa)
    bens_phone.give(levodopa)
    assert "AY BC" in office.get(jeans).text


def test_the_table_has_a_line_for_every_record(office, phone, jeans, levodopa):
    phone.give(levodopa)
    minutes_pass(5)
    phone.give(levodopa, "declined", "", reason="Spat it out.")
    lines = list(csv.DictReader(StringIO(office.ask("GET", f"{jeans}.csv").text)))
    about = [(line["outcome"], line["corrected"]) for line in lines if line["medicine"].startswith("Co-careldopa")]
    assert about == [("Taken", "yes"), ("Declined", "")]


def test_another_month_is_empty(office, jeans):
    assert "No medicine was due in this month." in office.get(f"{jeans}?month=2026-12").text


@pytest.mark.parametrize("month", ["soon", "0001-01", "9999-12"])
def test_a_month_that_is_none_is_this_one(month):
    assert month_in(month, DAY) == date(2026, 11, 1)


def test_initials_that_would_be_alike_are_told_apart():
    assert set(initials_of({1: "Amina Yusuf", 2: "Ali York", 3: "Ben Carter"}).values()) == {"AY", "AYu", "BC"}
