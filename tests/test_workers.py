"""What is known of a worker to plan by, and their rota in a calendar."""

import pytest
from icalendar import Calendar

from server.staff.models import Skill, Training
from tests.agencies import all_of
from tests.care import at_once
from tests.planner import plan, publish


@pytest.fixture
def bens(agencies):
    """The address of what is known of Ben."""
    return f"/workers/{agencies.ben.account.id}"


def test_training_sent_twice_is_one_record(agencies, office, bens):
    form = office.get(bens).form(f"{bens}/trainings").hidden | {"skill": "hoist", "assessed_on": "2026-11-01"}
    at_once(*[lambda: office.post(f"{bens}/trainings", **form)] * 2)
    assert len(all_of(Training, Training.account_id == agencies.ben.account.id)) == 1
    assert "You sent this form before" in office.post(f"{bens}/trainings", **form | {"skill": "peg"}).text


def test_training_is_recorded_and_withdrawn(agencies, office, bens):
    office.post(f"{bens}/trainings", skill="hoist", assessed_on="2026-11-01", until="2027-11-01")
    assert "Hoist, assessed 1 Nov 2026, until 1 Nov 2027" in office.get(bens).text
    [hoist] = all_of(Training, Training.account_id == agencies.ben.account.id, Training.skill == Skill.HOIST)
    assert "Hoist, assessed" not in office.post(f"/trainings/{hoist.id}/withdrawal").text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"skill": "juggling"}, "Choose what they were trained in."),
        ({"assessed_on": "2026-11-20"}, "They were assessed today or before."),
        ({"assessed_on": ""}, "Choose a day."),
        ({"until": "2026-10-01"}, "It would end before they were assessed."),
    ],
)
def test_training_that_cannot_be_is_told(office, bens, said, sentence):
    form = {"skill": "hoist", "assessed_on": "2026-11-01"} | said
    assert sentence in office.post(f"{bens}/trainings", **form).text


def test_facts_are_kept(office, bens):
    office.post(f"{bens}/facts", travel="bicycle", most_hours="30", gender="man")
    kept = office.get(bens).form(f"{bens}/facts").filled
    assert (kept["travel"], kept["most_hours"], kept["gender"]) == ("bicycle", "30", "man")


def test_hours_that_cannot_be_are_told(office, bens):
    assert "Say how many hours a week they agreed to" in office.post(f"{bens}/facts", most_hours="a few").text


# The calendar


@pytest.fixture
def address(phone):
    """Amina's secret address."""
    made = phone.post("/settings/calendar").html
    return "/calendars/" + made.partition("/calendars/")[2].partition('"')[0]


def events(person, address):
    return Calendar.from_ical(person.ask("GET", address).content).walk("VEVENT")


def test_a_calendar_shows_the_published_rota_by_initials(agencies, phone, address):
    found = [(str(event["summary"]), event["dtstart"].dt) for event in events(agencies.stranger, address)]
    assert found[0] == ("Visit J W", agencies.morning.starts_at)
    assert len(found) == 4


def test_it_names_nobody(agencies, address):
    answer = agencies.stranger.ask("GET", address)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert b"Whitcombe" not in answer.content


def test_names_are_shown_where_the_agency_says_so(agencies, office, address):
    rules = office.get("/settings/rota").form("/settings/rota").filled
    office.post("/settings/rota", **rules, calendars_say_names="1")
    assert str(events(agencies.stranger, address)[0]["summary"]) == "Visit Jean Whitcombe"


def test_what_is_drawn_is_not_in_it_before_it_is_published(agencies, office, address):
    plan(office, agencies.evening, "cancellation", reason="In hospital.")
    assert len(events(agencies.stranger, address)) == 4
    publish(office, agencies)
    assert len(events(agencies.stranger, address)) == 3


def test_an_address_that_is_ended_shows_nothing(agencies, phone, address):
    phone.post("/settings/calendar/ending")
    assert agencies.stranger.ask("GET", address).status_code == 404


def test_a_new_address_ends_the_one_before(agencies, phone, address):
    phone.post("/settings/calendar")
    assert agencies.stranger.ask("GET", address).status_code == 404


def test_the_office_can_end_it(agencies, office, phone, address):
    office.post(f"/workers/{phone.account.id}/calendars-ended")
    assert agencies.stranger.ask("GET", address).status_code == 404


def test_a_guessed_address_is_none(agencies):
    assert agencies.stranger.ask("GET", "/calendars/guessed").status_code == 404
