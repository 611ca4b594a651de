"""An empty Doorstep: set up once, by whoever runs it, and by nobody else."""

import pytest
from litestar.testing import TestClient
from sqlmodel import delete

from server import clock
from server.__main__ import print_set_up
from server.accounts.models import Account, Agency, AuditRow, SignIn, Team
from server.accounts.signing_in import is_right
from server.agencies.queries import WITH_AGENCY
from server.agencies.setting_up import set_up_code, typed
from server.db import writing
from server.problems import BadInput
from server.settings import Settings, settings
from server.templating import PAGE_HEADERS
from tests.agencies import all_of, at
from tests.care import Person, at_once
from tests.conftest import empty_database, forget_settings, point_at

FORM = {
    "agency": "Hearth Home Care", "agency_phone": "0113 496 0000", "zone": "Europe/London", "team": "Headingley",
    "name": "Grace Mensah", "username": "Grace", "password": "a walk by the river",
}  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def fresh(request):
    """A database in which nothing is but its tables."""
    with empty_database(request) as url:
        yield url


@pytest.fixture
def newcomer(app, fresh, monkeypatch):
    """Who opens an empty Doorstep; what they set up is gone afterwards."""
    point_at(fresh, monkeypatch)
    clock.start_at(at("08:20"))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield Person(client)
        with writing() as db:
            for table in (AuditRow, SignIn, Account, Team, Agency):
                db.exec(delete(table))
            db.commit()
        WITH_AGENCY.clear()
    forget_settings()


@pytest.fixture
def public(newcomer, monkeypatch):
    monkeypatch.setenv("PUBLIC_ORIGIN", "https://care.example")
    settings.cache_clear()
    yield newcomer
    monkeypatch.delenv("PUBLIC_ORIGIN")
    settings.cache_clear()


def agencies_named():
    return [agency.name for agency in all_of(Agency)]


@pytest.mark.parametrize("url", ["/sign-in", "/nothing", "/visits/0"])
def test_every_address_leads_to_setting_up(newcomer, url):
    assert newcomer.ask("GET", url).headers["location"] == "/set-up"
    shown = newcomer.ask("GET", "/set-up")
    assert (shown.status_code, shown.headers["cache-control"]) == (200, PAGE_HEADERS["Cache-Control"])


def test_an_agency_and_its_coordinator_are_set_up_and_she_is_signed_in(newcomer):
    answer = newcomer.submit("/set-up", **FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings")
    newcomer.token = answer.cookies["doorstep"]
    begin = newcomer.get("/settings").text
    assert "Hearth Home Care" in begin
    assert "Add your workersNobody yet" in begin
    [grace] = all_of(Account)
    assert (grace.username, grace.role, grace.password_is_first) == ("grace", "coordinator", False)
    assert is_right(grace.password_hash, FORM["password"])
    assert [row.deed for row in all_of(AuditRow)] == ["set up the agency", "signed in"]


def test_it_is_done_once_only(newcomer):
    newcomer.submit("/set-up", **FORM)
    again = FORM | {"agency": "Another", "username": "mallory"}
    assert newcomer.ask("GET", "/set-up").status_code == 404
    assert newcomer.submit("/set-up", **again).status_code == 404
    assert newcomer.ask("GET", "/nothing").status_code == 404
    assert agencies_named() == ["Hearth Home Care"]


def test_of_two_at_the_same_moment_one_does(newcomer):
    other = Person(newcomer.browser)
    again = FORM | {"agency": "Another", "username": "olive"}
    answers = at_once(lambda: newcomer.submit("/set-up", **FORM), lambda: other.submit("/set-up", **again))
    assert sorted(answer.status_code for answer in answers) == [303, 404]
    assert len(agencies_named()) == len(all_of(Account)) == len(all_of(Team)) == 1


def test_on_a_public_server_a_stranger_cannot(public, capsys):
    print_set_up()
    code = set_up_code()
    assert f"The set-up code is {code}" in capsys.readouterr().out
    refused = public.submit("/set-up", **FORM, code="AAAA-BBBB-CCCC")
    assert (refused.status_code, code in refused.text) == (422, False)
    assert "This is not the set-up code." in refused.text
    assert agencies_named() == []
    assert public.submit("/set-up", **FORM, code=code.lower().replace("-", " ")).status_code == 303
    print_set_up()
    assert capsys.readouterr().out == ""


def test_what_was_typed_stays_but_for_the_password(newcomer):
    asked_again = newcomer.submit("/set-up", **FORM | {"agency_phone": "ring me"})
    assert asked_again.status_code == 422
    assert "Write a telephone number, as 0113 496 0000." in asked_again.text
    assert 'value="Hearth Home Care"' in asked_again.text
    assert FORM["password"] not in asked_again.text
    assert agencies_named() == []


@pytest.mark.parametrize(
    ("field", "words", "told"),
    [
        ("agency", " ", "Write the agency’s name"),
        ("agency_phone", "", "Write the office’s telephone number"),
        ("zone", "Mars/Base", "Choose the time zone"),
        ("team", "", "Give the first team a name"),
        ("name", "", "Write your name"),
        ("username", "grace mensah", "without spaces"),
        ("username", "gr", "3 to 40 letters"),
        ("password", "eleven char", "at least 12 characters"),
        ("password", "aaaaaaaaaaaaaaaa", "easily guessed"),
        ("password", "grace-grace-12", "easily guessed"),
        ("password", "x9" * 101, "Keep it to 200 characters."),
    ],
)
def test_what_will_not_do_is_told_beside_its_field(field, words, told):
    with pytest.raises(BadInput) as raised:
        typed(FORM | {field: words})
    assert told in raised.value.about(field)
    assert len(raised.value.all) == 1


@pytest.mark.parametrize(
    ("host", "origin", "needed"),
    [("127.0.0.1", "", False), ("::1", "", False), ("localhost", "", False), ("0.0.0.0", "", True),
     ("care.lan", "", True), ("127.0.0.1", "https://care.example", True)],
)  # fmt: skip
def test_only_on_this_very_machine_no_code_is_asked_for(monkeypatch, host, origin, needed):
    from server.agencies import setting_up

    monkeypatch.setattr(setting_up, "settings", lambda: Settings(host=host, public_origin=origin))
    assert setting_up.needs_code() is needed
