"""The day on a phone: every page of today and the next 48 hours, and afterwards only what changed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.visits.models import Assignment
from tests.agencies import DAY, KEY_SAFE_CODE, change

TODAY = f"/days/{DAY}"


def whole_day(phone):
    """Every page and its stamp, as a phone that has nothing gets them."""
    day = phone.ask_for_day().json()
    return day["pages"], day["stamps"]


def test_an_empty_phone_gets_every_page_of_today_and_48_hours(agencies, phone):
    pages = phone.take_day_home()
    visits = (agencies.morning, agencies.double, agencies.evening, agencies.tomorrow)
    people = (agencies.jean, agencies.harold)
    assert set(pages) == {
        TODAY, "/days/2026-11-20", "/days/2026-11-21", "/rota", "/people", "/waiting",
        *(f"/visits/{visit.id}" for visit in visits), *(f"/people/{person.id}" for person in people),
    }  # fmt: skip


def test_a_kept_page_is_the_page_that_the_office_shows(phone, visit):
    pages = phone.take_day_home()
    assert pages[f"/visits/{visit.id}"] == phone.get(f"/visits/{visit.id}").html


def test_a_kept_page_of_the_day_is_the_page_that_the_office_shows(phone):
    assert phone.take_day_home()[TODAY] == phone.get("/today").html


def test_what_is_further_away_than_48_hours_stays_in_the_office(agencies, phone):
    on_sunday = agencies.tomorrow.service_on.replace(day=22)
    change(Assignment, Assignment.visit_id == agencies.tomorrow.id, service_on=on_sunday)
    assert f"/visits/{agencies.tomorrow.id}" not in phone.take_day_home()


def test_an_unchanged_day_is_answered_with_nothing(phone):
    phone.take_day_home()
    answer = phone.ask_for_day(have=phone.stamps.values(), tag=phone.tag)
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["doorstep-epoch"]


def test_one_tick_brings_only_the_visit(phone, visit, wash):
    phone.take_day_home()
    phone.tick(wash)
    assert set(phone.take_day_home()) == {f"/visits/{visit.id}"}
    assert "Done, with help" in phone.page(f"/visits/{visit.id}").text


def test_a_tick_of_bens_does_not_change_what_amina_does_alone(agencies, phone, bens_phone):
    phone.take_day_home()
    bens_phone.tick(agencies.shave)
    assert phone.take_day_home() == {}


def test_a_phone_that_lost_one_page_gets_that_page(phone, visit):
    phone.take_day_home()
    phone.tag, lost = "", phone.stamps.pop(f"/visits/{visit.id}")
    assert list(phone.take_day_home()) == [f"/visits/{visit.id}"]
    assert phone.stamps[f"/visits/{visit.id}"] == lost


def test_a_visit_taken_off_the_rota_leaves_the_phone(agencies, phone, visit):
    phone.take_day_home()
    change(Assignment, Assignment.visit_id == visit.id, removed_at=visit.starts_at)
    phone.take_day_home()
    assert f"/visits/{visit.id}" not in phone.kept
    assert "08:15" not in phone.kept[TODAY]


def test_held_forms_are_listed_so_that_the_phone_knows_when_they_are_decided(phone, office, breakfast):
    tick = phone.tick(breakfast, outcome="not_done", support="")
    assert phone.ask_for_day().json()["held"] == [str(tick.id)]
    office.post(f"/held-forms/{tick.id}/setting-aside", decision="Recorded twice.")
    assert phone.ask_for_day().json()["held"] == []


def test_no_key_safe_code_ever_comes_with_the_day(phone):
    assert KEY_SAFE_CODE not in phone.ask_for_day().text


def test_the_pack_is_small_on_the_wire(phone):
    answer = phone.ask_for_day()
    assert answer.headers["content-encoding"] == "br"
    assert int(answer.headers["content-length"]) < 15_000


def test_asking_for_the_day_is_a_sign_of_life(phone, office):
    phone.ask_for_day()
    assert "Heard 08:20" in office.get("/board").text.partition("Amina Yusuf")[2][:30]


def test_a_phone_says_how_much_it_still_holds(phone, office, visit):
    phone.lose_signal()
    phone.arrive(visit)
    phone.ask_for_day()
    assert "1 waiting" in office.get("/workers").text.partition("Amina Yusuf")[2]


def test_a_coordinator_has_a_day_too_and_a_stranger_has_none(agencies, office):
    assert office.ask("GET", "/day-pack").status_code == 200
    assert agencies.stranger.ask("GET", "/day-pack", {"accept": "*/*"}).status_code == 401


VERBS = {
    "amina arrives": lambda town: town.amina.arrive(town.morning),
    "amina arrives at Harold's": lambda town: town.amina.arrive(town.double),
    "ben arrives at Harold's": lambda town: town.ben.arrive(town.double),
    "amina leaves": lambda town: town.amina.leave(town.morning),
    "ben leaves Harold": lambda town: town.ben.leave(town.double),
    "amina ticks": lambda town: town.amina.tick(town.wash),
    "amina could not": lambda town: town.amina.tick(town.wash, "not_done", "", reason="Unwell"),
    "amina ticks without a reason": lambda town: town.amina.tick(town.breakfast, "not_done", ""),
    "ben ticks": lambda town: town.ben.tick(town.hoist),
    "amina gives": lambda town: town.amina.give(town.levodopa),
    "amina gives as needed": lambda town: town.amina.give(town.paracetamol),
    "amina notes": lambda town: town.amina.note(town.morning, "Cheerful."),
    "ben notes": lambda town: town.ben.note(town.double, "Quiet."),
    "amina hands over": lambda town: town.amina.hand_over(town.morning, "Buy milk."),
    "ben hands over": lambda town: town.ben.hand_over(town.double, "New hoist."),
    "amina raises a concern": lambda town: town.amina.raise_concern(town.morning, "Bruise."),
    "ben raises a concern": lambda town: town.ben.raise_concern(town.double, "Pale."),
    "amina runs late": lambda town: town.amina.run_late(town.double),
    "ben cannot": lambda town: town.ben.stop(town.double),
    "amina cannot": lambda town: town.amina.stop(town.evening),
    "amina reads": lambda town: town.amina.read_changes(town.morning),
    "amina mistakes the person": lambda town: town.amina.note(town.morning, "Oh.", service_user=town.harold.id),
    "grace looks": lambda town: town.grace.get(f"/visits/{town.morning.id}"),
    "grace looks at Harold's": lambda town: town.grace.get(f"/visits/{town.double.id}"),
    "grace decides": lambda town: decide_all(town.grace, town.amina),
}


def decide_all(office, phone):
    for form in phone.outbox:
        office.post(f"/held-forms/{form.id}/setting-aside", decision="Asked her.")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.sampled_from(sorted(VERBS)), min_size=2, max_size=6))
def test_every_page_that_changed_has_another_stamp(agencies, phone, deeds):
    for deed in deeds:
        pages, stamps = whole_day(phone)
        VERBS[deed](agencies)
        pages_now, stamps_now = whole_day(phone)
        changed = {url for url in pages_now if pages_now[url] != pages.get(url)}
        assert not {url for url in changed if stamps.get(url) == stamps_now[url]}


@pytest.mark.parametrize("deed", VERBS)
def test_a_page_that_this_changes_has_another_stamp(agencies, phone, deed):
    pages, stamps = whole_day(phone)
    VERBS[deed](agencies)
    pages_now, stamps_now = whole_day(phone)
    stale = {url for url in pages_now if pages_now[url] != pages.get(url) and stamps_now[url] == stamps.get(url)}
    assert not stale
