"""How far each worker may go with medicines, and that nobody is sent to do more."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from server.db import writing
from server.medication.models import Dose, Medicine, MedicineKind
from server.medication.outcomes import Support
from server.staff.models import MedicineCompetency, MedicineLevel
from tests.agencies import DAY, all_of, change
from tests.care import at_once
from tests.planner import drafts, plan, publish

ASSESSED = {
    "medicine_level": "assist", "medicine_assessed_by": "Dee Okafor", "medicine_assessed_on": str(DAY),
    "medicine_until": "2027-11-18", "medicine_note": "Watched on three rounds.",
}  # fmt: skip


@pytest.fixture
def ben(agencies):
    return agencies.ben.account.id


@pytest.fixture
def bens(ben):
    """The address of what is known of Ben."""
    return f"/workers/{ben}"


@pytest.fixture
def evening(agencies, office):
    """Jean's visit at 18:00, to which nobody goes now."""
    plan(office, agencies.evening, "absences", worker=agencies.amina.account.id)
    return agencies.evening


def now_is(ben, **values):
    change(MedicineCompetency, MedicineCompetency.account_id == ben, **values)


def asks(visit, support):
    """What the medicines of a visit ask of its worker."""
    change(Dose, Dose.visit_id == visit.id, support=support)


def are_controlled_drugs(visit):
    with writing() as db:
        of_visit = select(Dose.medicine_id).where(Dose.visit_id == visit.id)
        db.execute(update(Medicine).where(col(Medicine.id).in_(of_visit)).values(kind=MedicineKind.CONTROLLED))
        db.commit()


def shown(office, visit):
    return office.get(f"/rota/visits/{visit.id}").text


# On record


def test_an_assessment_is_recorded_and_shown(office, bens):
    office.post(f"{bens}/medicine-competencies", **ASSESSED)
    said = "Prompt and assist, assessed 19 Nov 2026 by Dee Okafor, until 18 Nov 2027. Watched on three rounds."
    assert said in office.get(bens).text


def test_the_one_before_stays_on_record(office, bens):
    page = office.post(f"{bens}/medicine-competencies", **ASSESSED)
    assert "Administer, assessed 19 Nov 2026 by Dee. An earlier record" in page.text


def test_an_assessment_sent_twice_is_one_record_and_another_is_not_taken_for_it(office, ben, bens):
    form = office.get(bens).form(f"{bens}/medicine-competencies").hidden | ASSESSED
    at_once(*[lambda: office.post(f"{bens}/medicine-competencies", **form)] * 2)
    assert len(all_of(MedicineCompetency, MedicineCompetency.account_id == ben)) == 2
    again = office.post(f"{bens}/medicine-competencies", **form | {"medicine_level": "administer"})
    assert "You sent this form before, with something else in it" in again.text


def test_a_withdrawal_is_a_record_with_its_reason(office, ben, bens):
    office.post(f"{bens}/medicine-withdrawals", medicine_withdrawn_because="Two doses were not signed.")
    page = office.get(bens)
    assert "Withdrawn 19 Nov 2026 by Grace Mensah. Two doses were not signed." in page.text
    assert "Administer, assessed 19 Nov 2026 by Dee. An earlier record" in page.text
    assert len(all_of(MedicineCompetency, MedicineCompetency.account_id == ben)) == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"medicine_level": "heal"}, "Choose how far they may go with medicines."),
        ({"medicine_assessed_by": " "}, "Say who assessed them."),
        ({"medicine_assessed_on": ""}, "Choose a day."),
        ({"medicine_assessed_on": "2026-11-20"}, "They were assessed today or before."),
        ({"medicine_until": "2026-11-18"}, "It would end before they were assessed."),
        ({"medicine_assessed_on": "2026-11-18"}, "There is a later record, of 19 Nov 2026: this one would not count."),
    ],
)
def test_an_assessment_that_cannot_be_is_told(office, bens, said, sentence):
    page = office.post(f"{bens}/medicine-competencies", **ASSESSED | said)
    assert sentence in page.text
    assert page.form(f"{bens}/medicine-competencies").filled["medicine_note"] == "Watched on three rounds."


def test_a_withdrawal_without_a_reason_is_none(office, bens):
    page = office.post(f"{bens}/medicine-withdrawals", medicine_withdrawn_because=" ")
    assert "Say why it is withdrawn: it stays on record." in page.text


def test_what_is_not_there_is_not_withdrawn(office, bens):
    office.post(f"{bens}/medicine-withdrawals", medicine_withdrawn_because="Two doses were not signed.")
    page = office.post(f"{bens}/medicine-withdrawals", medicine_withdrawn_because="Again.")
    assert "There is no medicines competency to withdraw." in page.text


# Who can go


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"level": MedicineLevel.ASSIST}, "Medicines: assessed to assist only"),
        ({"level": None}, "Medicines competency withdrawn Thu 19 Nov"),
        ({"until": DAY - timedelta(days=1)}, "Medicines competency ended Wed 18 Nov"),
    ],
)
def test_who_may_not_give_medicines_cannot_go_where_some_are_given(office, evening, ben, known, words):
    now_is(ben, **known)
    assert f"Cannot go, and why Ben Carter {words}." in shown(office, evening)


def test_who_was_never_assessed_cannot_go_either(agencies, office, evening):
    agencies.phone_of("Cara Doyle", agencies.team)
    agencies.keep()
    assert "Cara Doyle No medicines competency on record." in shown(office, evening)


@pytest.mark.parametrize("support", [Support.PROMPT, Support.ASSIST])
def test_who_may_assist_can_go_where_it_is_asked_for(office, evening, ben, support):
    now_is(ben, level=MedicineLevel.ASSIST)
    asks(evening, support)
    assert "Assessed for its medicines" in shown(office, evening).partition("Ben Carter")[2]


def test_nobody_is_asked_about_what_is_taken_alone(office, evening, ben):
    now_is(ben, level=None)
    asks(evening, Support.SELF)
    assert "competency" not in shown(office, evening)


def test_controlled_drugs_ask_for_more(office, evening, ben):
    are_controlled_drugs(evening)
    assert "Ben Carter Medicines: assessed to administer, but no controlled drugs." in shown(office, evening)


def test_a_competency_that_ended_meanwhile_is_not_published(agencies, office, evening, ben):
    plan(office, evening, "workers", worker=ben)
    now_is(ben, until=DAY - timedelta(days=1))
    said = "Ben Carter cannot go to 18:00 Jean Whitcombe: medicines competency ended Wed 18 Nov. Send somebody else."
    assert said in publish(office, agencies).text
    assert len(drafts(agencies)) == 1


# What ends


def test_what_ends_within_a_month_is_listed(agencies, office, ben):
    now_is(ben, until=DAY + timedelta(days=30))
    assert "Ben Carter: medicines competency ends 19 Dec 2026" in office.get("/workers").text


def test_what_ends_later_is_not(agencies, office, ben):
    now_is(ben, until=DAY + timedelta(days=31))
    assert "Ends within 30 days" not in office.get("/workers").text


def test_what_was_renewed_is_not_either(agencies, office, ben, bens):
    now_is(ben, until=DAY + timedelta(days=3))
    office.post(f"{bens}/medicine-competencies", **ASSESSED)
    assert "Ends within 30 days" not in office.get("/workers").text
