"""Two corrections of one record that say different things, whichever comes first: both stay, the office hears at once,
settles which is so, and then exactly that one stands."""

from dataclasses import dataclass

import pytest

from server.board.models import Alert, AlertKind, AlertStep
from server.db import new_id
from server.medication.models import MarEntry
from server.observations.models import Observation
from server.stock.models import StockMovement
from server.verifying import differences
from server.visits.entries import standing
from server.visits.entry_kinds import ActionOutcome, Arrival, Concern, Note
from server.visits.models import Assignment
from tests.agencies import DAY, all_of, at, change
from tests.care import at_once, minutes_pass

KNOWN = {"why": "Amina rang at 9."}
EITHER_FIRST = pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["hers first", "the other first"])


@dataclass
class Two:
    """Amina's two phones, on both of which the day was before she corrected anything."""

    agencies: object
    phones: list
    office: object

    def correct(self, order, *corrections):
        """She corrects one record on both where there is no signal; they come in this order."""
        for phone in self.phones:
            phone.lose_signal()
        for phone, say in zip(self.phones, corrections, strict=True):
            say(phone)
            minutes_pass(1)
        for number in order:
            self.phones[number].find_signal()

    def settle(self, chosen, **said):
        [alert] = self.alerts
        page = f"/contradictions/{alert.about}"
        return self.office.fill_in(page, f"{page}/settlements", **{"is_so": chosen.id} | KNOWN | said)

    @property
    def alerts(self):
        return [alert for alert in self.agencies.open_alerts() if alert.kind == AlertKind.CONTRADICTION]

    @property
    def told(self):
        return [alert.words for alert in self.alerts]

    def stands(self, kind):
        return standing(all_of(kind, kind.visit_id == self.agencies.morning.id))

    def said(self, kind, **values):
        """What stands and says so."""
        return next(
            one for one in self.stands(kind) if all(getattr(one, name) == value for name, value in values.items())
        )


@pytest.fixture
def two(agencies, phone, office):
    return Two(agencies, [phone, agencies.another_phone_of(phone)], office)


@pytest.fixture
def dose(agencies, phone):
    apixaban = agencies.medicine(agencies.jean, "Apixaban 5 mg")
    apixaban.stock_unit, apixaban.stock_per_dose = "tablets", 1
    dose = agencies.dose(agencies.morning, apixaban, due="08:20")
    agencies.keep()
    phone.count(agencies.morning, apixaban.order_id, 14)
    minutes_pass(1)
    return dose


@EITHER_FIRST
def test_h2_a_dose_corrected_in_two_ways_is_settled_and_stands_once(agencies, two, phone, office, dose, order):
    given = phone.give(dose)
    two.correct(
        order,
        lambda phone: phone.give(dose, "taken_partial", amount="1 tablet", reason="Spat half", corrects=given.id),
        lambda phone: phone.give(dose, "declined", reason="Not now", corrects=given.id),
    )
    told = "Apixaban 5 mg: corrected to declined and partly taken. Settle which is so"
    assert two.told == [told]
    assert told in office.get("/board").text
    chart, stock = f"/people/{agencies.jean.id}/mar?month={DAY:%Y-%m}", f"/people/{agencies.jean.id}/stock"
    assert "These corrections contradict each other: settle which is so" in office.get(chart).text
    assert "two corrections contradict each other" in office.get(stock).text
    assert "Corrected in two ways" in phone.get(f"/visits/{agencies.morning.id}").text
    two.settle(two.said(MarEntry, outcome="declined"))
    [entry] = two.stands(MarEntry)
    assert (entry.outcome, entry.author_id, entry.why_corrected) == ("declined", office.account.id, KNOWN["why"])
    assert two.told == []
    assert "<s>partly taken" in office.get(chart).html
    assert "contradict" not in office.get(chart).text + office.get(stock).text
    assert "14 tablets" in office.get(stock).text
    assert "Corrected in two ways" not in phone.get(f"/visits/{agencies.morning.id}").text


def test_h2_a_settled_dose_was_given_when_it_was(agencies, two, phone, office, dose):
    given = phone.give(dose)
    minutes_pass(1)
    [counted] = all_of(StockMovement, StockMovement.visit_id == agencies.morning.id)
    phone.count(agencies.morning, counted.order_id, 13)
    two.correct(
        (0, 1),
        lambda phone: phone.give(dose, "taken_partial", amount="1 tablet", reason="Spat half", corrects=given.id),
        lambda phone: phone.give(dose, "declined", reason="Not now", corrects=given.id),
    )
    two.settle(two.said(MarEntry, outcome="taken_partial"))
    assert two.stands(MarEntry)[0].given_at == given.recorded_at
    assert "13 tablets" in office.get(f"/people/{agencies.jean.id}/stock").text


@EITHER_FIRST
def test_a_care_action_corrected_in_two_ways_is_settled(two, phone, office, visit, wash, order):
    done = phone.tick(wash)
    two.correct(
        order,
        lambda phone: phone.tick(wash, "not_done", "", reason="Unwell", corrects=done.id),
        lambda phone: phone.tick(wash, support="prompted", corrects=done.id),
    )
    assert two.told == ["Wash: corrected to done and not done. Settle which is so"]
    record = f"/visits/{visit.id}"
    assert "Contradicts another correction: settle which is so" in office.get(record).text
    assert "Corrected in two ways" in phone.get(record).text
    minutes_pass(24 * 60)
    two.settle(two.said(ActionOutcome, support="prompted"))
    assert [one.support for one in two.stands(ActionOutcome)] == ["prompted"]
    assert two.told == []
    settled = office.get(record)
    assert "Settled by Grace Mensah" in settled.text
    assert settled.text.count("Corrected Fri 20 Nov 08:2") == 2
    assert "Office: Amina rang at 9." in settled.text
    assert "<s>Wash: not done</s>" in settled.html
    assert "Contradicts" not in settled.text


@EITHER_FIRST
def test_a_value_corrected_in_two_ways_is_in_no_sum_twice(agencies, two, phone, office, visit, order):
    first = phone.observe(visit, "fluids", 250)
    two.correct(
        order,
        lambda phone: phone.observe(visit, "fluids", 900, corrects=first.id),
        lambda phone: phone.observe(visit, "fluids", 800, corrects=first.id),
    )
    assert two.told == ["Fluids: corrected to 800 ml and 900 ml. Settle which is so"]
    chart = f"/people/{agencies.jean.id}/observations"
    assert "A day’s sum counts the lowest until somebody has settled which is so" in office.get(chart).text
    assert "Today: 800" in office.get(chart).html
    two.settle(two.said(Observation, value=900))
    assert [one.value for one in two.stands(Observation)] == [900]
    assert two.told == []
    assert "Today: 900" in office.get(chart).html
    assert "settle" not in office.get(chart).text


def test_a_check_in_that_was_settled_is_the_workers_time(two, phone, office, visit):
    first = phone.arrive(visit)
    two.correct(
        (0, 1),
        lambda phone: phone.arrive(visit, at="08:05", corrects=first.id),
        lambda phone: phone.arrive(visit, at="08:25", corrects=first.id),
    )
    assert two.told == ["Check-in: corrected to 08:05 and 08:25. Settle which is so"]
    two.settle(two.said(Arrival, happened_at=at("08:25")))
    [turn] = all_of(Assignment, Assignment.visit_id == visit.id)
    assert turn.arrived_at == at("08:25")
    assert "Settled by Grace Mensah" in phone.get(f"/visits/{visit.id}").text


def test_what_was_freely_written_is_not_told_on_the_board(two, phone, office, visit):
    concern, note = phone.raise_concern(visit, "Red heel."), phone.note(visit, "Tired.")
    two.correct(
        (1, 0),
        lambda phone: (
            phone.raise_concern(visit, "Red left heel.", corrects=concern.id),
            phone.note(visit, "Very tired.", corrects=note.id),
        ),
        lambda phone: (
            phone.raise_concern(visit, "Red right heel.", corrects=concern.id),
            phone.note(visit, "very  tired.", corrects=note.id),
        ),
    )
    assert two.told == ["A concern: corrected in ways that differ. Settle which is so"]
    shown = phone.get(f"/visits/{visit.id}").text
    assert shown.count("Another correction says otherwise.") == 2
    two.settle(two.said(Concern, seen="Red right heel."))
    assert [one.seen for one in two.stands(Concern)] == ["Red right heel."]
    assert len(two.stands(Note)) == 2


def test_neither_is_so_when_the_office_corrects_the_dose(two, phone, office, levodopa):
    given = phone.give(levodopa)
    two.correct(
        (0, 1),
        lambda phone: phone.give(levodopa, "asleep", corrects=given.id),
        lambda phone: phone.give(levodopa, "declined", reason="Not now", corrects=given.id),
    )
    values = {"outcome": "nausea", "why_corrected": "Amina rang.", "corrects": two.said(MarEntry, outcome="asleep").id}
    office.fill_in(f"/doses/{levodopa.id}/correction", f"/doses/{levodopa.id}/corrections", **values)
    assert [one.outcome for one in two.stands(MarEntry)] == ["nausea"]
    assert two.told == []


def test_a_correction_of_a_correction_and_the_same_said_twice_are_no_contradiction(two, phone, wash):
    done = phone.tick(wash)
    again = phone.tick(wash, "not_done", "", reason="Unwell", corrects=done.id)
    phone.tick(wash, "declined", "", corrects=again.id)
    minutes_pass(1)
    two.correct(
        (0, 1),
        lambda phone: phone.tick(wash, "done", "prompted", corrects=two.said(ActionOutcome, outcome="declined").id),
        lambda phone: phone.tick(wash, "done", "prompted", corrects=two.said(ActionOutcome, outcome="declined").id),
    )
    assert two.told == []


@pytest.fixture
def differing(two, phone, wash):
    """Amina's wash, corrected to *declined* and to *not needed*."""
    done = phone.tick(wash)
    two.correct(
        (0, 1),
        lambda phone: phone.tick(wash, "declined", "", corrects=done.id),
        lambda phone: phone.tick(wash, "not_needed", "", corrects=done.id),
    )
    return two.said(ActionOutcome, outcome="declined"), two.said(ActionOutcome, outcome="not_needed")


def test_what_is_missing_is_asked_and_nothing_is_settled(two, phone, wash, differing):
    declined, _ = differing
    page = two.settle(declined, is_so="nonsense", why="").text
    assert "Choose which is so." in page
    assert "Say how you know" in page
    assert "Another answer has come meanwhile" in two.settle(declined, seen=str(declined.id)).text
    assert len(two.stands(ActionOutcome)) == 2


def test_two_who_settle_it_at_once_settle_it_once(two, differing):
    [alert] = two.alerts
    page = f"/contradictions/{alert.about}"
    seen = two.office.get(page).form(f"{page}/settlements").hidden
    pages = at_once(
        *(lambda one=one: two.office.post(f"{page}/settlements", is_so=one.id, **seen | KNOWN) for one in differing)
    )
    assert sorted(page.status for page in pages) == [200, 422]
    assert len(two.stands(ActionOutcome)) == 1
    assert two.told == []


def test_two_corrections_in_the_same_moment_are_told_of_once(two, phone, wash):
    done = phone.tick(wash)
    two.correct(
        (),
        lambda phone: phone.tick(wash, "declined", "", corrects=done.id),
        lambda phone: phone.tick(wash, "not_needed", "", corrects=done.id),
    )
    at_once(*(phone.find_signal for phone in two.phones))
    assert two.told == ["Wash: corrected to declined and not needed. Settle which is so"]


def test_what_comes_late_and_differs_is_told_again(two, phone, wash, differing):
    declined, not_needed = differing
    [first] = two.alerts
    two.settle(not_needed)
    phone.tick(wash, "done", "prompted", corrects=declined.id)
    assert two.told == ["Wash: corrected to done and not needed. Settle which is so"]
    assert two.alerts[0].id != first.id
    assert "Settled: not needed" in [step.words for step in all_of(AlertStep, AlertStep.alert_id == first.id)]


def test_what_its_worker_says_of_a_settled_record_stands_once_the_office_accepts_it(two, phone, visit):
    first = phone.arrive(visit)
    two.correct(
        (0, 1),
        lambda phone: phone.arrive(visit, at="08:05", corrects=first.id),
        lambda phone: phone.arrive(visit, at="08:25", corrects=first.id),
    )
    two.settle(two.said(Arrival, happened_at=at("08:25")))
    [settled] = two.stands(Arrival)
    third = phone.arrive(visit, at="08:15", corrects=settled.id)
    assert third.state == "held"
    two.office.press(f"/held-forms/{third.id}/acceptance")
    assert [(one.id, one.happened_at) for one in two.stands(Arrival)] == [(third.id, at("08:15"))]
    assert [turn.arrived_at for turn in all_of(Assignment, Assignment.visit_id == visit.id)] == [at("08:15")]
    assert list(differences()) == []


def test_a_colleagues_record_is_corrected_by_nobody_else_and_the_office_is_told_what_to_do(agencies, phone, office):
    wash = agencies.action(agencies.visit("10:00", agencies.jean, phone, agencies.ben), "Wash")
    agencies.keep()
    bens = agencies.ben.tick(wash)
    hers = phone.tick(wash, "declined", "", corrects=bens.id)
    assert "Set it aside, and have whoever" in office.press(f"/held-forms/{hers.id}/acceptance").text
    assert [one.id for one in all_of(ActionOutcome, ActionOutcome.care_action_id == wash.id)] == [bens.id]


def test_the_nightly_check_finds_one_that_nobody_was_told_of(two, differing):
    [alert] = two.alerts
    change(Alert, Alert.id == alert.id, about=new_id())
    assert f"action_outcome {differing[0].corrects} was corrected in 2 ways and has no alert." in list(differences())
    change(Alert, Alert.id == alert.id, about=alert.about)
