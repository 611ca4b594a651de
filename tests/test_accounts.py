"""Signing in and out: who somebody is, for how long, and how hard it is to pretend."""

import secrets
from datetime import timedelta

import pytest

from server import clock
from server.accounts.guessing import TRIES_A_MINUTE
from server.accounts.handlers import WRONG
from server.accounts.models import Account, AuditRow, SignIn
from server.accounts.queries import token_hash
from server.accounts.signing_in import hasher
from server.settings import settings
from tests.agencies import DAY, PASSWORD, all_of, change, it_is


def sign_in(person, username, password=PASSWORD, **headers):
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return person.submit("/sign-in", told, username=username, password=password)


@pytest.fixture
def stranger(agencies):
    return agencies.stranger


@pytest.fixture
def public(browser, monkeypatch):
    """Served over TLS, by a proxy in front of us."""
    monkeypatch.setenv("PUBLIC_ORIGIN", "https://care.example")
    settings.cache_clear()
    yield
    settings.cache_clear()


# Signing in


def test_a_worker_signs_in_and_sees_today(stranger, phone):
    answer = sign_in(stranger, phone.account.username)
    assert (answer.status_code, answer.headers["location"]) == (303, "/today")
    stranger.token = answer.cookies["doorstep"]
    assert "Jean Whitcombe" in stranger.get("/today").text


def test_a_coordinator_signs_in_and_sees_the_board(stranger, office):
    assert sign_in(stranger, office.account.username).headers["location"] == "/board"


def test_a_username_may_be_typed_in_capitals_and_with_a_space(stranger, phone):
    assert sign_in(stranger, f" {phone.account.username.upper()} ").status_code == 303


def test_signing_in_works_without_scripts(stranger, phone):
    page = stranger.fill_in("/sign-in", "/sign-in", username=phone.account.username, password="wrong")
    assert (page.status, WRONG in page.text) == (422, True)


def test_a_wrong_password_is_told_in_a_sentence_and_the_username_stays(stranger, phone):
    answer = sign_in(stranger, phone.account.username, "a walk by the sea")
    assert answer.status_code == 422
    assert WRONG in answer.text
    assert f'value="{phone.account.username}"' in answer.text
    assert "set-cookie" not in answer.headers


def test_an_unknown_username_gets_the_same_answer(stranger, phone):
    wrong, unknown = (sign_in(stranger, name, "wrong") for name in (phone.account.username, "nobody-at-all"))
    assert unknown.status_code == wrong.status_code
    assert unknown.text.replace("nobody-at-all", "") == wrong.text.replace(phone.account.username, "")


@pytest.mark.parametrize("password", ["", " ", PASSWORD.upper(), f"{PASSWORD} "])
def test_only_the_very_password_will_do(stranger, phone, password):
    assert sign_in(stranger, phone.account.username, password).status_code == 422


def test_passwords_are_kept_as_argon2id_of_owasps_strength(phone):
    [account] = all_of(Account, Account.id == phone.account.id)
    assert account.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not hasher.check_needs_rehash(account.password_hash)


def test_only_the_hash_of_a_sign_in_is_kept(stranger, phone):
    token = sign_in(stranger, phone.account.username).cookies["doorstep"]
    assert len(token) >= 43
    assert token_hash(token) in {kept.token_hash for kept in all_of(SignIn, SignIn.account_id == phone.account.id)}


def test_a_sign_in_is_hidden_from_scripts_and_from_other_sites(stranger, phone):
    cookie = sign_in(stranger, phone.account.username).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Max-Age=1209600" in cookie


def test_on_the_open_network_it_goes_over_tls_only(public, stranger, phone):
    answer = sign_in(stranger, phone.account.username)
    assert answer.headers["set-cookie"].startswith("__Host-doorstep=")
    assert "Secure" in answer.headers["set-cookie"]
    assert "Path=/;" in answer.headers["set-cookie"]
    assert stranger.ask("GET", "/sign-in").headers["strict-transport-security"].startswith("max-age=31536000")


def test_behind_a_proxy_our_own_origin_is_known(public, browser):
    headers, nobody = {"origin": "https://care.example"}, {"username": "nobody", "password": "guess"}
    assert browser.post("/sign-in", data=nobody, headers=headers).status_code == 422
    assert browser.post("/sign-in", data=nobody, headers={"origin": "https://care.elsewhere"}).status_code == 403


def test_signing_in_and_out_is_on_record(stranger, phone):
    stranger.token = sign_in(stranger, phone.account.username).cookies["doorstep"]
    stranger.submit("/sign-out")
    assert [row.deed for row in all_of(AuditRow, AuditRow.about == phone.account.id)] == ["signed in", "signed out"]


# How long it lasts


def test_signing_out_ends_it_at_once(phone):
    answer = phone.submit("/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert 'doorstep="";' in answer.headers["set-cookie"]
    assert phone.ask("GET", "/today").headers["location"] == "/sign-in"


def test_signing_out_here_leaves_other_sign_ins_alone(stranger, phone):
    stranger.token = sign_in(stranger, phone.account.username).cookies["doorstep"]
    stranger.submit("/sign-out")
    assert phone.get("/today").status == 200


def test_a_sign_in_ends_after_two_weeks(phone):
    it_is("08:10", DAY + timedelta(days=14))
    assert phone.ask("GET", "/rota").status_code == 200
    it_is("08:30", DAY + timedelta(days=14))
    assert phone.ask("GET", "/rota").headers["location"] == "/sign-in"


def test_who_has_left_is_cut_off_at_once_and_cannot_come_back(stranger, phone, visit):
    change(Account, Account.id == phone.account.id, left_at=clock.now())
    assert phone.ask("GET", "/today").headers["location"] == "/sign-in"
    assert phone.get(f"/visits/{visit.id}").status == 404
    assert sign_in(stranger, phone.account.username).status_code == 422


def test_what_a_leaver_recorded_stays_on_the_phone_and_is_not_taken(phone, visit):
    phone.lose_signal()
    note = phone.note(visit, "Had tea.")
    change(Account, Account.id == phone.account.id, left_at=clock.now())
    assert phone.say([note.on_the_wire()]).status_code == 401


@pytest.mark.parametrize("token", ["", "0", "x" * 43, "%00"])
def test_a_made_up_sign_in_is_none(stranger, token):
    stranger.token = token
    assert stranger.ask("GET", "/today").headers["location"] == "/sign-in"


# Guessing


@pytest.fixture
def address():
    """One that nobody has guessed from yet."""
    return f"2001:db8::{secrets.token_hex(2)}"


def guesses(person, address, times=TRIES_A_MINUTE):
    return [sign_in(person, "grace", "a guess", x_forwarded_for=address).status_code for _ in range(times)]


def test_guessing_is_slowed_down(public, stranger, address):
    assert set(guesses(stranger, address)) == {422}
    answer = sign_in(stranger, "grace", "a guess", x_forwarded_for=address)
    assert answer.status_code == 429
    assert "Wait a minute, then try again." in answer.text


def test_who_guesses_elsewhere_keeps_nobody_out(public, stranger, phone, address):
    guesses(stranger, address)
    assert guesses(stranger, address, 1) == [429]
    assert sign_in(stranger, phone.account.username, x_forwarded_for=f"{address}:1").status_code == 303


def test_an_address_is_the_proxys_word_and_not_the_guessers(public, stranger, address):
    guesses(stranger, address)
    assert guesses(stranger, f"192.0.2.1, {address}", 1) == [429]
    assert guesses(stranger, f"{address}, 192.0.2.{secrets.randbelow(256)}", 1) == [422]


def test_without_a_proxys_word_nobody_locks_anybody_out(stranger, address):
    assert set(guesses(stranger, address, TRIES_A_MINUTE + 1)) == {422}
