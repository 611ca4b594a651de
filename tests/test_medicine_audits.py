"""The monthly medicines audit: counted from the MAR chart, signed as it stood, and honest about what changed since."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import AuditRow, Role
from server.db import engine, new_id
from server.medication.charts import Chart, chart_from, days_of_month
from server.medication.models import Dose, MarEntry, Medicine
from server.medication.outcomes import MarOutcome, Support
from server.medicine_audits.audits import Audit
from server.medicine_audits.counting import OF_OUTCOME, Around, Count, line_of
from server.medicine_audits.models import MedicineAudit
from server.medicine_audits.scores import Mark, mark_of, score_of
from server.medicine_audits.timing import PartOfDay, part_of_day
from server.people.models import ServiceUser
from server.visits.models import Visit
from tests.agencies import DAY, ZONE, all_of, at, it_is
from tests.auditor import actions_about, ask_for_something, audit_page, report, sign
from tests.care import at_once, minutes_pass
from tests.planner import plan, publish


@pytest.fixture
def jean(agencies):
    return agencies.jean


def signed(person):
    rows = all_of(MedicineAudit, MedicineAudit.service_user_id == person.id)
    return sorted(rows, key=lambda row: row.number)


def counts_signed(person):
    return signed(person)[0].figures["counts"]


# What is counted


def test_a_dose_that_was_given_is_answered(office, phone, jean, levodopa):
    phone.give(levodopa)
    page = office.get(audit_page(jean)).text
    assert "100 % Good so far 1 of 1 doses whose time has come are answered" in page
    assert "Amina Yusuf 1 1 0 0 0 0" in page
    assert "Morning 1 1 0 0 0 0" in page


def test_one_that_was_declined_is_answered_too(office, phone, jean, levodopa):
    phone.give(levodopa, "declined", "", reason="Too drowsy.")
    page = office.get(audit_page(jean)).text
    assert "1 of 1 doses" in page
    assert "Declined 1" in page


def test_nothing_recorded_counts_with_whoever_was_to_go(office, jean):
    it_is("12:00")
    page = office.get(audit_page(jean)).text
    assert "0 % Inadequate so far 0 of 1 doses" in page
    assert "Amina Yusuf 1 0 1 0 0 0" in page
    assert "a phone without signal may still hold it" in page


def test_what_is_still_due_does_not_count_yet(office, jean):
    page = office.get(audit_page(jean)).text
    assert "No dose has come due yet" in page
    assert "1 are still due" in page


def test_a_cancelled_visits_dose_does_not_count(agencies, office, jean):
    plan(office, agencies.morning, "cancellation", reason="In hospital.")
    publish(office, agencies)
    it_is("12:00")
    assert "1 are not due any more and do not count" in office.get(audit_page(jean)).text


def test_a_time_critical_dose_is_late_after_its_own_window(office, phone, jean, levodopa):
    it_is("09:01")
    phone.give(levodopa)
    page = office.get(audit_page(jean)).text
    assert "Late 1 Time-critical and late 1" in page


def test_one_given_in_time_and_recorded_later_is_not_late(office, phone, jean, levodopa):
    it_is("09:20")
    phone.give(levodopa, at="08:40")
    assert "On time 1" in office.get(audit_page(jean)).text


def test_another_is_late_after_an_hour(agencies, office, bens_phone):
    it_is("10:31")
    bens_phone.give(agencies.aspirin)
    assert "Late 1" in office.get(audit_page(agencies.walter)).text


def test_it_is_on_time_until_then_and_early_an_hour_before(agencies, office, bens_phone, phone, levodopa):
    it_is("08:29")
    bens_phone.give(agencies.aspirin)
    assert "Early 1" in office.get(audit_page(agencies.walter)).text
    phone.give(levodopa)
    assert "On time 1" in office.get(audit_page(agencies.jean)).text


def test_a_wrong_clock_makes_no_dose_late(office, phone, jean, levodopa):
    phone.clock_behind = timedelta(hours=-3)
    phone.give(levodopa)
    assert "On time 1" in office.get(audit_page(jean)).text


def test_what_waited_for_a_signal_was_still_given_on_time(office, phone, jean, levodopa):
    phone.lose_signal()
    phone.give(levodopa)
    it_is("14:00")
    phone.find_signal()
    page = office.get(audit_page(jean)).text
    assert "On time 1" in page
    assert "Entered late 0" in page


def test_a_correction_of_how_much_does_not_make_it_late(office, phone, jean, levodopa):
    phone.give(levodopa)
    minutes_pass(120)
    phone.give(levodopa, "taken_partial", reason="Half of it.", amount="half a tablet")
    page = office.get(audit_page(jean)).text
    assert "Partly taken 1" in page
    assert "On time 1" in page
    assert "Corrected 1" in page


def test_what_somebody_else_gave_is_not_counted_by_time(office, phone, jean, levodopa):
    it_is("12:00")
    phone.give(levodopa, "given_by_other", "", reason="Her son, at 08:30.")
    page = office.get(audit_page(jean)).text
    assert "Taken alone, or given by someone else 1" in page
    assert "On time 0 Late 0" in page


def test_what_is_recorded_long_after_the_visit_is_entered_late(office, phone, jean, levodopa):
    it_is("10:05")
    phone.give(levodopa)
    assert "Entered late 1" in office.get(audit_page(jean)).text


def test_h2_two_records_of_one_dose_are_counted_as_such(agencies, office, phone, bens_phone, jean, levodopa):
    agencies.add_assignment(agencies.morning, bens_phone)
    phone.give(levodopa)
    bens_phone.give(levodopa)
    page = office.get(audit_page(jean)).text
    assert "Recorded as given more than once 1" in page
    assert "Amina Yusuf and Ben Carter 1 1 0 0 0 0" in page


def test_what_is_given_when_required_is_no_part_of_the_score(agencies, office, phone, jean, paracetamol):
    dose = phone.give(paracetamol)
    page = office.get(audit_page(jean)).text
    assert "Given when required 1 Said whether it helped 0" in page
    assert "0 of 0 doses" in page
    phone.say_whether_it_helped(agencies.evening, dose)
    assert "Said whether it helped 1" in office.get(audit_page(jean)).text


def test_the_errors_of_the_month_are_on_it(office, jean):
    report(office, jean)
    page = office.get(audit_page(jean)).text
    assert "Errors of the month: 1 All errors · Report an error Thu 19 Nov 08:00: left out, open" in page
    assert "Errors of the month: 0" in office.get(audit_page(jean, "2026-10")).text


def test_a_month_that_is_over_is_not_so_far(office, jean):
    it_is("08:20", on=DAY.replace(month=12, day=1))
    page = office.get(audit_page(jean)).text
    assert "Medicines audit, November 2026" in page
    assert "so far" not in page


def test_the_drawing_has_its_words_and_its_table(office, phone, jean, levodopa):
    phone.give(levodopa)
    page = office.get(audit_page(jean))
    assert "1 doses came due. 1 are answered, 0 of them were given late. 0 are not recorded." in page.html
    assert "Thu 19 1 1 0 0 0 0" in page.text


def test_reading_it_is_noted(office, jean):
    office.get(audit_page(jean))
    office.get("/medicine-audits")
    assert {"read medicines audit", "read medicines audits"} <= {row.deed for row in all_of(AuditRow)}


@pytest.mark.parametrize(
    ("answered", "of", "score", "mark"),
    [
        (0, 0, None, Mark.NONE), (0, 1, 0, Mark.INADEQUATE), (74, 100, 74, Mark.INADEQUATE),
        (75, 100, 75, Mark.NEEDS_WORK), (949, 1000, 94, Mark.NEEDS_WORK), (95, 100, 95, Mark.GOOD),
        (999, 1000, 99, Mark.GOOD), (5, 5, 100, Mark.GOOD),
    ],
)  # fmt: skip
def test_the_score_has_a_word_and_is_never_rounded_up(answered, of, score, mark):
    counts = Counter({Count.COMPLETE: answered, Count.NOT_RECORDED: of - answered})
    assert (score_of(counts), mark_of(score)) == (score, mark)


@pytest.mark.parametrize(
    ("hhmm", "part"),
    [
        ("05:59", PartOfDay.NIGHT), ("06:00", PartOfDay.MORNING), ("11:00", PartOfDay.NOON),
        ("14:00", PartOfDay.TEA), ("18:00", PartOfDay.BED), ("22:00", PartOfDay.NIGHT),
    ],
)  # fmt: skip
def test_a_day_has_its_parts(hhmm, part):
    assert part_of_day(at(hhmm).time()) == part


# Signing


def test_a_month_is_signed_with_its_figures(office, phone, jean, levodopa):
    phone.give(levodopa)
    page = sign(office, jean, findings="All is well.", **ask_for_something(office))
    assert "Signed by Grace Mensah, Thu 19 Nov 08:20 100 % then All is well. Ring Dr Patel." in page.text
    assert "The record is as it was then." in page.text
    assert counts_signed(jean) == {"complete": 1, "taken": 1, "on_time": 1, "when_required_not_asked": 2}
    assert [one.audit_id for one in actions_about(jean)] == [signed(jean)[0].id]


def test_what_came_late_is_said_beside_what_was_signed(office, phone, jean, levodopa):
    phone.lose_signal()
    phone.give(levodopa)
    it_is("12:00")
    sign(office, jean)
    phone.find_signal()
    page = office.get(audit_page(jean)).text
    assert "The record has changed since" in page
    assert "Co-careldopa 25 mg/100 mg: not recorded then; answered, taken or applied, on time now" in page
    assert counts_signed(jean)["not_recorded"] == 1


def test_so_is_a_correction(office, phone, jean, levodopa):
    phone.give(levodopa)
    sign(office, jean)
    minutes_pass(5)
    phone.give(levodopa, "declined", "", reason="Spat it out.")
    page = office.get(audit_page(jean)).text
    assert "answered, taken or applied, on time then; answered, declined, corrected now" in page


def test_and_an_error_reported_since(office, jean):
    sign(office, jean)
    report(office, jean)
    assert "The record has changed since 1 error reported" in office.get(audit_page(jean)).text


def test_time_that_goes_by_is_no_change_of_the_record(office, jean):
    sign(office, jean)
    it_is("12:00")
    page = office.get(audit_page(jean)).text
    assert "Since then 1 dose whose time came after it was signed" in page
    assert "The record has changed since" not in page


def test_signed_again_both_stay(office, jean):
    sign(office, jean, findings="All is well.")
    page = sign(office, jean, findings="Looked again.")
    assert [(row.number, row.findings) for row in signed(jean)] == [(1, "All is well."), (2, "Looked again.")]
    assert "Signing 1, Grace Mensah" in page.text


def test_the_button_pressed_twice_signs_once(office, jean):
    form = office.get(audit_page(jean)).form(f"/people/{jean.id}/medicine-audits").hidden | {"findings": "Well."}
    pages = [office.post(f"/people/{jean.id}/medicine-audits", **form) for _ in range(2)]
    assert [page.status for page in pages] == [200, 200]
    assert len(signed(jean)) == 1


def test_what_is_to_be_done_is_kept_when_it_is_pressed_again_with_it(office, jean):
    form = office.get(audit_page(jean)).form(f"/people/{jean.id}/medicine-audits").hidden | {"findings": "Well."}
    office.post(f"/people/{jean.id}/medicine-audits", **form)
    office.post(f"/people/{jean.id}/medicine-audits", **form | ask_for_something(office))
    office.post(f"/people/{jean.id}/medicine-audits", **form | ask_for_something(office))
    assert len(actions_about(jean)) == 1


def test_pressed_in_the_same_moment_too(office, jean):
    form = office.get(audit_page(jean)).form(f"/people/{jean.id}/medicine-audits").hidden | {"findings": "Well."}
    at_once(*[lambda: office.post(f"/people/{jean.id}/medicine-audits", **form)] * 2)
    assert len(signed(jean)) == 1


def test_nobody_signs_figures_that_they_have_not_seen(office, phone, jean, levodopa):
    form = office.get(audit_page(jean)).form(f"/people/{jean.id}/medicine-audits").hidden | {"findings": "Well."}
    phone.give(levodopa)
    page = office.post(f"/people/{jean.id}/medicine-audits", **form)
    assert "The record has changed since you opened this page." in page.text
    assert ">Well.</textarea>" in page.html
    assert signed(jean) == []


def test_nor_over_what_somebody_else_has_found_meanwhile(office, jean):
    form = office.get(audit_page(jean)).form(f"/people/{jean.id}/medicine-audits").hidden
    sign(office, jean, findings="A gap on Monday.")
    page = office.post(f"/people/{jean.id}/medicine-audits", **form, findings="All is well.")
    assert "Somebody signed it since you opened this page." in page.text
    assert len(signed(jean)) == 1


def test_it_is_not_signed_without_findings(office, jean):
    assert "Write what you found, also when all is well." in sign(office, jean, findings=" ").text
    assert signed(jean) == []


def test_a_month_to_come_cannot_be_signed(office, jean):
    said = {"month": "2026-12", "number": "1", "figures": "", "findings": "Well."}
    assert "That month has not begun." in office.post(f"/people/{jean.id}/medicine-audits", **said).text


# Everybody


def test_the_worst_comes_first(agencies, office, phone, levodopa):
    phone.give(levodopa)
    it_is("12:00")
    sign(office, agencies.jean)
    text = office.get("/medicine-audits").text
    order = [text.index(name) for name in ("Walter Finch", "Jean Whitcombe", "Harold Osei")]
    assert order == sorted(order)
    assert "Jean Whitcombe 100 % good 1 0 0 0 0 Grace Mensah, Thu 19 Nov" in text
    assert "50 % of all doses are answered. 1 of 2 people are above 90 %." in text


def test_what_changed_since_it_was_signed_shows_there(agencies, office, jean):
    sign(office, jean)
    report(office, jean)
    assert "Grace Mensah, Thu 19 Nov changed since" in office.get("/medicine-audits").text


def test_another_agencys_people_are_not_on_it(agencies, office):
    assert "Edith Lamb" not in office.get("/medicine-audits").text


def statements_of(deed):
    said = []
    event.listen(engine(), "before_cursor_execute", listener := lambda *told: said.append(told[2]))
    deed()
    event.remove(engine(), "before_cursor_execute", listener)
    return len(said)


def test_it_takes_no_more_queries_for_more_people(agencies, office):
    before = statements_of(lambda: office.get("/medicine-audits"))
    mary = agencies.person(agencies.hearth, "Mary", "Holt")
    agencies.dose(agencies.visit("07:00", mary, agencies.ben), agencies.medicine(mary, "Aspirin 75 mg"), due="07:10")
    agencies.keep()
    assert statements_of(lambda: office.get("/medicine-audits")) == before
    assert "Mary Holt" in office.get("/medicine-audits").text


# Whatever a month holds

ASKER = Asker(new_id(), new_id(), new_id(), "Grace Mensah", Role.COORDINATOR, "Hearth", ZONE, "0113 496 0000", 7, 14)
WORKERS = {new_id(): name for name in ("Amina Yusuf", "Ben Carter", "Sian Pritchard")}
HOURS = st.integers(-40 * 24, 40 * 24)
RECORDS = st.lists(
    st.tuples(st.sampled_from(MarOutcome), st.sampled_from(list(WORKERS)), st.integers(-120, 600), st.booleans()),
    max_size=3,
)
DOSES = st.lists(
    st.tuples(HOURS, st.none() | st.integers(-60, 120), st.booleans(), st.booleans(), st.booleans(), RECORDS),
    max_size=25,
)


def month_of(doses):
    """An audit of a made-up month: doses in hours from now, with what was recorded of each."""
    now, person = clock.now(), ServiceUser(agency_id=new_id(), given_name="Jean")
    rows, entries, sent = [], {}, {}
    for hours, due, is_critical, is_withdrawn, is_cancelled, records in doses:
        starts_at = now + timedelta(hours=hours)
        visit = Visit(
            service_user_id=person.id, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=45),
            cancelled_at=now if is_cancelled else None,
        )  # fmt: skip
        due_at = starts_at + timedelta(minutes=due) if due is not None else None
        order = Medicine(name="Aspirin 75 mg", at=due_at and due_at.time(), started_on=DAY, support=Support.PROMPT)
        dose = Dose(
            visit_id=visit.id, medicine_id=order.id, medicine_version=1, due_at=due_at, name=order.name,
            latest_at=due_at + timedelta(minutes=30) if due_at and is_critical else None,
            withdrawn_at=now if is_withdrawn else None,
        )  # fmt: skip
        rows.append((dose, visit, order))
        sent[visit.id] = tuple(WORKERS)[: len(records)]
        entries[dose.id] = []
        for outcome, author, minutes, corrects in records:
            before = entries[dose.id][-1].id if corrects and entries[dose.id] else None
            then = starts_at + timedelta(minutes=minutes)
            entry = MarEntry(
                id=new_id(),
                outcome=outcome,
                author_id=author,
                corrects=before,
                recorded_at=then,
                received_at=then,
                given_at=then,
            )
            entries[dose.id].append(entry)
    days = days_of_month(ASKER.today.replace(day=1))
    empty = Chart(person, days, [], [], WORKERS, dict.fromkeys(WORKERS, "AB"), ASKER.today)
    chart = chart_from(ASKER, empty, rows, entries)
    around = Around({}, frozenset(), sent)
    return Audit(chart, [line_of(cell, around, clock_zone()) for cell in chart.cells], [], [], WORKERS)


def clock_zone():
    return clock.ZoneInfo(ZONE)


def together(parts):
    return sum((counts for _, counts in parts), start=Counter())


@given(DOSES)
@settings(deadline=None, max_examples=200)
def test_every_cell_of_the_chart_is_counted_once_and_every_table_sums_to_the_whole(doses):
    audit = month_of(doses)
    counts, cells = audit.counts, audit.chart.cells
    at_set_times = sum(cell.dose.due_at is not None for cell in cells)
    shares = (Count.COMPLETE, Count.NOT_RECORDED, Count.STILL_DUE, Count.NOT_DUE)
    when_required = (Count.WHEN_REQUIRED_GIVEN, Count.WHEN_REQUIRED_NOT_GIVEN, Count.WHEN_REQUIRED_NOT_ASKED)
    assert sum(counts[count] for count in shares) == at_set_times
    assert sum(counts[count] for count in when_required) == len(cells) - at_set_times
    assert sum(counts[count] for count in {*OF_OUTCOME.values(), Count.NOT_GIVEN}) == counts[Count.COMPLETE]
    given_by_us = counts[Count.ON_TIME] + counts[Count.LATE] + counts[Count.EARLY]
    assert given_by_us == counts[Count.TAKEN] + counts[Count.PARTLY]
    assert together(audit.by_worker) == together(audit.by_part) == together(audit.by_day) == counts
