"""Who may call what: each agency, and each worker in it, finds only its own; all else is the same 404."""

import pytest

from server import clock
from server.db import new_id
from server.dependencies import ANYONE
from server.inbox.models import Form
from server.problems import NOT_ON_ROTA
from server.templating import PAGE_HEADERS
from server.visits.models import Assignment
from tests.agencies import all_of, change
from tests.routes import NO_RECORDS, RECORDS, ROUTES, bens_records, insider
from tests.screens import Screen

NAMING = [route for route in ROUTES if route.names & RECORDS]
NAMELESS = [route for route in ROUTES if not route.names and route.who != ANYONE]
NOT_THERE = {"/set-up", "/calendars/{token:str}"}
"""What is gone once there is an agency, and what nobody guesses."""
PAGES = [route for route in ROUTES if route.is_page and route.path not in NOT_THERE]


def answers(person, values):
    """What somebody is told on every route that names a record."""
    told = {str(route): person.ask(route.method, route.at(values), data={"words": "Mine."}) for route in NAMING}
    return {name: (answer.status_code, answer.headers["content-type"], answer.text) for name, answer in told.items()}


def test_every_parameter_of_a_route_is_known_here():
    assert {name for route in ROUTES for name in route.names} == RECORDS | NO_RECORDS.keys()


def test_who_may_does_find_every_record(agencies):
    records = bens_records(agencies)
    found = {route: insider(agencies, route).ask(route.method, route.at(records), data={}) for route in NAMING}
    assert {str(route) for route, answer in found.items() if answer.status_code == 404} == set()


@pytest.mark.parametrize("name", ["stranger", "omar", "olive", "amina"])
def test_who_may_not_is_told_the_same_as_of_what_is_not_there(agencies, name):
    """A stranger, another agency's worker and coordinator, and a worker whose rota never held it."""
    outsider, records, nowhere = getattr(agencies, name), bens_records(agencies), dict.fromkeys(RECORDS, new_id())
    [nothing] = set(answers(agencies.stranger, nowhere).values())
    assert nothing[0] == 404
    assert set(answers(outsider, nowhere).values()) == {nothing}
    assert set(answers(outsider, records).values()) == {nothing}


@pytest.mark.parametrize("name", ["stranger", "omar", "olive", "amina"])
def test_what_is_no_id_at_all_is_told_the_same_too(agencies, name):
    nowhere, nonsense = (getattr(agencies, name).get(f"/visits/{visit_id}") for visit_id in (new_id(), "jeans"))
    assert (nonsense.status, nonsense.html) == (404, nowhere.html)


def test_a_stranger_is_asked_to_sign_in_on_every_other_page(agencies):
    asked = {route: agencies.stranger.ask("GET", route.path) for route in NAMELESS if route.method == "GET"}
    assert {answer.headers.get("location") for answer in asked.values()} == {"/sign-in"}
    assert len(asked) >= 10


def test_what_a_stranger_sends_is_not_taken_and_they_are_told_to_sign_in(agencies):
    told = {route: agencies.stranger.ask("POST", route.path) for route in NAMELESS if route.method == "POST"}
    assert {(answer.status_code, answer.json()["detail"]) for answer in told.values()} == {(401, "Sign in first.")}
    assert {str(route) for route in told} == {
        "POST /sign-out", "POST /inbox", "POST /rota/publications", "POST /rota/visits", "POST /push-subscriptions",
        "POST /push-subscriptions/removals", "POST /push-tests", "POST /settings/rota", "POST /settings/calendar",
        "POST /settings/calendar/ending", "POST /products/suggestions", "POST /people",
        "POST /people/search", "POST /settings/password",
        "POST /settings/agency", "POST /teams", "POST /workers",
        "POST /risk-forms", "POST /risk-forms/files",
    }  # fmt: skip


def test_a_name_that_no_database_keeps_signs_nobody_in(agencies):
    answer = agencies.stranger.ask("POST", "/sign-in", data={"username": "am\0ina\0\0", "password": "wrong"})
    assert answer.status_code == 422


def test_a_page_that_says_what_went_wrong_proves_no_saved_form(agencies):
    """`unsaved.js` goes by where a page was opened from."""
    pages = [agencies.grace.get(address).html for address in (f"/people/{new_id()}/care-plan", "/offline")]
    assert [(page.count("<a "), page.count('rel="noreferrer"')) for page in pages] == [(2, 2), (2, 2)]


def test_the_schema_is_for_coordinators_only(agencies, office):
    asked = [person.ask("GET", "/schema/openapi.json") for person in (agencies.stranger, agencies.amina, office)]
    assert [answer.status_code for answer in asked] == [302, 404, 200]


# What is recorded where it may not be


def plain_note(person, visit):
    return person.submit(f"/visits/{visit.id}/notes", visit=visit.id, words="I helped Ben.")


def test_the_same_form_from_a_phone_is_held_and_not_refused(agencies, phone):
    visit = agencies.walters
    note = phone.keep(f"/visits/{visit.id}/notes", "/today", {"visit": str(visit.id), "words": "I helped Ben."})
    assert note.state == "held"
    assert "I helped Ben." not in agencies.ben.get(f"/visits/{visit.id}").text


def test_a_plain_form_is_kept_for_the_office_all_the_same(agencies, phone, office):
    assert plain_note(phone, agencies.walters).status_code == 404
    [form] = all_of(Form, Form.author_id == phone.account.id)
    assert form.state == "held"
    assert "I helped Ben." in office.get(f"/held-forms/{form.id}").text


def test_who_was_taken_off_a_visit_is_told_that_the_office_has_it(phone, office, visit):
    change(Assignment, Assignment.visit_id == visit.id, removed_at=clock.now())
    answer = Screen.of(plain_note(phone, visit))
    assert (answer.status, NOT_ON_ROTA in answer.text) == (422, True)
    assert "Amina Yusuf" in office.get("/held-forms").text


def test_what_another_agencys_worker_sends_stays_in_their_agency(agencies, office):
    plain_note(agencies.omar, agencies.walters)
    assert "Omar" not in office.get("/held-forms").text
    assert "Omar" not in office.get(f"/visits/{agencies.walters.id}").text
    assert "Walter" not in agencies.olive.get("/held-forms").text


# What another site makes a browser send


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"sec-fetch-site": "same-origin"}, 303),
    ],
    ids=str,
)
def test_a_form_is_taken_only_from_our_own_pages(phone, visit, told, status):
    assert phone.submit(f"/visits/{visit.id}/arrival", told, visit=visit.id).status_code == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://testserver.local", 303), ("https://elsewhere.example", 403), ("null", 403), ("", 403)],
)
def test_a_browser_that_says_no_site_must_say_our_origin(phone, visit, browser, origin, status):
    headers = phone.headers | {"origin": origin}
    del headers["sec-fetch-site"]
    url = f"/visits/{visit.id}/arrival"
    assert browser.post(url, data={}, headers=headers, follow_redirects=False).status_code == status


def test_looking_is_not_doing_so_another_site_may_link_to_a_page(phone):
    assert phone.ask("GET", "/today", {"sec-fetch-site": "cross-site"}).status_code == 200


# The headers of pages


def lacking(answer):
    return {name for name, value in PAGE_HEADERS.items() if answer.headers.get(name) != value}


def test_every_page_carries_the_headers_that_keep_it_ours(agencies):
    values = bens_records(agencies) | NO_RECORDS
    pages = {str(route): insider(agencies, route).ask("GET", route.at(values)) for route in PAGES}
    assert {name for name, page in pages.items() if page.status_code != 200} == set()
    assert len(pages) >= 40
    assert {name: lacking(page) for name, page in pages.items() if lacking(page)} == {}


@pytest.mark.parametrize("url", ["/nothing", "/visits/0", "/sign-in", "/board"])
def test_what_is_not_found_or_not_signed_in_carries_them_too(phone, url):
    assert lacking(phone.ask("GET", url)) == set()


def test_what_the_headers_say(phone):
    headers = phone.ask("GET", "/today").headers
    policy = headers["content-security-policy"].split("; ")
    assert {"default-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"} <= set(policy)
    assert "unsafe" not in headers["content-security-policy"]
    assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")


@pytest.mark.parametrize("url", ["/day-pack", "/schema/openapi.json"])
def test_what_is_personal_and_no_page_is_not_kept_by_caches_either(office, url):
    assert office.ask("GET", url).headers["cache-control"] == "no-store"
