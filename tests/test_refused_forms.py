"""A form of the office's that will not do says all that is wrong with it at once, and keeps what was typed.

Two coordinators who change the same thing are told of each other, and both texts stay.
"""

import re

import pytest

from server.care_plans.models import PlannedVisit
from server.medication.models import MarEntry, Medicine
from server.medicine_actions.models import MedicineAction
from tests.agencies import DAY, all_of
from tests.auditor import ask_for_something, report

EVERY_DAY = {f"weekday_{day}": "1" for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")}
METFORMIN = {
    "kind": "scheduled", "name": "Metformin 500 mg", "amount": "1 tablet, by mouth", "support": "administer",
    "times": "08:20", "from_on": str(DAY), "stock_unit": "tablets", **EVERY_DAY,
}  # fmt: skip
TO_A_FIELD = re.compile(r'class="error-summary__link" href="#([^"]+)"')


def told(page, action, said):
    """Which fields the summary leads to, what of it is not there, and what was typed and is gone."""
    fields, form = TO_A_FIELD.findall(page.html), page.form(action)
    lost = {name: words for name, words in said.items() if (form.filled | form.hidden).get(name) != words}
    nowhere = {field for field in fields if not page.tree.css(f'[id="{field}"]')}
    return page.status, set(fields), nowhere, lost


@pytest.fixture
def metformin(agencies, office):
    """An order of Jean's, counted in tablets."""
    office.post(f"/people/{agencies.jean.id}/medicines", **METFORMIN)
    return all_of(Medicine, Medicine.service_user_id == agencies.jean.id, Medicine.name == "Metformin 500 mg")[0]


@pytest.fixture
def forms(agencies, office, phone, levodopa, metformin):
    """By address: what is typed into it, and which fields that is wrong in. Each says more than one thing."""
    visit, walter = f"/rota/visits/{agencies.evening.id}", f"/people/{agencies.walter.id}"
    ben, jean = agencies.ben.account.id, f"/people/{agencies.jean.id}"
    phone.give(levodopa)
    [given] = all_of(MarEntry, MarEntry.dose_id == levodopa.id)
    report(office, agencies.walter, **ask_for_something(office))
    [action] = all_of(MedicineAction, MedicineAction.service_user_id == agencies.walter.id)
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
             "foot_minutes": "nan", "answer_minutes": "9" * 20, "nation": "SCT", "rule_rest": "1"},
            {"most_hours", "rest_hours", "car_minutes", "bus_minutes", "foot_minutes", "answer_minutes",
             "answer_minutes_urgent"},
        ),
        f"{jean}/medicines": (
            {"kind": "topical", "name": "Hydrocortisone 10mg", "amount": "", "support": "assist", "times": "noon",
             "time_critical_minutes": "x", "indication": "Eczema", "contents": "None\nat all", "with_food": "1",
             "stock_unit": "tablets", "stock_per_dose": "x", "prescriber": "Dr Patel", "from_on": "2026-11-18",
             "until_on": "never", "review_on": "x"},
            {"name", "amount", "times", "time_critical_minutes", "weekdays", "sites", "stock_per_dose", "from_on",
             "until_on", "review_on"},
        ),
        f"/medicines/{metformin.id}/stopping": ({"last_on": "x", "why_stopped": " "}, {"last_on", "why_stopped"}),
        f"/doses/{levodopa.id}/corrections": (
            {"corrects": str(given.id), "outcome": "taken_partial", "support": "", "at": "08:30", "amount": ""},
            {"support", "amount", "reason", "why_corrected"},
        ),
        f"{jean}/stock-movements": (
            {"order_id": "", "kind": "counted", "quantity": "lots", "witness": "Ben"}, {"order_id", "quantity"},
        ),
        f"{jean}/medicine-errors": (
            {"kind": "", "what": "The morning tablet.\nLeft out", "happened": "x", "found": "2026-11-20T08:00",
             "harm": "not_known", "found_by": "", "told_gp_by": "Grace", "learning": "", "status": "closed",
             "action_2": "Ask Dr Patel", "action_2_owner": str(office.account.id)},
            {"kind", "happened", "found", "found_by", "done", "told_gp", "learning", "harm", "action_2_by"},
        ),
        f"/medicine-actions/{action.id}/completions": (
            {"done_on": "2026-11-20", "words": "He will look in."}, {"done_on", "done_by"},
        ),
        f"{jean}/medicine-audits": (
            {"month": "2026-11", "findings": " ", "action_1": "Ask Dr Patel", "action_1_by": "x"},
            {"findings", "action_1_by", "action_1_owner"},
        ),
        f"/visits/{agencies.morning.id}/missed": ({"reason": " ", "done": ""}, {"reason", "done"}),
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
    [kept] = [form.filled for form in answer.forms if form.action.endswith(action.rpartition("/")[2])]
    return answer.status, "while you were typing" in answer.text, {name: kept[name] for name in mine}


@pytest.fixture
def contested(agencies, office, metformin):
    """By page: the form there, what Dee makes of it, and what Grace does."""
    visit, walter, ben = agencies.evening.id, f"/people/{agencies.walter.id}", agencies.ben.account.id
    lunch = {"title": "Lunch", "at": "12:00", "minutes": "30", "from_on": str(DAY), **EVERY_DAY}
    office.post(f"{walter}/planned-visits", **lunch, confirmed="1")
    [planned] = all_of(PlannedVisit, PlannedVisit.service_user_id == agencies.walter.id)
    return {
        f"/rota/visits/{visit}": (f"/rota/visits/{visit}/times", {"at": "19:00"}, {"at": "20:00"}),
        f"/planned-visits/{planned.id}": (
            f"/planned-visits/{planned.id}/changes",
            {"at": "12:30", "from_on": "2026-12-01", "confirmed": "1"}, {"at": "13:00"},
        ),
        f"/medicines/{metformin.id}": (
            f"/medicines/{metformin.id}/versions",
            {"how": "With water.", "from_on": "2026-12-01", "why": "Dr Patel."},
            {"how": "With milk.", "why": "Dr Patel rang."},
        ),
        f"{walter}/planned-visits": (
            f"{walter}/wishes", {"wanted": "women", f"worker_{ben}": "declines"}, {f"worker_{ben}": "prefers"},
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
