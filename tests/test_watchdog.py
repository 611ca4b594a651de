"""The watchdog looks at the schedule, whatever the phones do, and raises what is late or unheard of."""

from datetime import time, timedelta

import pytest
from sqlmodel import col

from server import clock
from server.accounts.models import Agency
from server.board.models import Alert, AlertKind, AlertStep, Heartbeat, heartbeat_name
from server.board.watchdog import look_at_each
from server.medication.models import Medicine
from server.medication.outcomes import Support
from server.visits.models import Assignment
from tests.agencies import DAY, all_of, change, it_is
from tests.test_orders import METFORMIN


def kinds_open(agencies):
    return sorted(alert.kind for alert in agencies.open_alerts())


def steps(agencies):
    alerts = [alert.id for alert in all_of(Alert, Alert.agency_id == agencies.hearth.id)]
    taken = all_of(AlertStep, col(AlertStep.alert_id).in_(alerts))
    return [step.words for step in sorted(taken, key=lambda step: step.at)]


@pytest.fixture
def no_news(agencies):
    """The alert that nothing was heard of Jean's visit at 8:15; it is 8:36."""
    it_is("08:36")
    agencies.watchdog_looks()
    [alert] = agencies.open_alerts()
    return alert


def test_a_visit_that_is_not_late_yet_raises_nothing(agencies):
    agencies.watchdog_looks()
    assert kinds_open(agencies) == []


def test_a_silent_phone_raises_no_news_and_not_late(agencies, phone, office):
    it_is("07:41")
    phone.is_heard()
    it_is("08:36")
    agencies.watchdog_looks()
    assert kinds_open(agencies) == ["no_news"]
    assert "Jean Whitcombe: no news" in office.get("/board").text
    assert "Amina Yusuf’s phone is silent since 07:41. Due 08:15." in office.get("/board").text


def test_a_phone_heard_without_a_check_in_raises_late(agencies, phone, office):
    it_is("08:36")
    phone.is_heard()
    agencies.watchdog_looks()
    assert kinds_open(agencies) == ["late"]
    assert "Jean Whitcombe: 21 minutes late" in office.get("/board").text


def test_a_late_worker_is_said_to_be_where_they_last_checked_in(agencies, phone, office):
    before = agencies.visit("07:30", agencies.walter, phone, minutes=30)
    agencies.keep()
    phone.arrive(before)
    it_is("08:36")
    phone.is_heard()
    agencies.watchdog_looks()
    assert "Amina Yusuf is still with Walter Finch, since 08:20." in office.get("/board").text


def test_looking_twice_raises_once(agencies, no_news):
    it_is("08:37")
    agencies.watchdog_looks()
    assert kinds_open(agencies) == ["no_news"]


def test_no_news_becomes_late_when_the_phone_is_heard_and_keeps_its_owner(agencies, phone, office, no_news):
    office.post(f"/alerts/{no_news.id}/owner")
    phone.is_heard()
    it_is("08:38")
    agencies.watchdog_looks()
    assert kinds_open(agencies) == ["late"]
    assert agencies.open_alerts()[0].owner_id == office.account.id
    assert steps(agencies) == ["Grace Mensah took this", "The phone was heard, without a check-in"]


def test_a_check_in_closes_it_at_once(agencies, phone, visit, no_news):
    phone.arrive(visit)
    assert kinds_open(agencies) == []
    assert steps(agencies) == ["Checked in"]


def test_what_was_closed_is_not_raised_again(agencies, office, no_news):
    office.post(f"/alerts/{no_news.id}/closing", words="She rang, she is there")
    it_is("08:38")
    agencies.watchdog_looks()
    assert kinds_open(agencies) == []


def test_a_visit_taken_off_the_rota_is_closed_with_the_reason(agencies, visit, no_news):
    change(Assignment, Assignment.visit_id == visit.id, removed_at=clock.now())
    it_is("08:38")
    agencies.watchdog_looks()
    assert "Taken off this worker's rota" in steps(agencies)


def test_what_merely_grew_old_stays_open(agencies, no_news):
    it_is("08:00", DAY.replace(day=22))
    agencies.watchdog_looks()
    assert no_news.id in {alert.id for alert in agencies.open_alerts()}


def test_a_visit_that_nobody_has_raises_late(agencies, office):
    agencies.visit("07:54", agencies.walter)
    agencies.keep()
    agencies.watchdog_looks()
    assert "Walter Finch: 26 minutes late" in office.get("/board").text
    assert "Nobody has this visit." in office.get("/board").text


def test_h3_a_time_critical_medicine_raises_when_its_latest_time_has_passed(agencies, phone, office, visit, levodopa):
    phone.arrive(visit)
    it_is("09:05")
    agencies.watchdog_looks()
    assert kinds_open(agencies) == ["time_critical"]
    assert "by 09:00, nothing recorded" in office.get("/board").text


def test_a_time_critical_medicine_in_time_raises_nothing(agencies, phone, visit, levodopa):
    phone.arrive(visit)
    it_is("08:55")
    agencies.watchdog_looks()
    assert kinds_open(agencies) == []


def test_a_recorded_medicine_closes_its_alert(agencies, phone, visit, levodopa):
    phone.arrive(visit)
    it_is("09:05")
    agencies.watchdog_looks()
    phone.give(levodopa)
    it_is("09:07")
    agencies.watchdog_looks()
    assert kinds_open(agencies) == []


def test_a_declined_medicine_stays_open_when_the_watchdog_looks(agencies, phone, levodopa):
    phone.give(levodopa, "declined", "", reason="Asleep")
    agencies.watchdog_looks()
    assert kinds_open(agencies) == ["time_critical"]


def test_confirming_a_miss_closes_what_it_answers(agencies, office, visit, no_news):
    office.post(f"/visits/{visit.id}/missed", reason="Nobody was sent", done="Son is with her")
    it_is("08:38")
    agencies.watchdog_looks()
    assert kinds_open(agencies) == []
    assert steps(agencies) == ["Confirmed missed. Son is with her"]


def test_the_watchdog_says_when_it_looked_and_at_how_much(agencies, office):
    agencies.watchdog_looks()
    board = office.get("/board")
    assert "Watchdog checked 4 visits at 08:20" in board.text
    assert "data-behind" not in board.html


def test_h3_a_watchdog_that_is_behind_is_shown(agencies, office):
    agencies.watchdog_looks()
    it_is("08:25")
    assert "data-behind" in office.get("/board").html


def test_a_watchdog_that_never_looked_is_shown(office):
    assert "The watchdog has not looked yet." in office.get("/board").text


def test_two_processes_take_turns(agencies):
    name = heartbeat_name(agencies.hearth.id)
    agencies.add(Heartbeat(name=name, beat_at=clock.now()))
    agencies.keep()
    agencies.watchdog_looks()
    assert all_of(Heartbeat, Heartbeat.name == name)[0].visits_checked == 0


def test_an_agency_that_cannot_be_looked_at_does_not_hide_the_others(agencies):
    change(Agency, Agency.id == agencies.hearth.id, zone="Nowhere/At_All")
    it_is("09:21")
    look_at_each(all_of(Agency, col(Agency.id).in_([agencies.hearth.id, agencies.lantern.id])))
    assert "Edith Lamb: no news" in agencies.olive.get("/board").text
    change(Agency, Agency.id == agencies.hearth.id, zone="Europe/London")


def test_the_other_agency_hears_nothing_of_it(agencies, visit, no_news):
    assert "no news" not in agencies.olive.get("/board").html.split("<main")[1]
    assert [alert.agency_id for alert in all_of(Alert, Alert.visit_id == visit.id)] == [agencies.hearth.id]
    assert all_of(Alert, Alert.agency_id == agencies.lantern.id) == []


# Courses


def amoxicillin(agencies, office, until_on, **more):
    said = METFORMIN | {"name": "Amoxicillin 500 mg", "times": "08:20", "until_on": str(until_on)} | more
    office.post(f"/people/{agencies.jean.id}/medicines", **said)
    return next(row for row in all_of(Medicine, Medicine.name == "Amoxicillin 500 mg"))


def medicine_words(agencies):
    return [alert.words for alert in agencies.open_alerts() if alert.kind == AlertKind.MEDICINE]


def test_a_course_that_ends_is_said_once(agencies, office):
    amoxicillin(agencies, office, DAY + timedelta(days=1))
    agencies.watchdog_looks()
    it_is("08:30")
    agencies.watchdog_looks()
    assert medicine_words(agencies) == ["Amoxicillin 500 mg: the course ends on Fri 20 Nov"]
    assert "Jean Whitcombe: Amoxicillin 500 mg: the course ends" in office.get("/board").text


def test_one_that_ends_on_a_day_without_a_dose_is_said_too(agencies):
    course = {"amount": "1 capsule", "support": Support.ADMINISTER, "at": time(8, 30), "weekdays": "TH"}
    order = Medicine(
        service_user_id=agencies.jean.id, name="Amoxicillin 500 mg", started_on=DAY, ended_on=DAY + timedelta(days=1),
        **course,
    )  # fmt: skip
    agencies.dose(agencies.morning, agencies.add(order), due="08:30")
    agencies.keep()
    agencies.watchdog_looks()
    assert medicine_words(agencies) == ["Amoxicillin 500 mg: the course ends on Fri 20 Nov"]


def test_a_course_that_goes_on_is_not_said(agencies, office):
    amoxicillin(agencies, office, DAY + timedelta(days=6))
    agencies.watchdog_looks()
    assert medicine_words(agencies) == []


def test_what_was_stopped_or_changed_is_no_course_that_ends(agencies, office):
    order = amoxicillin(agencies, office, "")
    office.post(f"/medicines/{order.id}/stopping", last_on=DAY + timedelta(days=1), why_stopped="Dr Patel.")
    agencies.watchdog_looks()
    assert medicine_words(agencies) == []
