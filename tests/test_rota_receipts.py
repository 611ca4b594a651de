"""A published change of the rota: how far it comes to its worker, what they say to it, and who could not know of it."""

import pytest

from server.board.models import AlertKind
from server.rota_changes.models import RotaAnswer
from tests.agencies import all_of, it_is
from tests.planner import plan, publish


@pytest.fixture
def evening(agencies):
    """Amina's visit to Jean at 18:00."""
    return agencies.evening


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


# Opened, and not on the phone


def test_a_change_that_is_seen_is_opened(phone, office, change):
    phone.post(f"/rota-changes/{change.id}/openings")
    assert "Opened Thu 19 Nov 08:20" in office.get("/rota/changes").text
    assert "Your rota changed" in phone.get("/today").text


def test_whoever_has_seen_it_has_it(phone, office, change):
    phone.post(f"/rota-changes/{change.id}/openings")
    assert "Reached the phone" in office.get("/rota/changes").text


def test_once_seen_it_is_not_told_again(phone, change):
    assert "/openings" in phone.get(f"/rota-changes/{change.id}").html
    phone.post(f"/rota-changes/{change.id}/openings")
    assert "/openings" not in phone.get(f"/rota-changes/{change.id}").html


def test_whom_nobody_has_heard_from_is_to_be_rung(phone, office, change):
    listed = office.get("/rota/call-list").text
    assert "Amina Yusuf 07700 900123" in listed
    assert "Cancelled Thu 19 Nov 18:00 Jean Whitcombe: In hospital." in listed


def test_whoever_has_answered_is_not_rung(phone, office, change):
    phone.post(f"/rota-changes/{change.id}/answers", answer="accepted")
    assert "Everybody has answered." in office.get("/rota/call-list").text


def test_the_board_marks_a_visit_that_is_not_on_its_workers_phone(agencies, office, phone, evening):
    plan(office, evening, "times", at="19:00", minutes=30)
    agencies.publish_to(phone)
    assert "Due 19:00, not on the phone" in office.get("/board").text
    phone.take_day_home()
    phone.take_day_home()
    assert "not on the phone" not in office.get("/board").text
