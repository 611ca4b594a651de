"""Who could go to a visit and why, who could not and why not, and what it takes to put a rule aside."""

from datetime import timedelta

import pytest

from server.allocations.models import Rule, RuleOverride
from server.people.models import ServiceUser, Wish, WorkersWanted
from server.staff.models import Gender, MedicineCompetency, MedicineLevel, Skill, Training, WorkerFacts
from server.visits.models import Visit
from tests.agencies import DAY, all_of, change
from tests.planner import changes, drafts, goers, plan, publish


@pytest.fixture
def evening(agencies, office):
    """Amina's visit to Jean at 18:00, which nobody has any more."""
    plan(office, agencies.evening, "absences", worker=agencies.amina.account.id)
    return agencies.evening


@pytest.fixture
def ben(agencies):
    return agencies.ben.account.id


def shown(office, visit):
    return office.get(f"/rota/visits/{visit.id}").text


def needs(visit, *skills):
    change(Visit, Visit.id == visit.id, needs=" ".join(skills))


def train(agencies, worker, skill, until=None):
    agencies.add(Training(account_id=worker, skill=skill, assessed_on=DAY - timedelta(days=30), until=until))
    agencies.keep()


# For and against


def test_who_could_go_is_ranked_with_reasons(office, evening):
    assert "Ben Carter Has not met Jean Whitcombe" in shown(office, evening)
    assert "hours this week" in shown(office, evening)


def test_it_says_when_they_are_free(office, evening):
    assert "Free from 10:45" in shown(office, evening)


def test_who_is_with_somebody_else_cannot_go_and_it_says_with_whom(agencies, office):
    plan(office, agencies.walters, "times", at="10:15", minutes=30)
    plan(office, agencies.double, "absences", worker=agencies.ben.account.id)
    assert "Cannot go, and why Ben Carter With Walter Finch until 10:45." in shown(office, agencies.double)


def test_who_is_trained_for_it_is_said_to_be(agencies, office, evening, ben):
    needs(evening, "hoist")
    train(agencies, ben, Skill.HOIST)
    assert "Trained in hoist" in shown(office, evening)


def test_who_is_not_trained_for_it_is_not_offered(office, evening):
    needs(evening, "peg")
    assert "Ben Carter Not trained in PEG feeding" in shown(office, evening)


def test_training_that_has_ended_is_none(agencies, office, evening, ben):
    needs(evening, "hoist")
    train(agencies, ben, Skill.HOIST, until=DAY - timedelta(days=1))
    assert "Training in hoist ended Wed 18 Nov" in shown(office, evening)


def test_who_may_give_no_medicines_cannot_go_where_some_are_given(office, evening, ben):
    change(MedicineCompetency, MedicineCompetency.account_id == ben, level=MedicineLevel.PROMPT)
    assert "Cannot go, and why Ben Carter Medicines: assessed to prompt only." in shown(office, evening)


def test_a_person_who_asked_for_women_gets_women(agencies, office, evening, ben):
    change(ServiceUser, ServiceUser.id == agencies.jean.id, workers_wanted=WorkersWanted.WOMEN)
    assert "Ben Carter Jean Whitcombe asked for women only" in shown(office, evening)
    agencies.add(WorkerFacts(account_id=ben, gender=Gender.WOMAN))
    agencies.keep()
    assert "Ben Carter Jean Whitcombe asked" not in shown(office, evening)


def test_whom_the_person_does_not_want_is_not_offered(agencies, office, evening, ben):
    agencies.add(Wish(service_user_id=agencies.jean.id, account_id=ben, is_declined=True))
    agencies.keep()
    assert "Ben Carter Jean Whitcombe does not want them" in shown(office, evening)


def test_who_would_work_too_long_is_not_offered(agencies, office, evening, ben):
    agencies.add(WorkerFacts(account_id=ben, most_hours=1))
    agencies.keep()
    assert "Would work 2 hours this week, not 1" in shown(office, evening)


def test_rest_that_would_be_broken_is_said(agencies, office, evening):
    agencies.visit("04:00", agencies.walter, agencies.ben, on=DAY + timedelta(days=1))
    agencies.keep()
    assert "9.2 hours of rest before Walter Finch, not 11" in shown(office, evening)


def test_a_shift_over_midnight_needs_no_rest_in_its_middle(agencies, office):
    late = agencies.visit("23:30", agencies.jean, agencies.amina, minutes=30)
    agencies.visit("00:30", agencies.walter, agencies.ben, on=DAY + timedelta(days=1))
    agencies.keep()
    plan(office, late, "absences", worker=agencies.amina.account.id)
    assert "of rest before Walter Finch" not in shown(office, late)


def test_the_way_is_counted_by_how_they_travel(agencies, office, evening, ben):
    """Half a mile between the doors; Ben has ten minutes for it."""
    change(ServiceUser, ServiceUser.id == agencies.walter.id, latitude=53.83)
    agencies.visit("17:20", agencies.walter, agencies.ben, minutes=30)
    agencies.add(WorkerFacts(account_id=ben, travel="foot"))
    agencies.keep()
    assert "18 minutes on foot after Walter Finch, 10 to do it in" in shown(office, evening)


def test_whom_the_person_prefers_comes_first(agencies, office, evening, ben):
    agencies.assess(agencies.phone_of("Aaron Doyle", agencies.team))
    agencies.add(Wish(service_user_id=agencies.jean.id, account_id=ben))
    agencies.keep()
    text = shown(office, evening).partition("Choose a worker")[2]
    assert text.index("Ben Carter Jean Whitcombe prefers them") < text.index("Aaron Doyle")


# Putting a rule aside


def test_a_rule_is_put_aside_with_a_reason_that_stays(agencies, office, evening, ben):
    needs(evening, "peg")
    plan(office, evening, "workers", worker=ben, why="Nurse Okafor comes along.")
    publish(office, agencies)
    assert goers(evening) == {ben}
    [override] = all_of(RuleOverride, RuleOverride.visit_id == evening.id)
    assert (override.rule, override.words, override.why) == (
        Rule.TRAINING, "Not trained in PEG feeding", "Nurse Okafor comes along.",
    )  # fmt: skip


def test_without_a_reason_it_is_not(agencies, office, evening, ben):
    needs(evening, "peg")
    sent = plan(office, evening, "workers", worker=ben)
    assert "A rule speaks against Ben Carter: Not trained in PEG feeding. Say why all the same." in sent.text


def test_a_hard_rule_is_not_put_aside_by_any_reason(agencies, office, evening, ben):
    change(MedicineCompetency, MedicineCompetency.account_id == ben, level=MedicineLevel.ASSIST)
    sent = plan(office, evening, "workers", worker=ben, why="It is urgent.")
    assert "Ben Carter cannot go: medicines: assessed to assist only. Send somebody else." in sent.text


def test_a_rule_that_is_broken_afterwards_is_not_published(agencies, office, evening, ben):
    plan(office, evening, "workers", worker=ben)
    needs(evening, "peg")
    said = "Ben Carter to 18:00 Jean Whitcombe: not trained in PEG feeding. Say why, or send somebody else."
    assert said in office.get("/rota/changes").text
    assert said in publish(office, agencies).text
    assert changes(agencies) == []


def test_what_was_so_before_is_let_be(agencies, office):
    """Ben went there against the rule already; only the time changes."""
    needs(agencies.walters, "peg")
    plan(office, agencies.walters, "times", at="09:15", minutes=30)
    publish(office, agencies)
    assert drafts(agencies) == []


# The agency's rules


@pytest.fixture
def rules(office):
    """As the form has them."""
    return office.get("/settings/rota").form("/settings/rota").filled


def test_a_rule_that_is_turned_off_speaks_against_nobody(office, evening, rules):
    needs(evening, "peg")
    office.post("/settings/rota", **{name: value for name, value in rules.items() if name != "rule_training"})
    assert "Not trained in PEG feeding" not in shown(office, evening)


def test_the_numbers_are_the_agencys(office, evening, rules):
    office.post("/settings/rota", **rules | {"most_hours": "1"})
    assert "Would work 2 hours this week, not 1" in shown(office, evening)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("most_hours", "many", "Give a whole number from 1 to 168."),
        ("rest_hours", "0", "Give a whole number from 1 to 24."),
        ("car_minutes", "-1", "Give a number of minutes up to 120, as 4.2."),
        ("answer_minutes", "", "Give a whole number from 1 to 10,080."),
    ],
)
def test_a_number_that_cannot_be_is_told(office, rules, name, value, sentence):
    told = office.post("/settings/rota", **rules | {name: value, "foot_minutes": "13"})
    assert sentence in told.text
    assert 'value="13"' in told.html
