"""Stock: what is counted adds up with what was given, says so when it may not, and is ordered before it runs out."""

import json
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.accounts.models import AuditRow
from server.board.models import Alert, AlertKind, AlertStep
from server.db import reading
from server.exporting import entry_lines
from server.inbox.models import Form
from server.medication.amounts import amount_in, counted
from server.medication.models import Medicine, MedicineKind
from server.medication.outcomes import Support
from server.people.models import Contact
from server.rota.queries import medicine_levels
from server.staff.models import MedicineLevel
from server.stock.balances import StockEvent, change_by, reckon
from server.stock.models import MovementKind, StockMovement
from server.verifying import differences
from tests.agencies import DAY, all_of, change, it_is
from tests.care import at_once, minutes_pass
from tests.test_orders import METFORMIN, versions

# Amounts


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2 tablets, by mouth", "2 tablets"), ("1 Capsule, by mouth", "1 capsule"), ("2.5 ml", "2.5 ml"),
        ("1.25 ml (2.5 mg), through the PEG", "1.25 ml"), ("1 patch, on clean dry skin", "1 patch"), ("0.5", "0.5"),
    ],
)  # fmt: skip
def test_an_amount_is_read_where_it_leaves_no_doubt(text, read):
    assert counted(*amount_in(text)) == read


@pytest.mark.parametrize(
    "text",
    [
        "1 or 2 tablets", "1-2 tablets", "half a tablet", "1/2 tablet", "500 mg", "1 of 2", "1,5 ml", "2.5000 ml",
        "1 sachet in 125 ml of water, by mouth", "A thin layer", "",
    ],
)  # fmt: skip
def test_h9_an_amount_that_leaves_doubt_is_not_read(text):
    assert amount_in(text) is None


# The balance

BEGAN = datetime(2026, 11, 19, tzinfo=UTC)
EVENTS = st.lists(
    st.builds(
        lambda minute, kind, quantity, doubt: StockEvent(
            BEGAN + timedelta(minutes=minute), uuid4(), kind, None if kind is None and doubt else quantity, doubt
        ),
        st.integers(0, 60),
        st.sampled_from([None, *MovementKind]),
        st.decimals(0, 40, places=1),
        st.sampled_from(["", "an amount was not said"]),
    ),
    max_size=25,
)


def simplest_balance(events):
    """The last count, and all that came after it less all that went."""
    counts = [event for event in events if event.kind == MovementKind.COUNTED]
    if not counts:
        return None
    last = max(counts, key=lambda event: (event.at, event.id))
    return last.quantity + sum(change_by(event) for event in events if (event.at, event.id) > (last.at, last.id))


@given(EVENTS)
def test_the_balance_is_the_last_count_and_what_came_and_went_since(events):
    steps = reckon(events)
    assert (steps[-1].after if steps else None) == simplest_balance(events)


@given(EVENTS, st.randoms())
def test_the_balance_is_the_same_in_whatever_order_records_come(events, random):
    assert reckon(events) == reckon(random.sample(events, len(events)))


@given(EVENTS)
def test_a_balance_that_may_be_wrong_says_why(events):
    assert all(step.doubts for step in reckon(events) if step.after is not None and step.after < 0)


# The order


@pytest.fixture
def jeans(agencies):
    return f"/people/{agencies.jean.id}/medicines"


def counted_as(agencies):
    return {(row.stock_unit, row.stock_per_dose) for row in versions(agencies)}


def test_what_is_counted_is_read_from_the_amount(agencies, office, jeans):
    office.post(jeans, **METFORMIN, stock_unit="as the amount says")
    assert counted_as(agencies) == {("tablets", Decimal(1))}
    assert "counted in tablets" in office.get(jeans).text


def test_an_amount_that_cannot_be_read_is_asked_about(agencies, office, jeans):
    said = METFORMIN | {"amount": "1 tablet in 10 ml of water", "stock_unit": "as the amount says"}
    assert "The amount does not say what to count." in office.post(jeans, **said).text
    assert "Say how many tablets a dose takes" in office.post(jeans, **said | {"stock_unit": "tablets"}).text
    office.post(jeans, **said | {"stock_unit": "tablets", "stock_per_dose": "1"})
    assert counted_as(agencies) == {("tablets", Decimal(1))}


def test_a_dose_that_contradicts_the_amount_is_refused(agencies, office, jeans):
    shown = office.post(jeans, **METFORMIN, stock_unit="tablets", stock_per_dose="2")
    assert "The amount says 1 tablet, this says 2 tablets." in shown.text
    assert versions(agencies) == []


def test_an_amount_within_a_range_is_said_each_time(agencies, office, jeans):
    said = METFORMIN | {"amount": "1 or 2 tablets, by mouth", "stock_unit": "tablets"}
    assert "Leave this empty" in office.post(jeans, **said, stock_per_dose="1").text
    office.post(jeans, **said)
    assert counted_as(agencies) == {("tablets", None)}


def test_what_is_not_counted_stays_so(agencies, office, jeans):
    office.post(jeans, **METFORMIN)
    assert counted_as(agencies) == {("", None)}
    assert "Nothing is counted." in office.get(f"/people/{agencies.jean.id}/stock").text


# At a visit


def ordered(agencies, person, name, **more):
    values = {
        "amount": "1 tablet, by mouth", "support": Support.ADMINISTER, "at": time(8, 30), "stock_unit": "tablets",
        "stock_per_dose": Decimal(1), "started_on": DAY - timedelta(days=30),
    }  # fmt: skip
    return agencies.add(Medicine(service_user_id=person.id, name=name, **values | more))


@pytest.fixture
def apixaban(agencies):
    return ordered(agencies, agencies.jean, "Apixaban 5 mg")


@pytest.fixture
def dose(agencies, apixaban):
    dose = agencies.dose(agencies.morning, apixaban, due="08:30")
    agencies.keep()
    return dose


@pytest.fixture
def evening_dose(agencies, apixaban):
    dose = agencies.dose(agencies.evening, apixaban, due="18:10")
    agencies.keep()
    return dose


@pytest.fixture
def morphine(agencies):
    order = ordered(agencies, agencies.jean, "Morphine 10 mg", kind=MedicineKind.CONTROLLED)
    dose = agencies.dose(agencies.morning, order, due="08:30")
    agencies.keep()
    return dose, order.order_id


@pytest.fixture
def codeine(agencies):
    """Given only when required."""
    order = ordered(agencies, agencies.jean, "Codeine 30 mg", kind=MedicineKind.WHEN_REQUIRED, at=None)
    dose = agencies.dose(agencies.morning, order)
    agencies.keep()
    return dose, order.order_id


@pytest.fixture
def shown(agencies, office):
    """What the office sees of Jean's stock."""
    return lambda: office.get(f"/people/{agencies.jean.id}/stock").text


def told(agencies, kind):
    return [alert.words for alert in agencies.open_alerts() if alert.kind == kind]


def steps_of(agencies):
    """What the app itself said after an alert was raised."""
    alerts = [alert.id for alert in agencies.open_alerts()]
    return [step.words for step in all_of(AlertStep, AlertStep.alert_id.in_(alerts))]


def test_what_was_given_since_the_count_is_taken_off(phone, visit, dose, apixaban, shown):
    assert "Not counted yet" in shown()
    phone.count(visit, apixaban.order_id, 14)
    minutes_pass(1)
    phone.give(dose)
    assert "13 tablets, enough for 13 days" in shown()
    assert "13 tablets" in phone.get(f"/visits/{visit.id}").text


def test_what_came_and_went_counts(phone, visit, dose, apixaban, shown):
    phone.count(visit, apixaban.order_id, 0)
    minutes_pass(1)
    phone.move_stock(visit, apixaban.order_id, "received", 56)
    phone.move_stock(visit, apixaban.order_id, "returned", "2.5")
    phone.move_stock(visit, apixaban.order_id, "disposed", 1, why_no_witness="Dropped it.")
    assert "52.5 tablets" in shown()
    assert "Nobody saw it: Dropped it." in shown()


def test_a_count_shows_what_was_expected(phone, visit, dose, apixaban, shown):
    phone.count(visit, apixaban.order_id, 14)
    minutes_pass(1)
    phone.give(dose)
    minutes_pass(1)
    phone.count(visit, apixaban.order_id, 12, witness="Carol, daughter")
    assert "counted: 12 tablets, 1 fewer than expected: 13" in shown()
    assert "Seen by Carol, daughter" in shown()


def test_a_corrected_count_counts_from_when_it_was_made(phone, visit, dose, apixaban, shown):
    wrong = phone.count(visit, apixaban.order_id, 41)
    minutes_pass(1)
    phone.give(dose)
    minutes_pass(1)
    phone.count(visit, apixaban.order_id, 14, corrects=wrong.id)
    assert "13 tablets" in shown()
    assert "counted: 41 tablets, corrected" in shown()


def test_what_corrects_a_record_that_is_held_counts_from_when_that_was_made(phone, visit, dose, apixaban, shown):
    held = phone.move_stock(visit, apixaban.order_id, "counted", "14 tablets")
    minutes_pass(1)
    phone.give(dose)
    minutes_pass(1)
    phone.count(visit, apixaban.order_id, 14, corrects=held.id)
    assert held.state == "held"
    assert "13 tablets" in shown()


def test_a_dose_that_corrects_a_record_that_is_held_is_taken_off(phone, visit, dose, apixaban, shown):
    phone.count(visit, apixaban.order_id, 14)
    minutes_pass(1)
    held = phone.give(dose, support="")
    phone.give(dose, corrects=held.id)
    assert held.state == "held"
    assert "13 tablets" in shown()


def test_a_dose_that_comes_late_is_put_where_it_happened(phone, bens_phone, agencies, visit, dose, apixaban, shown):
    agencies.add_assignment(visit, bens_phone)
    bens_phone.lose_signal()
    bens_phone.give(dose)
    minutes_pass(1)
    phone.count(visit, apixaban.order_id, 13)
    minutes_pass(30)
    bens_phone.find_signal()
    assert "13 tablets" in shown()


def test_a_dose_corrected_to_declined_is_back_in_the_pack(phone, visit, dose, apixaban, shown):
    phone.count(visit, apixaban.order_id, 14)
    minutes_pass(1)
    taken = phone.give(dose)
    phone.give(dose, "declined", reason="Not now", corrects=taken.id)
    assert "14 tablets" in shown()


def test_a_dose_said_to_be_before_the_count_is_in_it_already(phone, visit, dose, apixaban, shown):
    phone.count(visit, apixaban.order_id, 13)
    minutes_pass(5)
    phone.give(dose, at="08:15")
    assert "13 tablets" in shown()


@pytest.mark.parametrize(
    ("outcome", "amount", "left"),
    [
        ("taken_partial", "0.5 tablets", "13.5 tablets"),
        ("taken_partial", "about half", "About 14 tablets"),
        ("already_taken", "", "About 13 tablets"),
        ("given_by_other", "", "About 13 tablets"),
        ("made_available", "", "13 tablets"),
        ("not_available", "", "14 tablets"),
        ("declined", "", "14 tablets"),
    ],
)
def test_what_an_answer_takes_from_the_pack(phone, visit, dose, apixaban, shown, outcome, amount, left):
    phone.count(visit, apixaban.order_id, 14)
    minutes_pass(1)
    phone.give(dose, outcome, amount=amount, reason="As she wished.")
    assert left in shown()


def test_what_was_not_said_asks_for_a_count_and_a_count_settles_it(phone, visit, dose, apixaban, shown):
    phone.count(visit, apixaban.order_id, 14)
    minutes_pass(1)
    phone.give(dose, "taken_partial", amount="some", reason="Spat it out.")
    assert "Count it: an amount was not said." in shown()
    minutes_pass(1)
    phone.count(visit, apixaban.order_id, 13)
    assert "Count it" not in shown()
    assert "Was not certain: an amount was not said" in shown()


def test_h2_two_records_of_one_dose_leave_a_doubt(phone, bens_phone, agencies, visit, dose, apixaban, shown):
    agencies.add_assignment(visit, bens_phone)
    phone.count(visit, apixaban.order_id, 14)
    minutes_pass(1)
    phone.give(dose)
    bens_phone.give(dose)
    assert "Count it: a dose was recorded as given more than once." in shown()


def test_another_strength_is_to_be_counted_anew(agencies, office, phone, visit, dose, apixaban, shown):
    phone.count(visit, apixaban.order_id, 14)
    said = METFORMIN | {"name": "Apixaban 2.5 mg", "stock_unit": "tablets", "why": "Dr Patel."}
    office.post(f"/medicines/{apixaban.id}/versions", **said)
    assert "Count it: the order changed." in shown()
    it_is("09:00", DAY + timedelta(days=1))
    phone.count(agencies.tomorrow, apixaban.order_id, 28)
    assert "28 tablets" in shown()
    assert "Count it" not in shown()


def test_what_is_to_begin_may_be_delivered_before(agencies, phone, visit, shown):
    order = ordered(agencies, agencies.jean, "Sertraline 50 mg", started_on=DAY + timedelta(days=2))
    agencies.keep()
    phone.count(visit, order.order_id, 0)
    minutes_pass(1)
    phone.move_stock(visit, order.order_id, "received", 28)
    assert "Sertraline 50 mg 28 tablets." in shown()


def test_without_signal_it_is_kept_and_comes_later(phone, office, visit, dose, apixaban, shown):
    phone.lose_signal()
    moved = phone.count(visit, apixaban.order_id, 14)
    assert (moved.state, "Not counted yet" in shown()) == ("waiting", True)
    phone.find_signal()
    assert moved.state == "sent"
    assert "Apixaban 5 mg, counted: 14 tablets" in office.get(f"/visits/{visit.id}").text


@pytest.mark.parametrize(("kind", "quantity"), [("received", 0), ("counted", "a few"), ("counted", -1), ("lost", 2)])
def test_what_cannot_be_read_is_held(phone, visit, dose, apixaban, office, kind, quantity):
    moved = phone.move_stock(visit, apixaban.order_id, kind, quantity)
    assert moved.state == "held"
    assert "Apixaban 5 mg" in office.get(f"/held-forms/{moved.id}").text


def test_somebody_elses_medicine_is_held(agencies, phone, visit, dose):
    walters = ordered(agencies, agencies.walter, "Aspirin 75 mg")
    agencies.keep()
    assert phone.count(visit, walters.order_id, 14).state == "held"
    assert all_of(StockMovement, StockMovement.order_id == walters.order_id) == []


def test_without_scripts_it_is_a_plain_form(phone, visit, dose, apixaban, shown):
    page = f"/visits/{visit.id}"
    phone.fill_in(page, f"{page}/stock-movements", order_id=apixaban.order_id, kind="counted", quantity="14")
    assert "14 tablets" in shown()


def test_it_is_among_the_entries_with_its_medicine(phone, visit, dose, apixaban):
    moved = phone.count(visit, apixaban.order_id, "2.5", witness="Carol, daughter")
    [line] = [json.loads(line) for line in entry_lines() if str(moved.id) in line]
    said = ("kind", "stock_movement_kind", "name", "quantity", "unit", "witness")
    assert [line[name] for name in said] == [
        "stock_movement", "counted", "Apixaban 5 mg", "2.5", "tablets", "Carol, daughter",
    ]  # fmt: skip


def test_the_phone_shows_nothing_where_nothing_is_counted(phone, double):
    assert "Stock" not in phone.get(f"/visits/{double.id}").text


# Controlled drugs


def test_a_controlled_drug_that_does_not_add_up_is_told_at_once(agencies, phone, office, visit, morphine):
    dose, order_id = morphine
    phone.count(visit, order_id, 14)
    minutes_pass(1)
    phone.give(dose)
    minutes_pass(1)
    phone.count(visit, order_id, 11)
    assert told(agencies, AlertKind.CONTROLLED) == ["Morphine 10 mg: counted 11 tablets, expected 13"]
    assert "Jean Whitcombe: Morphine 10 mg: counted 11 tablets, expected 13" in office.get("/board").text


def test_one_that_adds_up_and_one_that_is_not_controlled_are_not(agencies, phone, visit, morphine, dose, apixaban):
    phone.count(visit, morphine[1], 14)
    phone.count(visit, apixaban.order_id, 14)
    minutes_pass(1)
    phone.count(visit, morphine[1], 14)
    phone.count(visit, apixaban.order_id, 9)
    assert told(agencies, AlertKind.CONTROLLED) == []


def test_the_alert_says_what_is_not_certain(agencies, phone, visit, morphine):
    dose, order_id = morphine
    phone.count(visit, order_id, 14)
    minutes_pass(1)
    phone.give(dose, "already_taken")
    minutes_pass(1)
    phone.count(visit, order_id, 14)
    [words] = told(agencies, AlertKind.CONTROLLED)
    assert words.endswith("counted 14 tablets, expected 13. Not certain: a dose was taken without us")


def test_a_dose_that_comes_late_is_told_with_the_alert(agencies, phone, bens_phone, visit, morphine):
    dose, order_id = morphine
    agencies.add_assignment(visit, bens_phone)
    phone.count(visit, order_id, 14)
    minutes_pass(1)
    bens_phone.lose_signal()
    bens_phone.give(dose)
    minutes_pass(1)
    phone.count(visit, order_id, 13)
    assert told(agencies, AlertKind.CONTROLLED) == ["Morphine 10 mg: counted 13 tablets, expected 14"]
    bens_phone.find_signal()
    assert steps_of(agencies) == ["Morphine 10 mg: counted 13 tablets, expected 13"]


def test_a_dose_that_comes_late_may_be_what_does_not_add_up(agencies, phone, bens_phone, visit, morphine):
    dose, order_id = morphine
    agencies.add_assignment(visit, bens_phone)
    phone.count(visit, order_id, 14)
    minutes_pass(1)
    bens_phone.lose_signal()
    bens_phone.give(dose)
    minutes_pass(1)
    phone.count(visit, order_id, 14)
    assert told(agencies, AlertKind.CONTROLLED) == []
    bens_phone.find_signal()
    assert told(agencies, AlertKind.CONTROLLED) == ["Morphine 10 mg: counted 14 tablets, expected 13"]


def test_a_count_and_a_dose_in_the_same_moment_see_one_another(agencies, phone, bens_phone, visit, morphine):
    dose, order_id = morphine
    agencies.add_assignment(visit, bens_phone)
    phone.count(visit, order_id, 14)
    minutes_pass(1)
    at_once(lambda: bens_phone.give(dose), lambda: phone.count(visit, order_id, 13))
    assert list(differences()) == []


def test_one_disposed_of_without_a_witness_is_told_with_the_reason(agencies, phone, visit, morphine):
    phone.count(visit, morphine[1], 14)
    phone.move_stock(visit, morphine[1], "disposed", 2, why_no_witness="Alone in the house.")
    phone.move_stock(visit, morphine[1], "disposed", 2, witness="Carol, daughter")
    words = "Morphine 10 mg: 2 tablets disposed of without a witness. Why: Alone in the house."
    assert told(agencies, AlertKind.CONTROLLED) == [words]


def test_one_given_only_when_required_is_watched_when_its_order_says_so(agencies, phone, visit, codeine):
    change(Medicine, Medicine.order_id == codeine[1], is_watched=True)
    phone.count(visit, codeine[1], 14)
    minutes_pass(1)
    phone.count(visit, codeine[1], 12)
    assert len(told(agencies, AlertKind.CONTROLLED)) == 1


def test_the_nightly_check_misses_an_alert_that_is_not_there(agencies, phone, visit, morphine):
    phone.count(visit, morphine[1], 14)
    minutes_pass(1)
    differs = phone.count(visit, morphine[1], 12)
    change(Alert, Alert.about == differs.id, about=visit.id)
    assert [line for line in differences() if str(differs.id) in line]
    change(Alert, Alert.about == visit.id, about=differs.id)


def test_whoever_gives_one_that_is_watched_is_assessed_for_controlled_drugs(agencies, visit, codeine):
    change(Medicine, Medicine.order_id == codeine[1], is_watched=True)
    with reading() as db:
        assert medicine_levels(db, [visit.id]) == {visit.id: MedicineLevel.DELEGATED}


# Running low


def test_what_lasts_for_fewer_than_five_days_is_told_once(agencies, phone, visit, dose, evening_dose, apixaban):
    phone.count(visit, apixaban.order_id, "5.5")
    assert told(agencies, AlertKind.LOW_STOCK) == []
    minutes_pass(1)
    phone.give(dose)
    phone.count(visit, apixaban.order_id, "4.5")
    phone.give(evening_dose)
    assert told(agencies, AlertKind.LOW_STOCK) == ["Apixaban 5 mg: 4.5 tablets, enough for 4 days"]


def test_refilled_it_is_closed_and_told_again_when_it_is_low_again(agencies, phone, visit, dose, apixaban):
    phone.count(visit, apixaban.order_id, 3)
    assert len(told(agencies, AlertKind.LOW_STOCK)) == 1
    minutes_pass(1)
    phone.move_stock(visit, apixaban.order_id, "received", 28)
    assert told(agencies, AlertKind.LOW_STOCK) == []
    minutes_pass(1)
    phone.count(visit, apixaban.order_id, 2)
    assert told(agencies, AlertKind.LOW_STOCK) == ["Apixaban 5 mg: 2 tablets, enough for 2 days"]


def test_what_is_given_when_required_lasts_as_it_was_used_lately(phone, visit, codeine, shown):
    dose, order_id = codeine
    phone.count(visit, order_id, 3)
    assert "3 tablets. 1 tablet" in shown()
    minutes_pass(1)
    phone.give(dose)
    assert "2 tablets, enough for 28 days" in shown()


def test_the_list_for_ordering_names_whom_to_ring(agencies, office, phone, visit, dose, evening_dose, apixaban):
    change(Medicine, Medicine.id == apixaban.id, prescriber="Dr Patel")
    pharmacy = {"name": "Otley Road Pharmacy", "relation": "pharmacy", "phone": "0113 496 0099"}
    agencies.add(Contact(service_user_id=agencies.jean.id, position=9, **pharmacy))
    morphine = ordered(agencies, agencies.jean, "Morphine 10 mg")
    agencies.keep()
    assert "Not counted yet, so nobody knows Jean Whitcombe: Apixaban 5 mg" in office.get("/stock").text
    phone.count(visit, apixaban.order_id, 4)
    phone.count(visit, morphine.order_id, 1)
    listed = office.get("/stock").text
    assert listed.index("Morphine 10 mg") < listed.index("Apixaban 5 mg")
    assert "Enough for 4 days 4 tablets Dr Patel Otley Road Pharmacy, 0113 496 0099" in listed
    assert "Apixaban" not in agencies.olive.get("/stock").text


# In the office


@pytest.fixture
def record(agencies, office, apixaban, dose):
    """Grace records something in the office, on Jean's page."""

    def recorded(kind, quantity, **more):
        said = {"order_id": apixaban.order_id, "kind": kind, "quantity": quantity} | more
        return office.post(f"/people/{agencies.jean.id}/stock-movements", **said)

    return recorded


def movements(apixaban):
    found = all_of(StockMovement, StockMovement.order_id == apixaban.order_id)
    return sorted(found, key=lambda one: one.received_at)


def test_the_office_records_at_no_visit(record, apixaban, office, shown):
    record("counted", 28, words="Rang Carol, she counted.")
    [movement] = movements(apixaban)
    [form] = all_of(Form, Form.id == movement.id)
    assert (movement.visit_id, form.visit_id, form.author_id) == (None, None, office.account.id)
    assert "counted: 28 tablets Grace Mensah, in the office. Rang Carol, she counted." in shown()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"quantity": "a few"}, "Write how many as a number, more than 0, as 28 or 2.5."),
        ({"quantity": "0"}, "Write how many as a number, more than 0, as 28 or 2.5."),
        ({"kind": ""}, "Choose what was done."),
        ({"order_id": ""}, "Choose the medicine."),
        ({"order_id": uuid4()}, "It is about a medicine that is not on record for this person."),
    ],
)
def test_what_is_missing_is_asked_again_with_what_was_typed(record, apixaban, said, sentence):
    shown = record(**{"kind": "received", "quantity": "28"} | said, words="By post")
    assert (shown.status, sentence in shown.text, "By post" in shown.html) == (422, True, True)
    assert movements(apixaban) == []


def test_what_the_office_recorded_it_corrects_and_both_stay(agencies, office, record, apixaban, shown):
    record("counted", 82)
    [wrong] = movements(apixaban)
    form = office.get(f"/people/{agencies.jean.id}/stock?corrects={wrong.id}").form(
        f"/people/{agencies.jean.id}/stock-movements"
    )
    assert (form.hidden["corrects"], form.filled["quantity"]) == (str(wrong.id), "82")
    record("counted", 28, corrects=wrong.id)
    assert "28 tablets" in shown()
    assert "counted: 82 tablets, corrected" in shown()


def test_the_button_pressed_twice_records_once(agencies, office, apixaban, dose, shown):
    address = f"/people/{agencies.jean.id}/stock"
    form = office.get(address).form(f"{address}-movements").hidden
    said = form | {"order_id": apixaban.order_id, "kind": "received", "quantity": "28"}
    at_once(*[lambda: office.post(f"{address}-movements", **said)] * 2)
    office.post(f"{address}-movements", **said)
    assert len(movements(apixaban)) == 1
    office.post(f"{address}-movements", **said | {"quantity": "14"})
    assert len(movements(apixaban)) == 2


def test_what_was_counted_at_somebody_elses_home_is_not_corrected_here(agencies, office, record, apixaban):
    aspirin = ordered(agencies, agencies.walter, "Aspirin 75 mg")
    agencies.keep()
    record("counted", 28)
    said = {"order_id": aspirin.order_id, "kind": "counted", "quantity": "5", "corrects": movements(apixaban)[0].id}
    assert "Count again instead" in office.post(f"/people/{agencies.walter.id}/stock-movements", **said).text
    assert movements(aspirin) == []


def test_what_a_worker_counted_the_office_does_not_correct(record, phone, visit, apixaban, shown):
    counted = phone.count(visit, apixaban.order_id, 14)
    assert "Count again instead" in record("counted", 28, corrects=counted.id).text
    assert "14 tablets" in shown()


def test_looking_at_somebodys_stock_is_noted(agencies, office, shown):
    shown()
    deeds = all_of(AuditRow, AuditRow.account_id == office.account.id, AuditRow.about == agencies.jean.id)
    assert "read stock" in [row.deed for row in deeds]


def test_an_alert_from_the_office_names_the_person(agencies, office, record, apixaban):
    record("counted", 2)
    assert "Jean Whitcombe: Apixaban 5 mg: 2 tablets, enough for 2 days" in office.get("/board").text
    [alert] = [alert for alert in agencies.open_alerts() if alert.kind == AlertKind.LOW_STOCK]
    assert (alert.visit_id, alert.service_user_id) == (None, agencies.jean.id)


def test_what_has_ended_is_shown_as_long_as_some_is_left(agencies, office, record, apixaban, shown):
    record("counted", 28)
    change(Medicine, Medicine.id == apixaban.id, ended_on=DAY - timedelta(days=1))
    assert "Left of what has ended Apixaban 5 mg" in shown()
    minutes_pass(1)
    record("returned", 28)
    assert "Left of what has ended" not in shown()
