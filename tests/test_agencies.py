"""How an agency works: its name and numbers, and its teams."""

import pytest

from server.accounts.models import Agency, Team
from server.agencies.setting import BOUNDS
from tests.agencies import all_of

SETTINGS = "/settings/agency"
NEW = {"name": "Hearth", "phone": "0113 496 0001", "late_after_minutes": 20, "near_metres": 150, "days_back": 5,
       "days_ahead": 10}  # fmt: skip


def test_a_coordinator_sets_how_the_agency_works(agencies, office, phone):
    office.fill_in(SETTINGS, SETTINGS, **NEW)
    [hearth] = all_of(Agency, Agency.id == agencies.hearth.id)
    assert {name: getattr(hearth, name) for name in NEW} == NEW
    assert "tel:01134960001" in phone.get("/rota").html


def test_a_changed_telephone_reaches_the_phones(office, phone):
    phone.take_day_home()
    office.fill_in(SETTINGS, SETTINGS, **NEW)
    assert "0113 496 0001" in phone.take_day_home()["/rota"]


def test_numbers_out_of_bounds_are_told_together_and_nothing_is_kept(agencies, office):
    asked = office.fill_in(SETTINGS, SETTINGS, **NEW | dict.fromkeys(BOUNDS, 9999) | {"name": "", "phone": "office"})
    assert asked.status == 422
    assert "6 answers need another look" in asked.text
    assert "Give a whole number of days from 2 to 28." in asked.text
    assert all_of(Agency, Agency.id == agencies.hearth.id)[0].name == "Hearth Home Care"


def test_what_another_coordinator_set_meanwhile_is_told(office):
    seen = office.get(SETTINGS).form(SETTINGS).hidden
    office.post(SETTINGS, **NEW, **seen)
    asked = office.post(SETTINGS, **NEW | {"near_metres": 300}, **seen)
    assert "Somebody else wrote “150” while you were typing." in asked.text


def test_a_team_is_added_and_named_anew(agencies, office):
    office.post("/teams", name="Otley")
    [otley] = all_of(Team, Team.agency_id == agencies.hearth.id, Team.name == "Otley")
    shown = office.post(f"/teams/{otley.id}/names", name="Otley and Ilkley")
    assert "Otley and Ilkley" in shown.text
    assert "This team has no workers yet." in office.get(f"/workers?team={otley.id}").text


@pytest.mark.parametrize(("name", "told"), [("", "Give the team a name"), ("headingley", "Another team has this name")])
def test_a_team_without_a_name_of_its_own_is_not_added(office, name, told):
    assert told in office.post("/teams", name=name).text


def test_another_agencys_team_is_not_named(agencies, office):
    assert office.submit(f"/teams/{agencies.other_team.id}/names", name="Ours").status_code == 404
