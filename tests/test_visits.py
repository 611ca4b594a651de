"""The shift: what a worker sees of her days and visits, and what she records there, with scripts and without."""

from datetime import UTC, datetime, timedelta

import pytest

from server import clock
from server.care_plans.models import PlanChange
from server.templating import environment
from server.visits.entry_kinds import Arrival, Departure
from server.visits.models import Assignment
from tests.agencies import DAY, all_of, at, change, it_is
from tests.care import minutes_pass


def turn_of(phone, visit):
    return all_of(Assignment, (Assignment.visit_id == visit.id) & (Assignment.account_id == phone.account.id))[0]


def page_of(phone, visit):
    return phone.get(f"/visits/{visit.id}").text


# The day


def test_the_day_shows_my_visits_in_order_and_nobody_elses(agencies, phone):
    day = phone.get("/today").text
    assert day.index("08:15") < day.index("Harold Osei") < day.index("18:00")
    assert "Walter" not in day


def test_what_is_over_stands_below_what_is_to_come(phone, visit):
    phone.arrive(visit)
    phone.leave(visit)
    day = phone.get("/today").text
    assert "1 of 3 visits done" in day
    assert day.index("18:00") < day.index("08:15")


def test_a_day_without_visits_says_so(phone):
    assert "No visits on this day." in phone.get("/days/2026-11-21").text


def test_a_coordinator_begins_with_the_board(office):
    assert office.ask("GET", "/today").headers["location"] == "/board"


@pytest.mark.parametrize(("days", "status"), [(-8, 404), (-7, 200), (14, 200), (15, 404)])
def test_a_worker_may_look_a_week_back_and_two_ahead(agencies, phone, days, status):
    on = DAY + timedelta(days=days)
    visit = agencies.visit("08:15", agencies.jean, phone, on=on)
    agencies.keep()
    assert phone.get(f"/days/{on}").status == status
    assert phone.get(f"/visits/{visit.id}").status == status


def test_the_rota_counts_the_visits_of_each_day(phone):
    rota = phone.get("/rota").text
    assert "Today, Thu 19 Nov 3 visits, 08:15 to 18:45" in rota
    assert "Fri 20 Nov 1 visit, 08:15 to 09:00" in rota


def test_who_was_taken_off_a_visit_no_longer_finds_it(phone, visit):
    change(Assignment, Assignment.visit_id == visit.id, removed_at=clock.now())
    assert phone.get(f"/visits/{visit.id}").status == 404
    assert "08:15" not in phone.get("/today").text


def test_a_visit_says_who_goes_with_me(agencies, phone, bens_phone, visit, double):
    assert "you alone" in page_of(phone, visit)
    assert "you with Ben Carter" in page_of(phone, double)
    change(Assignment, Assignment.account_id == bens_phone.account.id, removed_at=clock.now())
    assert "ask the office who" in page_of(phone, double)


def test_the_card_names_the_time_critical_medicine(phone, levodopa):
    assert "Time-critical at 08:30Co-careldopa 25 mg/100 mg" in phone.get("/today").text


# Checking in and out


def test_a_check_in_is_kept_with_its_time(phone, visit):
    phone.arrive(visit)
    assert "Checked in 08:20" in page_of(phone, visit)
    assert phone.get("/today").state(f"shift-{visit.id}") == "in-progress"


def test_a_check_out_ends_the_visit(phone, visit):
    phone.arrive(visit)
    minutes_pass(30)
    phone.leave(visit)
    assert "Checked out 08:50" in page_of(phone, visit)
    assert phone.get("/today").state(f"shift-{visit.id}") == "done"


def test_who_checks_out_without_having_checked_in_is_taken(phone, visit):
    assert phone.leave(visit).state == "sent"
    assert phone.get("/today").state(f"shift-{visit.id}") == "done"


def test_a_check_in_needs_no_place_and_no_reason(phone, visit):
    assert phone.arrive(visit, latitude="", longitude="", accuracy="", reason="").state == "sent"


def test_a_check_in_far_too_early_is_taken_with_its_reason(agencies, phone, office):
    assert phone.arrive(agencies.evening, reason="Asked to come early").state == "sent"
    assert "Asked to come early" in page_of(office, agencies.evening)


def test_the_office_sees_how_far_from_the_door_a_check_in_was(phone, office, visit):
    phone.arrive(visit, latitude=53.8218, longitude=-1.57, accuracy=12)
    assert "200 m from the door" in page_of(office, visit)


def test_a_corrected_check_in_shows_both_with_who_and_when(phone, office, visit):
    phone.arrive(visit)
    minutes_pass(10)
    phone.arrive(visit, at="08:16")
    assert "Checked in 08:16" in page_of(phone, visit)
    assert "08:20, corrected. Amina Yusuf, 08:20" in page_of(phone, visit)
    assert "Correction by Amina Yusuf" in page_of(office, visit)
    assert "At 08:16" in page_of(office, visit)


def test_a_check_in_corrected_to_later_counts_as_later(phone, visit):
    phone.arrive(visit)
    minutes_pass(10)
    phone.arrive(visit, at="08:25")
    assert turn_of(phone, visit).arrived_at == at("08:25")


def test_a_check_out_corrected_days_later_is_still_of_its_own_day(phone, visit):
    phone.leave(visit)
    it_is("07:30", DAY + timedelta(days=3))
    phone.leave(visit, at="08:45")
    assert turn_of(phone, visit).left_at == at("08:45")


@pytest.mark.parametrize(("days", "hhmm", "corrected"), [(0, "23:30", "23:40"), (1, "00:10", "23:55")])
def test_a_check_in_corrected_after_midnight_is_of_the_night_before(agencies, phone, days, hhmm, corrected):
    night = agencies.visit(hhmm, agencies.jean, phone, on=DAY + timedelta(days=days))
    agencies.keep()
    it_is("00:20", DAY + timedelta(days=1))
    phone.arrive(night)
    phone.arrive(night, at=corrected)
    assert turn_of(phone, night).arrived_at == at(corrected)


def test_a_time_that_is_none_is_held(phone, visit):
    assert phone.arrive(visit, at="25:00").state == "held"
    assert turn_of(phone, visit).arrived_at is None


def test_of_two_check_ins_that_stand_the_earlier_counts(phone, visit):
    phone.arrive(visit, at="08:18")
    phone.arrive(visit, at="08:24", corrects="")
    assert turn_of(phone, visit).arrived_at == at("08:18")
    assert len(all_of(Arrival, Arrival.visit_id == visit.id)) == 2


def test_of_two_check_outs_that_stand_the_later_counts(phone, visit):
    phone.leave(visit)
    phone.leave(visit, at="08:45", corrects="")
    phone.leave(visit, at="08:30", corrects="")
    assert turn_of(phone, visit).left_at == at("08:45")


def test_a_correction_of_a_correction_stands_for_both(phone, visit):
    phone.leave(visit)
    phone.leave(visit, at="08:45")
    phone.leave(visit, at="08:30")
    assert turn_of(phone, visit).left_at == at("08:30")
    assert len(all_of(Departure, Departure.visit_id == visit.id)) == 3


def test_two_workers_check_in_for_themselves(phone, bens_phone, double):
    phone.arrive(double)
    assert turn_of(bens_phone, double).arrived_at is None
    assert bens_phone.get("/today").state(f"shift-{double.id}") == "due"


# Care actions


def test_a_tick_says_what_became_of_it_and_how_much_support_it_took(phone, visit, wash):
    phone.tick(wash, "done", "prompted")
    assert "Wash Done, prompted" in page_of(phone, visit)


def test_a_corrected_tick_shows_both_with_who_and_when(phone, office, visit, wash):
    phone.tick(wash)
    minutes_pass(5)
    phone.tick(wash, "declined", "")
    assert "Wash Declined" in page_of(phone, visit)
    assert "Done, with help, corrected. Amina Yusuf, 08:20" in page_of(phone, visit)
    assert "Correction by Amina Yusuf" in page_of(office, visit)


def test_both_workers_say_what_they_did(phone, bens_phone, agencies, double):
    bens_phone.tick(agencies.hoist, "done", "done_for_them")
    assert "Recorded by Ben Carter, 08:20" in page_of(phone, double)
    phone.tick(agencies.hoist, "partly", "with_help", reason="No time")
    assert "Ben Carter: done, done for them, 08:20" in page_of(phone, double)


@pytest.mark.parametrize("outcome", ["declined", "not_needed"])
def test_what_was_not_wanted_needs_no_reason_and_no_support(phone, breakfast, outcome):
    assert phone.tick(breakfast, outcome, "").state == "sent"


@pytest.mark.parametrize(
    ("outcome", "support", "reason", "lacks"),
    [
        ("done", "", "", "how much support it took"),
        ("partly", "", "No time", "how much support it took"),
        ("partly", "with_help", "", "why it was not done"),
        ("not_done", "", "", "why it was not done"),
        ("", "", "", "does not say outcome"),
        ("forgotten", "", "", "outcome cannot be read"),
    ],
)
def test_what_a_tick_lacks_is_said_and_it_is_held(phone, visit, breakfast, outcome, support, reason, lacks):
    tick = phone.tick(breakfast, outcome, support, reason=reason)
    assert (tick.state, lacks in tick.why) == ("held", True)
    assert lacks in page_of(phone, visit)


def test_another_reason_is_kept_in_the_workers_own_words(phone, visit, breakfast):
    phone.tick(breakfast, "not_done", "", reason="Other", more="The cooker is broken")
    assert "Not done. Other: The cooker is broken" in page_of(phone, visit)


# What the office is told


def told(office):
    """What needs a person, by the board."""
    return office.get("/board").text


@pytest.mark.parametrize(("outcome", "reason"), [("declined", ""), ("not_done", "Unwell")])
def test_an_essential_action_that_was_not_done_raises_an_alert(phone, office, wash, outcome, reason):
    phone.tick(wash, outcome, "", reason=reason)
    assert f"Jean Whitcombe: Wash: {outcome.replace('_', ' ')}" in told(office)


def test_an_essential_action_done_and_another_not_done_raise_none(agencies, phone, wash, breakfast):
    phone.tick(wash)
    phone.tick(breakfast, "not_done", "", reason="Unwell")
    assert agencies.open_alerts() == []


def test_leaving_an_essential_action_open_raises_an_alert_and_says_why(phone, office, visit):
    phone.leave(visit, left_open="Wash", reason="Person asked me to go")
    assert "Jean Whitcombe: left unanswered: Wash" in told(office)
    assert "Left unanswered: Wash. Person asked me to go" in page_of(office, visit)


def test_without_scripts_the_office_sees_by_itself_what_was_left_open(phone, office, visit):
    phone.fill_in(f"/visits/{visit.id}", f"/visits/{visit.id}/departure")
    assert "Jean Whitcombe: left unanswered: Co-careldopa 25 mg/100 mg, Wash" in told(office)


def test_without_scripts_nothing_is_open_when_all_is_answered(agencies, phone, visit, wash, levodopa):
    phone.tick(wash)
    phone.give(levodopa)
    phone.fill_in(f"/visits/{visit.id}", f"/visits/{visit.id}/departure")
    assert agencies.open_alerts() == []


def test_a_phone_that_says_that_nothing_is_open_is_believed(agencies, phone, visit):
    phone.leave(visit)
    assert agencies.open_alerts() == []


def test_running_late_tells_the_office_by_how_much(phone, office, double):
    phone.run_late(double, 20)
    assert "Harold Osei: will be 20 minutes late" in told(office)
    assert "Running 20 minutes late" in page_of(phone, double)


def test_running_late_without_how_much_is_held(phone, double):
    notice = phone.run_late(double, "")
    assert (notice.state, "does not say minutes" in notice.why) == ("held", True)


def test_a_visit_that_could_not_be_completed_tells_the_office_why(phone, office, visit):
    phone.stop(visit, "no_reply")
    assert "Jean Whitcombe: could not be completed, no reply" in told(office)
    assert phone.get("/today").state(f"shift-{visit.id}") == "stopped"
    assert "Could not be completed: no reply" in page_of(phone, visit)


def test_a_visit_that_could_not_be_completed_without_why_is_held(phone, visit):
    stopped = phone.stop(visit, "")
    assert (stopped.state, "does not say why" in stopped.why) == ("held", True)
    assert phone.get("/today").state(f"shift-{visit.id}") == "due"


@pytest.mark.parametrize(("kind", "words"), [("skin", "skin"), ("safeguarding", "safeguarding"), ("mood", "mood or")])
def test_a_concern_tells_the_office_what_it_is_about(phone, office, visit, kind, words):
    phone.raise_concern(visit, "A red patch.", kind=kind, done="Rang the nurse.")
    assert f"Jean Whitcombe: concern, {words}" in told(office)
    assert "“A red patch.”. Done: Rang the nurse" in page_of(office, visit)


def test_a_concern_without_what_was_seen_is_held(phone, visit):
    concern = phone.raise_concern(visit, " ")
    assert (concern.state, "does not say seen" in concern.why) == ("held", True)


def test_a_worker_sees_who_in_the_office_has_seen_a_note(phone, office, visit):
    phone.note(visit, "Cheerful.")
    assert "Sent, 08:20" in page_of(phone, visit)
    office.get(f"/visits/{visit.id}")
    assert "Seen by Grace Mensah 08:20" in page_of(phone, visit)


# From one visit to the next


def test_a_handover_is_read_on_the_next_visit_and_only_there(agencies, phone, bens_phone, visit):
    phone.hand_over(visit, "The milk is off.")
    next_page = page_of(phone, agencies.evening)
    assert "The milk is off.Amina Yusuf, Thu 19 Nov 08:20" in next_page.partition("From the last worker")[2]
    assert "From the last worker" not in page_of(phone, visit)
    assert "The milk is off." not in page_of(bens_phone, agencies.walters)


def test_a_visit_note_is_no_handover(agencies, phone, visit):
    phone.note(visit, "Cheerful.")
    assert "From the last worker" not in page_of(phone, agencies.evening)


@pytest.mark.parametrize(("days", "is_read"), [(6, True), (8, False)])
def test_a_handover_is_read_for_a_week(agencies, phone, visit, days, is_read):
    later = agencies.visit("08:15", agencies.jean, phone, on=DAY + timedelta(days=days))
    agencies.keep()
    phone.hand_over(visit, "The milk is off.")
    assert ("The milk is off." in page_of(phone, later)) == is_read


def test_who_was_never_there_reads_the_last_changes(phone, visit):
    page = page_of(phone, visit)
    assert "Changed since your last visit You have not been here before" in page
    assert "careTea before the wash.Grace Mensah, Thu 19 Nov" in page


@pytest.fixture
def monday(agencies, phone):
    """Amina's visit to Jean on Monday, which she left; a change before it, and one after."""
    monday = agencies.visit("08:15", agencies.jean, phone, on=DAY - timedelta(days=3))
    changes = {"service_user_id": agencies.jean.id, "kind": "care", "by": "Grace Mensah"}
    agencies.add(PlanChange(changed_on=DAY - timedelta(days=4), sentence="Porridge, not toast.", **changes))
    agencies.add(PlanChange(changed_on=DAY - timedelta(days=1), sentence="A new hoist.", **changes))
    agencies.keep()
    it_is("08:30", DAY - timedelta(days=3))
    phone.leave(monday)
    it_is("08:20")
    return monday


def test_what_changed_since_my_last_visit_is_shown_and_no_more(phone, visit, monday):
    page = page_of(phone, visit)
    assert "Changed since your last visit Mon 16 Nov" in page
    assert "A new hoist." in page
    assert "Tea before the wash." in page
    assert "Porridge" not in page


def test_a_change_after_the_visit_is_not_shown_on_it(phone, monday):
    assert "A new hoist." not in page_of(phone, monday)
    assert "Porridge" in page_of(phone, monday)


def test_that_changes_were_read_is_on_record(phone, office, visit):
    phone.read_changes(visit)
    assert "Read 1 change" in page_of(phone, visit)
    assert "Read what had changed" in page_of(office, visit)


# Without scripts


@pytest.mark.parametrize(
    ("recorded", "answers", "shown"),
    [
        ("arrival", {}, "Checked in 08:20"),
        ("departure", {}, "Checked out 08:20"),
        ("notes", {"kind": "visit", "words": "Had tea."}, "Had tea. Amina Yusuf, 08:20"),
        ("concerns", {"kind": "fall", "seen": "On the floor."}, "Fall: On the floor."),
        ("late-notices", {"minutes": 10}, "Running 10 minutes late"),
        ("stop", {"why": "hospital"}, "Could not be completed: in hospital"),
        ("changes-read", {}, "Read 1 change"),
    ],
)
def test_a_form_works_without_scripts(phone, visit, recorded, answers, shown):
    phone.fill_in(f"/visits/{visit.id}", f"/visits/{visit.id}/{recorded}", **answers)
    assert shown in page_of(phone, visit)


def test_a_tick_works_without_scripts(phone, visit, wash):
    page = phone.fill_in(f"/visits/{visit.id}", f"/care-actions/{wash.id}/outcomes", outcome="done", support="prompted")
    assert (page.status, "Wash Done, prompted" in page.text) == (200, True)


def test_without_scripts_what_is_lacking_is_said_and_the_office_has_it(phone, office, visit, breakfast):
    page = phone.fill_in(f"/visits/{visit.id}", f"/care-actions/{breakfast.id}/outcomes", outcome="not_done")
    assert (page.status, "The office has this" in page.text) == (422, True)
    assert "does not say why it was not done" in office.get("/held-forms").text


# A night


@pytest.fixture
def night(agencies):
    """Amina's night with Walter, from 22:00 to 07:00; by now it is half past midnight."""
    made = agencies.visit("22:00", agencies.walter, agencies.amina, minutes=540)
    agencies.keep()
    it_is("00:30", DAY + timedelta(days=1))
    return made


def test_a_night_that_goes_on_is_on_todays_page(phone, night):
    assert f"/visits/{night.id}" in phone.get("/today").html
    assert f"/visits/{night.id}" in phone.take_day_home()["/days/2026-11-20"]


def test_a_night_that_goes_on_is_recorded_after_midnight(phone, night):
    phone.lose_signal()
    assert phone.arrive(night).state == "waiting"
    phone.find_signal()
    assert phone.outbox[-1].state == "sent"


def test_a_night_that_goes_on_is_on_todays_board(office, phone, night):
    phone.arrive(night)
    assert "Walter Finch In progress" in office.get("/board").text


def test_the_next_day_a_night_is_over(phone, office, night):
    it_is("08:00", DAY + timedelta(days=2))
    assert f"/visits/{night.id}" not in phone.get("/today").html
    assert f"/visits/{night.id}" not in office.get("/board").html


# How it is written


def test_no_day_and_no_visits_time_is_broken_over_two_lines():
    written = environment().from_string("{{ on | day }}, {{ on | long_day }}, {{ starts_at | from_to(ends_at) }}")
    starts_at = datetime(2026, 11, 26, 8, tzinfo=UTC)
    text = written.render(on=DAY, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30), zone="Europe/London")
    assert text.replace("\xa0", "_") == "Thu_19_Nov, 19_Nov_2026, <time>08:00</time>_to_<time>08:30</time>"
