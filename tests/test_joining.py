"""Workers and coordinators: made by a coordinator, given a password anew, moved to another team, and gone."""

import re
from datetime import timedelta

import pytest

from server.accounts.models import Account, AuditRow, SignIn, Team
from server.accounts.signing_in import is_right
from server.rota.models import DraftAssignment, DraftVisit
from server.visits.models import Assignment
from tests.agencies import DAY, PASSWORD, all_of, it_is
from tests.care import at_once
from tests.planner import changes, publish

OWN = "three words of Cara"
MADE = re.compile(r"\b[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b")


def new(agencies, **more):
    name = f"cara-{agencies.team.id.hex[-8:]}"
    said = {"name": "Cara Doyle", "username": name, "phone": "07700 900333", "role": "care_worker"}
    return said | {"team": agencies.team.id} | more


@pytest.fixture
def cara(agencies, office):
    """Made by Grace; what her first page said."""
    return office.post("/workers", **new(agencies))


def account_of(agencies, name="cara"):
    [account] = all_of(Account, Account.username == new(agencies)["username"])
    return account


def sign_in(person, username, password):
    answer = person.submit("/sign-in", username=username, password=password)
    person.token = answer.cookies.get("doorstep", "")
    return answer


# Somebody new


def test_a_coordinator_adds_a_worker_who_chooses_her_own_password(agencies, office, cara):
    assert "Cara Doyle" in office.get("/workers").text
    [password], account, stranger = MADE.findall(cara.text), account_of(agencies), agencies.stranger
    assert (account.role, account.team_id, account.phone) == ("care_worker", agencies.team.id, "07700 900333")
    assert sign_in(stranger, account.username, password).headers["location"] == "/settings/password"
    assert stranger.ask("GET", "/today").headers["location"] == "/settings/password"
    assert stranger.ask("GET", "/day-pack", {"accept": "*/*"}).status_code == 403
    assert stranger.submit("/settings/password", new_password=password).status_code == 422
    assert stranger.submit("/settings/password", new_password=OWN).headers["location"] == "/today"
    assert stranger.get("/today").status == 200
    assert sign_in(stranger, account.username, password).status_code == 422


def test_her_first_password_is_shown_once(agencies, office, cara):
    [password], account = MADE.findall(cara.text), account_of(agencies)
    assert password not in office.get(f"/workers/{account.id}/account").html
    assert password not in account.password_hash


def test_the_same_form_sent_twice_adds_her_once(agencies, office):
    form = new(agencies, account="0192f0c0-0000-7000-8000-" + agencies.team.id.hex[-12:])
    office.post("/workers", **form)
    again = office.submit("/workers", **form)
    assert again.headers["location"] == f"/workers/{account_of(agencies).id}/account"


def test_of_two_who_are_given_one_username_one_is_added(agencies, office):
    form = new(agencies)
    answers = at_once(*[lambda: office.submit("/workers", **form)] * 2)
    assert sorted(answer.status_code for answer in answers) == [200, 422]
    assert account_of(agencies)


def test_a_coordinator_adds_a_coordinator(agencies, office):
    shown = office.post("/workers", **new(agencies, role="coordinator"))
    [password] = MADE.findall(shown.text)
    sign_in(agencies.stranger, account_of(agencies).username, password)
    assert agencies.stranger.submit("/settings/password", new_password=OWN).headers["location"] == "/board"
    assert "Cara Doyle" in office.get("/workers").text


def test_everything_wrong_with_a_new_account_is_said_at_once(agencies, office):
    said = {"name": "", "username": agencies.amina.account.username, "phone": "ask her", "role": "boss", "team": "x"}
    asked = office.post("/workers", **said)
    assert asked.status == 422
    assert "5 answers need another look" in asked.text
    assert "Somebody signs in with this username already." in asked.text
    assert 'value="ask her"' in asked.html


def test_another_agencys_team_is_none_of_ours(agencies, office):
    assert "Choose their team." in office.post("/workers", **new(agencies, team=agencies.other_team.id)).text


# Passwords


def test_a_forgotten_password_is_given_anew_and_what_waits_is_sent(agencies, office, phone, visit):
    """She is signed out, what she recorded stays on her phone, and it is taken before she has chosen another."""
    phone.lose_signal()
    note = phone.note(visit, "Had tea.")
    [password] = MADE.findall(office.post(f"/workers/{phone.account.id}/passwords").text)
    assert phone.say([note.on_the_wire()]).status_code == 401
    assert sign_in(phone, phone.account.username, PASSWORD).status_code == 422
    sign_in(phone, phone.account.username, password)
    phone.find_signal()
    assert note.state == "sent"
    assert "gave a first password" in [row.deed for row in all_of(AuditRow, AuditRow.about == phone.account.id)]


def test_a_worker_changes_her_password_and_other_sign_ins_end(agencies, phone):
    other = agencies.another_phone_of(phone)
    assert phone.submit("/settings/password", password="not this", new_password=OWN).status_code == 422
    assert phone.submit("/settings/password", password=PASSWORD, new_password="short").status_code == 422
    assert phone.submit("/settings/password", password=PASSWORD, new_password=OWN).status_code == 303
    assert phone.get("/today").status == 200
    assert other.ask("GET", "/today").headers["location"] == "/sign-in"
    [kept] = all_of(Account, Account.id == phone.account.id)
    assert is_right(kept.password_hash, OWN)


# Another team


def test_who_moves_to_another_team_leaves_her_visits_with_the_first(agencies, office, phone):
    office.post("/teams", name="Otley")
    [otley] = all_of(Team, Team.agency_id == agencies.hearth.id, Team.name == "Otley")
    office.post(f"/workers/{phone.account.id}/account", name="Amina Yusuf", phone="", team=otley.id)
    assert all_of(Account, Account.id == phone.account.id)[0].team_id == otley.id
    drawn = all_of(DraftVisit, DraftVisit.team_id == agencies.team.id)
    assert {draft.visit_id for draft in drawn} >= {agencies.evening.id, agencies.tomorrow.id}
    assert all_of(DraftAssignment, DraftAssignment.account_id == phone.account.id) == []


def test_what_two_coordinators_change_at_once_is_told(agencies, office):
    url = f"/workers/{agencies.ben.account.id}/account"
    seen = office.get(url).form(url).hidden
    office.post(url, name="Ben Carter-Hill", phone="", team=agencies.team.id, **seen)
    asked = office.post(url, name="Benjamin Carter", phone="", team=agencies.team.id, **seen)
    assert "Somebody else wrote “Ben Carter-Hill” while you were typing." in asked.text
    assert 'value="Benjamin Carter"' in asked.html


# Leaving


def leaves(office, worker, last):
    return office.post(f"/workers/{worker.account.id}/leaving", last_day=last)


def test_who_leaves_works_until_the_last_day_and_what_comes_after_wants_somebody(agencies, office, phone):
    leaves(office, phone, DAY)
    assert {draft.visit_id for draft in all_of(DraftVisit, DraftVisit.team_id == agencies.team.id)} == {
        agencies.tomorrow.id
    }
    assert phone.get("/today").status == 200
    assert "Leaves after Thu 19 Nov" in office.get(f"/rota/visits/{agencies.tomorrow.id}").text
    it_is("00:01", DAY + timedelta(days=1))
    assert phone.ask("GET", "/today").headers["location"] == "/sign-in"
    assert sign_in(agencies.stranger, phone.account.username, PASSWORD).status_code == 422
    shown = office.get("/workers").text
    assert "Who left Amina Yusuf" in shown
    publish(office, agencies)
    assert changes(agencies) == []
    [goes] = all_of(Assignment, Assignment.visit_id == agencies.tomorrow.id)
    assert goes.removed_at


def test_who_left_keeps_her_records_and_may_come_back(agencies, office, phone, visit):
    phone.note(visit, "Had tea.")
    leaves(office, phone, DAY - timedelta(days=1))
    assert phone.ask("GET", "/today").headers["location"] == "/sign-in"
    assert "Had tea." in office.get(f"/visits/{visit.id}").text
    office.post(f"/workers/{phone.account.id}/staying")
    assert phone.get("/today").status == 200
    assert "Leaves" not in office.get(f"/rota/visits/{agencies.tomorrow.id}").text


def test_what_was_drawn_for_a_leaver_is_drawn_without_her(agencies, office, phone):
    office.post(f"/rota/visits/{agencies.walters.id}/workers", worker=phone.account.id)
    leaves(office, phone, DAY - timedelta(days=1))
    assert all_of(DraftAssignment, DraftAssignment.account_id == phone.account.id) == []


def test_that_a_leaver_can_come_again_is_not_an_absence_that_ends(agencies, office, phone):
    leaves(office, phone, DAY)
    office.post(f"/rota/workers/{phone.account.id}/return")
    assert "Leaves after Thu 19 Nov" in office.get(f"/rota/visits/{agencies.tomorrow.id}").text


@pytest.mark.parametrize("last", ["", "soon", "2026-11-17", "2028-01-01"])
def test_a_last_day_that_cannot_be_is_asked_for_again(agencies, office, phone, last):
    assert "Choose their last day of work." in leaves(office, phone, last).text
    assert phone.get("/today").status == 200


def test_the_only_coordinator_cannot_leave(agencies, office):
    assert "Nobody else could steer the day." in leaves(office, office, DAY).text
    office.post("/workers", **new(agencies, role="coordinator"))
    assert "can sign in until" in leaves(office, office, DAY).text


def test_nobody_but_coordinators_adds_or_ends_anybody(agencies, phone):
    assert phone.submit("/workers", **new(agencies)).status_code == 404
    assert phone.submit(f"/workers/{agencies.ben.account.id}/leaving", last_day=DAY).status_code == 404
    assert agencies.olive.submit(f"/workers/{agencies.ben.account.id}/passwords").status_code == 404
    assert all_of(SignIn, SignIn.account_id == agencies.ben.account.id)[0].ended_at is None
