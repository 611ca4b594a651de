"""The rota: planned in drafts, published in words, told to phones, and answered."""

from datetime import date

import pytest

from server.visits.models import CareAction, Visit
from tests.agencies import all_of, at, it_is
from tests.planner import WEEK, changes, drafts, goers, plan, publish


@pytest.fixture
def evening(agencies):
    """Amina's visit to Jean at 18:00."""
    return agencies.evening


# Planning


def test_the_week_shows_who_goes_when(agencies, office):
    week = office.get(WEEK)
    assert "Amina Yusuf" in week.text
    assert "3 visits, works 08:15 to 18:45" in week.text


def test_what_nobody_has_comes_first(agencies, office, evening):
    plan(office, evening, "absences", worker=agencies.amina.account.id)
    assert "Nobody yet 1 visit" in office.get(WEEK).text


def test_a_draft_tells_nobody(agencies, office, phone, evening):
    plan(office, evening, "absences", worker=phone.account.id)
    assert goers(evening) == {phone.account.id}
    assert "18:00" in phone.get("/today").text
    assert changes(agencies) == []


@pytest.mark.parametrize(
    ("what", "said", "sentence"),
    [
        ("times", {"at": "soon", "minutes": "30"}, "Say when the visit begins, as 14:30."),
        ("times", {"at": "14:30", "minutes": "half an hour"}, "Say how many minutes the visit takes, as 30."),
        ("times", {"at": "14:30", "minutes": "0"}, "Say how many minutes the visit takes, as 30."),
        ("cancellation", {"reason": " "}, "Say why the visit is cancelled: its workers read it."),
    ],
)
def test_what_cannot_be_is_told_and_stays_typed(agencies, office, evening, what, said, sentence):
    shown = plan(office, evening, what, **said)
    assert sentence in shown.text
    assert drafts(agencies) == []


def test_a_visit_that_has_begun_stays_as_it_is(agencies, office, phone, visit):
    phone.arrive(visit)
    assert "has begun, so it stays as it is" in plan(office, visit, "cancellation", reason="Away.").text
    assert drafts(agencies) == []


def test_undone_it_is_as_it_was(office, evening):
    plan(office, evening, "times", at="19:00", minutes=30)
    plan(office, evening, "undoing")
    assert "The rota is as your workers have it." in office.get("/rota/changes").text


def test_a_visit_goes_to_another_day(agencies, office, evening):
    plan(office, agencies.double, "times", at="11:00", minutes=30, on="2026-11-20")
    publish(office, agencies)
    [visit] = all_of(Visit, Visit.id == agencies.double.id)
    assert (visit.service_on, visit.starts_at) == (date(2026, 11, 20), at("11:00", date(2026, 11, 20)))
    assert "11:00" in agencies.amina.get("/days/2026-11-20").text


def test_a_visit_with_medicines_stays_on_its_day(office, evening):
    assert "has medicines for that day" in plan(office, evening, "times", at="09:00", minutes=30, on="2026-11-20").text


def test_no_visit_goes_to_a_day_that_is_over(agencies, office):
    moved = plan(office, agencies.double, "times", at="09:00", minutes=30, on="2026-11-18")
    assert "That day is over." in moved.text


# The views


def test_the_day_shows_each_worker_and_what_nobody_has(agencies, office, evening):
    plan(office, evening, "absences", worker=agencies.amina.account.id)
    day = office.get("/rota/days/2026-11-19").text
    assert "Nobody yet 1 to give Jean Whitcombe18:00" in day
    assert "Ben Carter 1.2 hours Walter Finch09:30" in day


def test_the_day_by_person_shows_who_goes(office):
    day = office.get("/rota/days/2026-11-19?view=people-day").text
    assert "Harold Osei 1 visit Amina and Ben10:00" in day


def test_the_week_by_person_shows_who_goes(office):
    week = office.get(f"{WEEK}?view=people").text
    assert "Jean Whitcombe 3 visits" in week
    assert "10:00 Amina and Ben" in week


def test_on_paper_is_what_is_published(office, evening):
    plan(office, evening, "times", at="19:00", minutes=30)
    paper = office.get(f"{WEEK}/paper").text
    assert "18:00 to 18:45 Jean Whitcombe" in paper
    assert "19:00" not in paper


def test_a_visit_over_midnight_is_on_both_days(agencies, office):
    agencies.visit("22:00", agencies.walter, agencies.ben, minutes=540)
    agencies.keep()
    assert "Walter Finch22:00" in office.get("/rota/days/2026-11-19").text
    assert "Walter Finch22:00" in office.get("/rota/days/2026-11-20").text


# A visit passed on by dragging


def test_a_visit_is_handed_from_one_to_another(agencies, office, evening):
    amina, ben = agencies.amina.account.id, agencies.ben.account.id
    plan(office, evening, "handing-over", **{"from": amina, "to": ben, "view": "day"})
    publish(office, agencies)
    assert goers(evening) == {ben}


def test_handed_to_nobody_it_is_open(agencies, office, evening):
    plan(office, evening, "handing-over", **{"from": agencies.amina.account.id, "to": "", "view": "day"})
    assert "Nobody yet 1 to give" in office.get("/rota/days/2026-11-19").text


def test_what_cannot_be_handed_over_stays_and_says_why(agencies, office):
    amina, ben = agencies.amina.account.id, agencies.ben.account.id
    plan(office, agencies.walters, "times", at="10:15", minutes=30)
    shown = plan(office, agencies.walters, "handing-over", **{"from": ben, "to": amina, "view": "day"})
    assert "Amina Yusuf cannot go: with Harold Osei until 10:45. Send somebody else." in shown.text
    assert goers(agencies.walters) == {ben}


# Double-handed visits


def test_a_double_handed_visit_is_split_and_nobody_is_lost(agencies, office, double):
    plan(office, double, "splitting")
    publish(office, agencies)
    halves = all_of(Visit, Visit.service_user_id == agencies.harold.id)
    assert [half.workers_needed for half in halves] == [1, 1]
    assert {*goers(halves[0]), *goers(halves[1])} == {agencies.amina.account.id, agencies.ben.account.id}


def test_each_half_has_all_that_is_to_be_done(agencies, office, double):
    plan(office, double, "splitting")
    [half] = all_of(Visit, Visit.service_user_id == agencies.harold.id, Visit.id != double.id)
    assert [action.title for action in all_of(CareAction, CareAction.visit_id == half.id)] == ["Hoist to the chair"]


def test_before_it_is_published_a_half_is_on_no_phone_and_no_board(agencies, office, double):
    plan(office, double, "splitting")
    [half] = all_of(Visit, Visit.service_user_id == agencies.harold.id, Visit.id != double.id)
    assert str(half.id) not in office.get("/board").html
    assert str(half.id) not in agencies.ben.get("/today").html


def test_split_and_joined_it_is_as_it_was(agencies, office, double):
    plan(office, double, "splitting")
    [half] = all_of(Visit, Visit.service_user_id == agencies.harold.id, Visit.id != double.id)
    plan(office, double, "joining", other=half.id)
    assert "The rota is as your workers have it." in office.get("/rota/changes").text


def test_what_is_to_be_done_is_not_lost_by_joining(agencies, office, evening):
    shown = plan(office, evening, "joining", other=agencies.morning.id)
    assert "The visit at 08:15 has medicines. Open that one, and join this one with it." in shown.text


def test_a_single_visit_cannot_be_split(office, evening):
    assert "there is nothing to split" in plan(office, evening, "splitting").text


# A visit of its own


@pytest.fixture
def typed(agencies):
    return {
        "person": agencies.walter.id, "on": "2026-11-20", "at": "14:30", "minutes": 45, "workers": 1,
        "title": "Shopping", "actions": "Buy milk\nTake the bins out\n",
    }  # fmt: skip


def test_an_added_visit_is_nobodys_until_somebody_is_sent(office, typed):
    added = office.post("/rota/visits", **typed).text
    assert "Choose a worker Walter Finch, Fri 20 Nov, 14:30 to 15:15 Shopping, 45 minutes." in added
    assert "Nobody yet 1 visit" in office.get(WEEK).text


def test_it_has_what_is_to_be_done(agencies, office, typed):
    office.post("/rota/visits", **typed)
    [visit] = all_of(Visit, Visit.service_user_id == agencies.walter.id, Visit.title == "Shopping")
    plan(office, visit, "workers", worker=agencies.ben.account.id)
    publish(office, agencies)
    assert "Take the bins out" in agencies.ben.get(f"/visits/{visit.id}").text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("person", "", "Choose whom the visit is for."),
        ("on", "soon", "Choose the day of the visit."),
        ("on", "2026-11-18", "Choose a day from today on, at most a year ahead."),
        ("at", "", "Say when the visit begins, as 14:30."),
        ("minutes", "long", "Say how many minutes the visit takes, as 30."),
        ("workers", "9", "Say how many workers it takes, from 1 to 4."),
        ("title", " ", "Say what the visit is for, as Personal care."),
    ],
)
def test_what_is_wrong_with_a_new_visit_is_told_and_the_rest_stays(office, typed, field, value, sentence):
    shown = office.post("/rota/visits", **typed | {field: value})
    assert sentence in shown.text
    assert "Buy milk" in shown.text


def test_an_added_visit_is_on_no_board_before_it_is_published(agencies, office, typed):
    it_is("08:20", date(2026, 11, 20))
    office.post("/rota/visits", **typed)
    assert "Walter Finch" not in office.get("/board").text
    publish(office, agencies)
    assert "Walter Finch" in office.get("/board").text


def test_an_added_visit_that_is_undone_is_gone(office, typed):
    added = office.post("/rota/visits", **typed)
    [undoing] = [form.action for form in added.forms if form.action.endswith("/undoing")]
    office.post(undoing)
    assert "Nobody yet 0 visits" in office.get(WEEK).text


def test_nobody_is_visited_by_another_agency(agencies, office, typed):
    assert "Choose whom the visit is for." in office.post("/rota/visits", **typed | {"person": agencies.edith.id}).text


# Publishing


def test_the_differences_are_told_in_words_before_anybody_is_told(agencies, office, evening):
    plan(office, evening, "times", at="19:00", minutes=30)
    plan(office, evening, "workers", worker=agencies.ben.account.id)
    shown = office.get("/rota/changes").text
    assert "Amina Yusuf Moved Thu 19 Nov 18:00 Jean Whitcombe, now 19:00 to 19:30" in shown
    assert "Ben Carter Added Thu 19 Nov 19:00 Jean Whitcombe" in shown


def test_published_it_is_so(agencies, office, evening):
    plan(office, evening, "times", at="19:00", minutes=30)
    plan(office, evening, "absences", worker=agencies.amina.account.id)
    plan(office, evening, "workers", worker=agencies.ben.account.id)
    publish(office, agencies)
    [visit] = all_of(Visit, Visit.id == evening.id)
    assert (visit.starts_at, visit.ends_at) == (at("19:00"), at("19:30"))
    assert goers(evening) == {agencies.ben.account.id}
    assert drafts(agencies) == []


def test_what_is_cancelled_is_on_nobodys_day_and_not_late(agencies, office, phone, evening):
    plan(office, evening, "cancellation", reason="Jean is with her son.")
    publish(office, agencies)
    assert str(evening.id) not in phone.get("/today").html
    assert str(evening.id) not in office.get("/board").html


def test_nobody_is_sent_to_two_places(agencies, office, evening):
    plan(office, agencies.walters, "times", at="10:15", minutes=30)
    shown = publish(office, agencies).text
    assert "Ben Carter would be in two places: 10:15 Walter Finch and 10:00 Harold Osei." in shown
    assert changes(agencies) == []


def test_a_visit_that_began_meanwhile_is_not_published(agencies, office, phone, evening):
    plan(office, evening, "times", at="19:00", minutes=30)
    phone.arrive(evening)
    assert "18:00 Jean Whitcombe has begun. Undo that change, then publish." in publish(office, agencies).text


def test_there_is_nothing_to_publish(agencies, office):
    assert "There is nothing to publish" in publish(office, agencies).text
