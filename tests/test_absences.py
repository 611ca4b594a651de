"""A worker who cannot come: who goes instead."""

import pytest

from server.staff.models import Skill, Training
from tests.agencies import DAY
from tests.planner import WEEK, changes, goers, plan, publish


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
    sent = plan(office, agencies.walters, "workers", worker=agencies.amina.account.id)
    assert "Amina Yusuf cannot go: ill until Thu 19 Nov. Send somebody else." in sent.text


def test_who_was_sent_before_she_fell_ill_is_not_published(agencies, office, ill):
    plan(office, agencies.evening, "undoing")
    plan(office, agencies.evening, "times", at="19:00", minutes=30)
    assert "Amina Yusuf cannot go to 19:00 Jean Whitcombe: ill until Thu 19 Nov." in publish(office, agencies).text


def test_who_is_late_keeps_what_is_later(agencies, office):
    form = {"kind": "late", "first": "2026-11-19", "last": "2026-11-19", "until": "12:00"}
    office.post(f"/rota/workers/{agencies.amina.account.id}/absences", **form)
    plan(office, agencies.evening, "times", at="19:00", minutes=30)
    assert "Amina Yusuf Late until 12:00." in office.get(f"/rota/visits/{agencies.double.id}").text
    assert "Take off Amina Yusuf" in office.get(f"/rota/visits/{agencies.evening.id}").text


def test_a_colleagues_visit_passes_on_so_that_somebody_can_come(agencies, office):
    """Only Ben may do what Harold needs, and he is with Walter, to whom Cara may go."""
    cara = agencies.phone_of("Cara Doyle", agencies.team)
    peg = agencies.visit("09:30", agencies.harold, agencies.amina, minutes=30)
    peg.needs = "peg"
    agencies.add(Training(account_id=agencies.ben.account.id, skill=Skill.PEG, assessed_on=DAY))
    agencies.assess(cara)
    agencies.keep()
    office.post(f"/rota/workers/{agencies.amina.account.id}/absences", kind="ill", first=DAY, last=DAY)
    office.post(f"/rota/workers/{agencies.amina.account.id}/cover")
    publish(office, agencies)
    assert goers(peg) == {agencies.ben.account.id}
    assert goers(agencies.walters) == {cara.account.id}


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
        ({"at": "early"}, "Say from when, as 14:30."),
        ({"until": "soon"}, "Say until when, as 14:30."),
        ({"at": "12:00", "until": "11:00"}, "They would be back before they are gone"),
    ],
)
def test_an_absence_that_cannot_be_is_told(agencies, office, said, sentence):
    form = {"kind": "ill", "first": "2026-11-19", "last": "2026-11-19"} | said
    assert sentence in office.post(f"/rota/workers/{agencies.amina.account.id}/absences", **form).text
