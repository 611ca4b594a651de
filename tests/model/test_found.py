"""What the model found, as plain histories: each went wrong once."""

import pytest

from tests.model.healing import heal
from tests.model.history import History
from tests.model.invariants import check_healed, check_step, ledger
from tests.model.running import model

DAY = 86_400_000


@pytest.fixture(scope="module")
def on_sqlite():
    with model("sqlite") as made:
        yield made


@pytest.fixture
def history(on_sqlite):
    """Amina's phone is number 0; whatever happened, in the end all is well."""
    rows = on_sqlite.office.begin(0)
    made = History(on_sqlite.office, on_sqlite.phones, rows, on_sqlite.faults, [])
    made.begin(2, 0)
    yield made
    check_step(made, ledger())
    heal(made)
    check_healed(made)


def note(history, **how):
    tap = history.new_tap(0, "note", 0, 1)
    history.press(tap, **how)
    return tap


def clock(history, skew):
    history.do({"do": "clock", "device": 0, "skew": skew})


def test_a_store_that_could_not_be_opened_is_opened_when_there_is_room(history):
    note(history)
    history.do({"do": "fault", "device": 0, "kind": "reopen full", "after": 0})
    assert not note(history).saved
    assert not note(history).saved
    assert note(history).saved


def test_a_day_that_comes_after_signing_out_is_not_kept(history):
    history.sync(0, fates=["late"])
    history.sign_out(0)
    history.arrive(history.network.under_way[0])
    assert history.stores[0]["pages"] == []


def test_no_day_is_asked_for_while_the_office_does_not_know_of_a_sign_out(history):
    history.sync(0)
    history.sign_out(0, fates=["drop"])
    history.sync(0, fates=["drop"])
    assert history.stores[0]["pages"] == []


@pytest.mark.parametrize("fate", ["401", "redirect"])
def test_a_sign_out_is_told_when_the_office_says_so_and_nobody_else(history, fate):
    history.sync(0)
    history.sign_out(0, fates=["drop"])
    history.sync(0, fates=[fate])
    history.sync(0)
    assert history.stores[0]["pages"] == []


def test_signing_in_that_fails_does_not_bring_back_who_signed_out_without_signal(history):
    history.sync(0)
    history.sign_out(0, fates=["drop"])
    history.sign_in(0, 1, fates=["502"])
    history.sync(0)
    assert history.stores[0]["pages"] == []


def test_what_was_sent_while_the_clock_was_a_year_behind_is_offered_again_after_a_restore(history):
    clock(history, -400 * DAY)
    tap = note(history)
    history.sync(0)
    clock(history, 0)
    history.sync(0)
    history.restore()
    history.sign_in(0, 0)
    history.sync(0)
    history.sync(0)
    assert tap.number in ledger().known


def test_a_restored_office_is_offered_what_it_lost_before_what_is_new(history):
    first = note(history)
    history.sync(0)
    history.restore()
    history.sign_in(0, 0)
    second = note(history)
    history.sync(0)
    assert ledger().known == {first.number, second.number}


def test_a_clock_put_right_does_not_make_the_next_try_late(history):
    history.sync(0)
    clock(history, 8 * DAY)
    tap = note(history)
    history.sync(0, fates=["drop", "drop"])
    clock(history, 0)
    history.sync(0, now=False)
    assert tap.number in ledger().known


@pytest.mark.parametrize("fault", ["torn", "torn close"])
def test_what_waited_in_a_store_that_the_browser_threw_away_comes_back(history, fault):
    before = note(history)
    history.do({"do": "fault", "device": 0, "kind": fault, "after": 0})
    after = note(history)
    history.restart(0)
    history.sync(0)
    assert before.saved
    assert after.saved
    assert [form["tap"] for form in history.stores[0]["forms"]] == [before.number, after.number]


def test_what_was_once_too_much_goes_in_larger_batches_again(history):
    history.sync(0)
    taps = [note(history, fates=["drop", "drop"]) for _ in range(4)]
    history.sync(0, fates=["413"])
    taps += [note(history, fates=["drop", "drop"]) for _ in range(4)]
    history.sync(0, fates=["ok", "drop", "drop"])
    assert {tap.number for tap in taps} == ledger().known
