"""The rota: planned in drafts, published in words, told to phones, and answered."""

import pytest

from server.board.models import AlertKind
from server.rota.models import DraftVisit, RotaAnswer, RotaChange
from server.visits.models import Assignment, Visit
from tests.agencies import all_of, at, it_is

WEEK = "/rota/weeks/2026-11-19"


@pytest.fixture
def evening(agencies):
    """Amina's visit to Jean at 18:00."""
    return agencies.evening


def plan(office, visit, what, **said):
    return office.post(f"/rota/visits/{visit.id}/{what}", **said)


def publish(office, agencies):
    return office.post("/rota/publications", team=agencies.team.id)


def goers(visit):
    return {one.account_id for one in all_of(Assignment, Assignment.visit_id == visit.id) if one.removed_at is None}


def drafts(agencies):
    return all_of(DraftVisit, DraftVisit.team_id == agencies.team.id)


def changes(agencies):
    return all_of(RotaChange, RotaChange.team_id == agencies.team.id)


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


def test_who_could_go_is_ranked_with_reasons(agencies, office, evening):
    plan(office, evening, "absences", worker=agencies.amina.account.id)
    shown = office.get(f"/rota/visits/{evening.id}").text
    assert "Ben Carter Has not met Jean Whitcombe" in shown
    assert "hours this week" in shown


def test_who_is_with_somebody_else_cannot_go_and_it_says_with_whom(agencies, office):
    plan(office, agencies.walters, "times", at="10:15", minutes=30)
    plan(office, agencies.double, "absences", worker=agencies.ben.account.id)
    shown = office.get(f"/rota/visits/{agencies.double.id}").text
    assert "Cannot go, and why Ben Carter With Walter Finch until 10:45." in shown


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
    assert "18:00" not in phone.get("/today").html
    assert str(evening.id) not in office.get("/board").html


def test_nobody_is_sent_to_two_places(agencies, office, evening):
    plan(office, agencies.walters, "times", at="10:15", minutes=30)
    shown = publish(office, agencies).text
    assert "Ben Carter would be in two places: 10:00 Harold Osei and 10:15 Walter Finch." in shown
    assert changes(agencies) == []


def test_a_visit_that_began_meanwhile_is_not_published(agencies, office, phone, evening):
    plan(office, evening, "times", at="19:00", minutes=30)
    phone.arrive(evening)
    assert "18:00 Jean Whitcombe has begun. Undo that change, then publish." in publish(office, agencies).text


def test_there_is_nothing_to_publish(agencies, office):
    assert "There is nothing to publish" in publish(office, agencies).text


# The worker


@pytest.fixture
def change(agencies, office, phone, evening):
    """The evening visit is cancelled, and Amina has it in writing."""
    plan(office, evening, "cancellation", reason="In hospital.")
    return agencies.publish_to(phone)


def test_the_day_says_that_the_rota_changed(phone, change):
    assert "Your rota changed: 1 visit" in phone.get("/today").text
    assert "Cancelled Jean Whitcombe" in phone.get(f"/rota-changes/{change.id}").text


def test_the_change_comes_home_with_the_day_and_is_reached_when_the_phone_says_so(phone, office, change):
    assert f"/rota-changes/{change.id}" in phone.take_day_home()
    assert "Reached the phone" not in office.get("/rota/changes").text
    phone.take_day_home()
    assert "Reached the phone" in office.get("/rota/changes").text


def test_a_change_that_is_accepted_is_no_news_any_more(phone, office, change):
    phone.post(f"/rota-changes/{change.id}/answers", answer="accepted")
    assert "Your rota changed" not in phone.get("/today").text
    assert "Accepted" in office.get("/rota/changes").text


def test_who_cannot_go_is_on_the_board_at_once(agencies, phone, office, change):
    phone.post(f"/rota-changes/{change.id}/answers", answer="cannot", why="My car broke down.")
    assert [alert.kind for alert in agencies.open_alerts()] == [AlertKind.CANNOT_GO]
    assert "Amina Yusuf: can’t do the changed rota: My car broke down." in office.get("/board").text


@pytest.mark.parametrize(("hhmm", "is_told"), [("12:15", False), ("12:25", True)])
def test_a_change_that_is_not_answered_in_time_is_on_the_board(agencies, office, phone, change, hhmm, is_told):
    phone.arrive(agencies.morning)
    it_is(hhmm)
    agencies.watchdog_looks()
    assert ("Amina Yusuf: has not said whether the changed rota can be done" in office.get("/board").text) == is_told


def test_a_late_answer_is_an_answer(agencies, phone, change):
    it_is("12:25")
    agencies.watchdog_looks()
    phone.post(f"/rota-changes/{change.id}/answers", answer="accepted")
    assert AlertKind.NOT_ANSWERED not in {alert.kind for alert in agencies.open_alerts()}


def test_a_change_of_the_next_two_hours_is_to_be_answered_sooner(agencies, office, phone, evening):
    it_is("17:00")
    plan(office, evening, "cancellation", reason="In hospital.")
    agencies.publish_to(phone)
    it_is("17:16")
    agencies.watchdog_looks()
    assert AlertKind.NOT_ANSWERED in {alert.kind for alert in agencies.open_alerts()}


def test_an_answer_to_somebody_elses_change_is_held(agencies, change):
    agencies.ben.post(f"/rota-changes/{change.id}/answers", answer="accepted")
    assert all_of(RotaAnswer, RotaAnswer.rota_change_id == change.id) == []
    assert [alert.kind for alert in agencies.open_alerts()] == [AlertKind.HELD]


# A worker who cannot come


@pytest.fixture
def ill(agencies, office):
    """Amina is ill today; she has not begun any visit."""
    form = {"kind": "ill", "first": "2026-11-19", "last": "2026-11-19"}
    return office.post(f"/rota/workers/{agencies.amina.account.id}/absences", **form)


def test_what_an_absent_worker_leaves_open_comes_up_at_once(ill):
    assert "3 of 3 visits want somebody" in ill.text
    assert "Thu 19 Nov 18:00 Jean Whitcombe" in ill.text


def test_the_week_says_that_she_is_ill(office, ill):
    assert "Ill" in office.get(WEEK).text


def test_who_is_ill_is_not_offered_and_it_says_until_when(agencies, office, ill):
    shown = office.get(f"/rota/visits/{agencies.evening.id}").text
    assert "Amina Yusuf Ill until Thu 19 Nov." in shown


def test_one_press_proposes_cover_and_nobody_is_told(agencies, office, ill):
    covered = office.post(f"/rota/workers/{agencies.amina.account.id}/cover").text
    assert "Thu 19 Nov 18:00 Jean WhitcombeBen Carter" in covered
    assert changes(agencies) == []


def test_who_is_away_cannot_be_sent(agencies, office, ill):
    plan(office, agencies.walters, "workers", worker=agencies.amina.account.id)
    assert "Amina Yusuf cannot go to 09:30 Walter Finch." in publish(office, agencies).text


def test_a_visit_that_has_begun_stays_with_her(agencies, office, phone):
    phone.arrive(agencies.morning)
    form = {"kind": "ill", "first": "2026-11-19", "at": "08:30", "last": "2026-11-19"}
    assert "2 of 2" in office.post(f"/rota/workers/{phone.account.id}/absences", **form).text


def test_back_again_she_can_be_sent(agencies, office, ill):
    office.post(f"/rota/workers/{agencies.amina.account.id}/return")
    assert "Ill until" not in office.get(f"/rota/visits/{agencies.evening.id}").text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": "bored"}, "Say why they cannot come."),
        ({"first": ""}, "Choose a day."),
        ({"last": "2026-11-18"}, "The last day comes before the first one"),
        ({"at": "early"}, "Say when the visit begins"),
    ],
)
def test_an_absence_that_cannot_be_is_told(agencies, office, said, sentence):
    form = {"kind": "ill", "first": "2026-11-19", "last": "2026-11-19"} | said
    assert sentence in office.post(f"/rota/workers/{agencies.amina.account.id}/absences", **form).text


# A worker who could not know


@pytest.fixture
def given_to_ben(agencies, office, phone, evening):
    """Amina checked in to the evening visit without signal, while Grace gave it to Ben."""
    phone.lose_signal()
    arrival = phone.arrive(evening)
    plan(office, evening, "absences", worker=phone.account.id)
    plan(office, evening, "workers", worker=agencies.ben.account.id)
    publish(office, agencies)
    phone.find_signal()
    return arrival


def test_what_she_recorded_is_taken(phone, given_to_ben):
    assert given_to_ben.state == "sent"


def test_the_office_sees_that_it_came_after_the_move(agencies, office, evening, given_to_ben):
    assert "Jean Whitcombe: somebody recorded there after the visit was moved" in office.get("/board").text
    assert "Amina Yusuf, after the visit was moved" in office.get(f"/visits/{evening.id}").text


def test_who_has_the_visit_now_sees_that_she_was_there(agencies, evening, given_to_ben):
    assert "Amina Yusuf checked in at" in agencies.ben.get(f"/visits/{evening.id}").text
