"""A form of the office's that will not do says all that is wrong with it at once, and keeps what was typed.

Two coordinators who change the same thing are told of each other, and both texts stay.
"""

import re

import pytest

from server.care_plans.models import PlannedVisit
from tests.agencies import DAY, all_of

EVERY_DAY = {f"weekday_{day}": "1" for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")}
TO_A_FIELD = re.compile(r'class="error-summary__link" href="#([^"]+)"')


def told(page, action, said):
    """Which fields the summary leads to, what of it is not there, and what was typed and is gone."""
    fields, form = TO_A_FIELD.findall(page.html), page.form(action)
    lost = {name: words for name, words in said.items() if (form.filled | form.hidden).get(name) != words}
    return page.status, set(fields), set(fields) - page.states.keys(), lost


@pytest.fixture
def forms(agencies):
    """By address: what is typed into it, and which fields that is wrong in. Each says more than one thing."""
    visit, walter = f"/rota/visits/{agencies.evening.id}", f"/people/{agencies.walter.id}"
    ben = agencies.ben.account.id
    return {
        "/rota/visits": (
            {"person": str(agencies.walter.id), "on": "soon", "at": "", "minutes": "x", "workers": "9", "title": " ",
             "actions": "Buy milk\nTake the bins out"},
            {"on", "at", "minutes", "workers", "title"},
        ),
        f"{visit}/times": ({"at": "soon", "minutes": "0", "on": "2026-11-18"}, {"at", "minutes", "on"}),
        f"{walter}/planned-visits": (
            {"title": "", "at": "x", "minutes": "30", "workers": "x", "every_weeks": "x", "from_on": str(DAY),
             "until_on": "2026-11-18", "bank_holidays": "not", f"usual_{ben}": "1", "actions": "Warm the soup"},
            {"title", "at", "workers", "every_weeks", "until_on", "weekdays"},
        ),
        f"/rota/workers/{ben}/absences": (
            {"kind": "leave", "first": "2026-11-20", "at": "x", "last": "2026-11-19", "until": "y"},
            {"at", "last", "until"},
        ),
        f"/workers/{ben}/facts": ({"travel": "bus", "most_hours": "a few", "gender": "man"}, {"most_hours"}),
        f"/workers/{ben}/trainings": (
            {"skill": "hoist", "assessed_on": "2026-11-20", "until": "soon"}, {"assessed_on", "until"},
        ),
        f"/workers/{ben}/medicine-competencies": (
            {"medicine_level": "assist", "medicine_assessed_by": " ", "medicine_assessed_on": "",
             "medicine_until": "x", "medicine_note": "Watched on three rounds."},
            {"medicine_assessed_by", "medicine_assessed_on", "medicine_until"},
        ),
        "/settings/rota": (
            {"most_hours": "0", "rest_hours": "x", "car_minutes": "-1", "bicycle_minutes": "4.5", "bus_minutes": "",
             "foot_minutes": "nan", "answer_minutes": "9" * 20, "nation": "scotland", "rule_rest": "1"},
            {"most_hours", "rest_hours", "car_minutes", "bus_minutes", "foot_minutes", "answer_minutes",
             "answer_minutes_urgent"},
        ),
    }  # fmt: skip


def test_all_that_is_wrong_is_said_and_all_that_was_typed_stays(office, forms):
    pages = {address: office.post(address, **said) for address, (said, _) in forms.items()}
    found = {address: told(page, address, forms[address][0]) for address, page in pages.items()}
    assert found == {address: (422, wrong, set(), {}) for address, (_, wrong) in forms.items()}


# Two at once


def at_once(dee, office, page, action, theirs, mine):
    """Both open the form; she saves hers, then Grace hers. What Grace is told, and what still stands in her form."""
    opened = office.get(page).form(action).filled
    dee.post(action, **opened | theirs)
    answer = office.post(action, **opened | mine)
    kept = answer.form(action).filled
    return answer.status, "while you were typing" in answer.text, {name: kept[name] for name in mine}


@pytest.fixture
def contested(agencies, office):
    """By page: the form there, what Dee makes of it, and what Grace does."""
    visit, walter, ben = agencies.evening.id, f"/people/{agencies.walter.id}", agencies.ben.account.id
    lunch = {"title": "Lunch", "at": "12:00", "minutes": "30", "from_on": str(DAY), **EVERY_DAY}
    office.post(f"{walter}/planned-visits", **lunch, confirmed="1")
    [planned] = all_of(PlannedVisit, PlannedVisit.title == "Lunch")
    return {
        f"/rota/visits/{visit}": (f"/rota/visits/{visit}/times", {"at": "19:00"}, {"at": "20:00"}),
        f"/planned-visits/{planned.id}": (
            f"/planned-visits/{planned.id}/changes",
            {"at": "12:30", "from_on": "2026-12-01", "confirmed": "1"}, {"at": "13:00"},
        ),
        f"/workers/{ben}": (f"/workers/{ben}/facts", {"travel": "bus"}, {"travel": "foot"}),
        "/settings/rota": ("/settings/rota", {"rule_rest": "", "most_hours": "30"}, {"most_hours": "31"}),
        f"/teams/{agencies.team.id}": (f"/teams/{agencies.team.id}/names", {"name": "North"}, {"name": "South"}),
    }  # fmt: skip


def test_who_changes_the_same_is_told_and_keeps_their_words(agencies, office, contested):
    dee = agencies.coordinator("Dee Holt", agencies.team)
    agencies.keep()
    found = {page: at_once(dee, office, page, *form) for page, form in contested.items()}
    assert found == {page: (422, True, mine) for page, (_, _, mine) in contested.items()}
