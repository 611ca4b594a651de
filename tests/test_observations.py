"""Observations: what the plan asks for, what workers saw, and when the office hears of it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from server.asking import Asking
from server.board.models import AlertKind
from server.observations.kinds import KINDS
from server.observations.models import Observation, RuleKind, WantedObservation
from server.observations.rules import rule_words, worry_about
from server.observations.typing_wanted import typed
from server.problems import BadInput
from server.verifying import differences
from tests.agencies import DAY, all_of, it_is
from tests.care import minutes_pass


def wanted(kind, rule, limit, **more):
    return WantedObservation(kind=kind, rule=rule, limit=Decimal(limit), **more)


# The rules


@pytest.mark.parametrize(
    ("rule", "value", "before", "told"),
    [
        (wanted("temperature", RuleKind.ABOVE, "38"), "38.4", (), "temperature 38.4 °C, above 38 °C"),
        (wanted("temperature", RuleKind.ABOVE, "38"), "38", (), ""),
        (wanted("oxygen", RuleKind.BELOW, "92"), "90", (), "oxygen 90 %, below 92 %"),
        (wanted("pain", RuleKind.ABOVE, "6"), "7", (), "pain 7, above 6"),
        (wanted("weight", RuleKind.DOWN, "2", days=28), "58", ("60", "59"), "weight 58 kg, down 2 kg in 4 weeks"),
        (wanted("weight", RuleKind.DOWN, "2", days=28), "58.5", ("60", "59"), ""),
        (wanted("weight", RuleKind.UP, "2", days=3), "62", ("60", "61"), "weight 62 kg, up 2 kg in 3 days"),
        (wanted("weight", RuleKind.DOWN, "2", days=28), "40", (), ""),
        (wanted("fluids", RuleKind.NONE, "0"), "5", (), ""),
    ],
)  # fmt: skip
def test_a_value_is_told_of_when_its_rule_says_so(rule, value, before, told):
    assert worry_about(rule, Decimal(value), map(Decimal, before)) == told


REFUSED = [
    ({}, "kind", "Choose what is to be observed."),
    ({"kind": "weight", "rule": "soon"}, "rule", "Choose when the office is told."),
    ({"kind": "weight", "rule": "under_by", "limit": "2", "by": "18:00"}, "rule", "not added up over a day"),
    ({"kind": "pain", "rule": "down", "limit": "2", "days": "7"}, "rule", "choose above or below"),
    ({"kind": "fluids", "rule": "under_by", "by": "18:00"}, "limit", "Write the limit"),
    ({"kind": "fluids", "rule": "under_by", "limit": "800", "by": "evening"}, "by", "as 18:00"),
    ({"kind": "weight", "rule": "down", "limit": "2", "days": "0"}, "days", "as 28 for four weeks"),
    ({"kind": "weight", "rule": "none", "target": "light"}, "target", "Write the target as a number"),
    ({"kind": "pain", "rule": "above", "limit": "11"}, "limit", "Write one of these: 0 (0, none)"),
]


@pytest.mark.parametrize(("said", "field", "sentence"), REFUSED)
def test_what_cannot_be_asked_for_is_asked_again(said, field, sentence):
    with pytest.raises(BadInput) as problem, Asking(said) as asking:
        typed(asking)
    assert sentence in problem.value.about(field)


def test_a_rule_is_said_in_words():
    with Asking({"kind": "fluids", "rule": "under_by", "limit": "800 ml", "by": "18:00"}) as asking:
        values = typed(asking)
    assert rule_words(wanted("fluids", values.rule, values.limit, by=values.by)) == "Under 800 ml by 18:00"
    assert rule_words(wanted("weight", RuleKind.DOWN, "2", days=28)) == "Down 2 kg or more in 4 weeks"
    assert rule_words(wanted("food", RuleKind.BELOW, "2")) == "Below half of it"


def test_every_kind_says_each_of_its_values():
    assert all(kind.said(kind.likely[0]) and kind.is_likely(kind.likely[1]) for kind in KINDS.values())


# At the office and at the visit


@pytest.fixture
def jeans(agencies):
    return f"/people/{agencies.jean.id}/observations"


@pytest.fixture
def ask_for(agencies, office):
    return lambda **said: office.post(f"/people/{agencies.jean.id}/wanted-observations", **{"rule": "none"} | said)


def told(agencies, kind=AlertKind.OBSERVATION):
    return [alert.words for alert in agencies.open_alerts() if alert.kind == kind]


def test_what_is_asked_for_is_on_the_phone_with_todays_sum(ask_for, phone, visit, agencies):
    ask_for(kind="fluids", target="1500", rule="under_by", limit="800", by="18:00", how="In the blue beaker.")
    phone.observe(visit, "fluids", 200)
    phone.observe(visit, "fluids", 250)
    shown = phone.page(f"/visits/{agencies.evening.id}").text
    assert "Fluids 450 ml today, as of 08:20In the blue beaker. Target 1500 ml a day." in shown
    assert "The office is told: under 800 ml by 18:00" in shown
    assert "today, as of" not in phone.page(f"/visits/{agencies.tomorrow.id}").text


def test_what_is_asked_for_otherwise_ends_and_stays_on_record(ask_for, office, jeans, agencies):
    ask_for(kind="weight", target="61")
    ask_for(kind="weight", target="61")
    ask_for(kind="weight", target="60")
    asked = all_of(WantedObservation, WantedObservation.service_user_id == agencies.jean.id)
    [first, second] = sorted(asked, key=lambda one: one.wanted_at)
    assert (first.target, bool(first.ended_at), second.ended_at) == (61, True, None)
    office.post(f"/wanted-observations/{second.id}/ending")
    shown = office.get(jeans).text
    assert "Nothing is asked for." in shown
    assert "Weight. Target 61 kg" in shown


def test_two_coordinators_who_ask_otherwise_are_told(ask_for):
    ask_for(kind="weight", target="61")
    ask_for(kind="weight", target="60", was="weight", seen="1")
    shown = ask_for(kind="weight", target="59", was="weight", seen="1").text
    assert "Grace Mensah wrote “60” while you were typing." in shown


def test_a_value_beyond_its_limit_reaches_the_board_at_once(ask_for, phone, visit, office, agencies):
    ask_for(kind="temperature", rule="above", limit="38")
    phone.observe(visit, "temperature", "38.4")
    assert "Jean Whitcombe: temperature 38.4 °C, above 38 °C" in office.get("/board").text
    assert not list(differences())


def test_a_correction_answers_the_alert_and_both_values_stay(ask_for, phone, visit, office, jeans, agencies):
    ask_for(kind="temperature", rule="above", limit="38")
    first = phone.observe(visit, "temperature", "38.4")
    minutes_pass(5)
    phone.observe(visit, "temperature", "36.4", corrects=first.id)
    assert told(agencies) == []
    assert "Corrected: Temperature: 36.4 °C" in office.get("/board").text
    shown = office.get(jeans)
    assert "<s>38.4 °C</s>" in shown.html
    assert "1 value, from 19 Nov: 36.4 °C, 19 Nov 08:20" in shown.html


def test_an_unlikely_value_is_taken_and_asked_about(phone, visit, office, jeans, agencies):
    assert phone.observe(visit, "temperature", 380).state == "sent"
    assert phone.observe(visit, "temperature", 38, words="Felt hot.").state == "sent"
    assert told(agencies) == ["temperature 380 °C is unlikely: ask"]
    assert "That is unlikely: look again" in phone.page(f"/visits/{visit.id}").text
    assert "1 value is too far out to be drawn" in office.get(jeans).text


@pytest.mark.parametrize(
    "said", [{"value": ""}, {"value": "much"}, {"kind": "aura"}, {"kind": "pain", "level": "mood_1"}]
)
def test_what_cannot_be_read_is_held_and_not_refused(phone, visit, said):
    values = {"kind": "fluids", "value": "200", "visit": str(visit.id)} | said
    assert phone.keep(f"/visits/{visit.id}/observations", f"/visits/{visit.id}", values).state == "held"


def test_a_weight_that_goes_down_is_told_of(ask_for, phone, visit, agencies):
    ask_for(kind="weight", rule="down", limit="2", days="28")
    phone.observe(visit, "weight", "61.5")
    phone.observe(visit, "weight", "60")
    phone.observe(visit, "weight", "59.4")
    assert told(agencies) == ["weight 59.4 kg, down 2.1 kg in 4 weeks"]


# Under a limit by a time


@pytest.fixture
def drinks(ask_for, visit):
    ask_for(kind="fluids", rule="under_by", limit="800", by="18:30")


def looks_at(agencies, hhmm, on=DAY):
    it_is(hhmm, on)
    agencies.watchdog_looks()
    return told(agencies, AlertKind.TOO_LITTLE)


def test_too_little_by_its_time_is_told_by_the_clock_and_names_silent_phones(drinks, phone, visit, agencies, office):
    phone.observe(visit, "fluids", 620)
    assert looks_at(agencies, "18:29") == []
    [words] = looks_at(agencies, "18:31")
    assert words.startswith("620 ml of fluids has reached the office by 18:30, under 800 ml. ")
    assert words.endswith("Amina Yusuf’s phone is silent since Thu 19 Nov 08:20")
    assert f"/people/{agencies.jean.id}/observations" in office.get("/board").html


def test_nothing_recorded_is_told_as_nothing_that_has_come(drinks, agencies):
    [words] = looks_at(agencies, "18:31")
    assert words.startswith("No record of fluids has reached the office by 18:30, wanted: 800 ml")
    assert "Amina Yusuf’s phone has not been heard yet" in words


def test_what_comes_late_is_said_and_answers_it_once_it_is_enough(drinks, phone, visit, agencies, office):
    phone.lose_signal()
    phone.observe(visit, "fluids", 500)
    assert len(looks_at(agencies, "18:31")) == 1
    phone.find_signal()
    assert len(looks_at(agencies, "18:32")) == 1
    assert "500 ml of fluids has reached the office by 18:30" in office.get("/board").text
    [first] = all_of(Observation, Observation.visit_id == visit.id)
    phone.observe(visit, "fluids", 900, corrects=first.id)
    assert looks_at(agencies, "18:33") == []
    assert "900 ml by 18:30 has reached the office now" in office.get("/board").text


def test_no_visit_before_its_time_no_alert(ask_for, agencies):
    ask_for(kind="fluids", rule="under_by", limit="800", by="18:30")
    assert looks_at(agencies, "18:31", DAY + timedelta(days=3)) == []


def test_a_higher_weight_that_comes_late_makes_the_later_one_a_loss(ask_for, phone, bens_phone, visit, agencies):
    ask_for(kind="weight", rule="down", limit="2", days="28")
    agencies.add_assignment(visit, bens_phone)
    bens_phone.lose_signal()
    bens_phone.observe(visit, "weight", "62")
    minutes_pass(2)
    phone.observe(visit, "weight", "59.4")
    assert told(agencies) == []
    bens_phone.find_signal()
    assert told(agencies) == ["weight 59.4 kg, down 2.6 kg in 4 weeks"]


def test_a_held_value_stays_with_the_office_though_it_is_corrected(agencies, phone, visit):
    page = f"/visits/{visit.id}"
    held = phone.record(f"{page}/observations", page, 99, kind="temperature", value="38.4")
    phone.observe(visit, "temperature", "37.4", corrects=held.id)
    assert held.state == "held"
    assert [alert.about for alert in agencies.open_alerts() if alert.kind == AlertKind.HELD] == [held.id]
