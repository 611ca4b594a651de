"""Phones that lost what they kept: noticed from the numbers of forms, and named to the worker and the office."""

import pytest

from server.board.models import AlertKind
from server.db import new_id
from tests.agencies import DAY, it_is


def told(agencies):
    """What the office is told of lost records."""
    return [alert.words for alert in agencies.open_alerts() if alert.kind == AlertKind.LOST_STORE]


def forget_some(phone, *forms):
    """The store loses forms, and nothing else."""
    phone.outbox = [form for form in phone.outbox if form not in forms]


def forget_everything(phone):
    """The browser throws its whole store away; the sign-in, a cookie, stays."""
    phone.device, phone.sequence, phone.outbox = new_id(), 0, []
    phone.stamps, phone.kept, phone.tag, phone.epoch = {}, {}, "", ""


@pytest.fixture
def three_waiting(phone, visit):
    """Amina has arrived, which the office knows; three notes wait, which the office was told."""
    phone.arrive(visit)
    phone.lose_signal()
    notes = [phone.note(visit, f"Note {number}.") for number in range(3)]
    phone.take_day_home()
    return notes


# A gap


def test_numbers_that_a_phone_no_longer_has_are_lost(agencies, phone, office, visit, three_waiting):
    it_is("10:05")
    forget_some(phone, *three_waiting)
    phone.note(visit, "The fourth.")
    phone.find_signal()
    words = "Amina Yusuf’s phone lost 3 records, the last known is number 1, since 08:20"
    assert words in office.get("/board").text


@pytest.mark.parametrize("comes", [slice(0, 3), slice(0, 3, 2)], ids=["at once", "later"])
def test_what_is_held_for_its_number_is_not_lost_as_well(agencies, phone, office, three_waiting, comes):
    forms = [form.on_the_wire() for form in three_waiting]
    forms[1]["sequence"] = 0.5
    phone.say(forms[comes])
    phone.take_receipts(phone.say(forms[1:2]).json()["receipts"])
    assert "Doorstep could not read in which order it was recorded" in office.get("/held-forms").text
    assert told(agencies) == []


def test_of_two_that_lack_the_one_that_is_held_is_not_lost(agencies, phone, three_waiting):
    forms = [form.on_the_wire() for form in three_waiting]
    phone.say(forms[2:], first=4)
    phone.say([forms[0] | {"sequence": 0.5}], first=5)
    assert [words.partition(",")[0] for words in told(agencies)] == ["lost 1 record"]


def test_the_worker_is_told_what_to_do_about_it(phone, visit, three_waiting):
    forget_some(phone, *three_waiting[:1])
    phone.find_signal()
    page = phone.get("/waiting").text
    assert "Your phone lost 1 record" in page
    assert "Tell the office what you did at Jean Whitcombe (08:15), then record it again." in page


def test_the_notice_comes_with_the_next_day_pack(phone, visit, three_waiting):
    forget_some(phone, *three_waiting[:1])
    phone.find_signal()
    assert "Your phone lost 1 record" in phone.take_day_home()["/waiting"]


def test_it_is_told_once(agencies, phone, visit, three_waiting):
    forget_some(phone, *three_waiting[:1])
    phone.find_signal()
    phone.note(visit, "One more.")
    assert len(told(agencies)) == 1


def test_when_the_office_has_seen_to_it_the_worker_is_told_no_more(agencies, phone, office, three_waiting):
    forget_some(phone, *three_waiting[:1])
    phone.find_signal()
    [alert] = [alert for alert in agencies.open_alerts() if alert.kind == AlertKind.LOST_STORE]
    office.post(f"/alerts/{alert.id}/closing", words="She told me, and recorded it again.")
    assert "lost" not in phone.get("/waiting").text


def test_a_phone_that_lost_nothing_is_told_of_nothing(agencies, phone, visit, three_waiting):
    phone.find_signal()
    phone.note(visit, "One more.")
    assert told(agencies) == []


def test_what_comes_twice_or_late_is_not_lost(agencies, phone, visit, three_waiting):
    phone.find_signal()
    later = phone.note(visit, "One more.")
    phone.send_again(three_waiting[0])
    phone.say([three_waiting[1].on_the_wire()], first=2, last=4, waiting=3)
    phone.send_again(later)
    assert told(agencies) == []


def test_a_form_that_waits_for_another_is_not_lost(agencies, phone, visit, three_waiting):
    assert phone.send_again(three_waiting[2]) == "waiting"
    phone.find_signal()
    assert told(agencies) == []


# A store that went back in time


def test_a_phone_that_counts_from_a_lower_number_lost_what_it_had_counted(agencies, phone, visit, three_waiting):
    phone.say([three_waiting[0].on_the_wire()])
    forget_some(phone, *three_waiting)
    phone.sequence = 2
    phone.note(visit, "Counted 3 again.")
    phone.find_signal()
    assert told(agencies) == ["lost at least 1 record, the last known is number 2, since 08:20"]


def test_an_older_batch_that_comes_late_is_no_sign_of_it(agencies, phone, visit, three_waiting):
    phone.find_signal()
    phone.say([three_waiting[0].on_the_wire()], first=2, last=2, waiting=1)
    assert told(agencies) == []


# A new store


def test_a_browser_that_begins_anew_lost_what_it_had_said_was_waiting(agencies, phone, office, three_waiting):
    it_is("10:05")
    forget_everything(phone)
    phone.take_day_home()
    assert told(agencies) == ["lost at least 3 records, the last known is number 1, since 08:20"]
    assert "Your phone lost at least 3 records" in phone.get("/waiting").text


def test_a_browser_that_begins_anew_with_nothing_known_to_wait_may_have_lost_records(agencies, phone, visit):
    phone.arrive(visit)
    phone.take_day_home()
    it_is("09:00")
    forget_everything(phone)
    phone.take_day_home()
    assert told(agencies) == ["may have lost records, the last known is number 1, since 08:20"]


def test_a_new_store_is_noticed_by_the_first_form_from_it_too(agencies, phone, visit, three_waiting):
    forget_everything(phone)
    phone.signal = True
    assert phone.note(visit, "Began anew.").state == "sent"
    assert len(told(agencies)) == 1


def test_a_phone_that_never_recorded_anything_has_lost_nothing(agencies, phone):
    phone.take_day_home()
    forget_everything(phone)
    phone.take_day_home()
    assert told(agencies) == []


# A phone left behind


def test_a_silent_phone_that_held_records_may_have_lost_them_when_its_owner_uses_another(
    agencies, phone, office, three_waiting
):
    it_is("10:05", DAY)
    another = agencies.another_phone_of(phone)
    another.take_day_home()
    assert told(agencies) == ["may have lost 3 records, the last known is number 1, since 08:20"]


def test_it_is_closed_when_the_phone_is_heard_again(agencies, phone, three_waiting):
    agencies.another_phone_of(phone).take_day_home()
    phone.find_signal()
    assert told(agencies) == []


def test_a_second_phone_beside_one_that_holds_nothing_is_nothing_to_tell(agencies, phone, visit):
    phone.arrive(visit)
    agencies.another_phone_of(phone).take_day_home()
    assert told(agencies) == []


# A shared phone


def pass_on(phone, to):
    """Somebody else signs in on the same phone."""
    to.device, to.sequence = phone.device, phone.sequence


def test_the_office_sees_what_a_shared_phone_holds_of_somebody(phone, bens_phone, office, three_waiting):
    pass_on(phone, bens_phone)
    bens_phone.take_day_home()
    row = office.get("/workers").text.partition("Amina Yusuf")[2].partition("Ben Carter 07700")[0]
    assert "3 waiting on a phone that Ben Carter uses now" in row
    assert "3 waiting" in office.get("/board").text.partition("Amina Yusuf")[2][:60]


def test_what_ben_sends_says_nothing_of_aminas(agencies, phone, bens_phone, office, double, three_waiting):
    pass_on(phone, bens_phone)
    bens_phone.note(double, "Ben was here.")
    assert "3 waiting" in office.get("/workers").text.partition("Amina Yusuf")[2][:160]
    assert told(agencies) == []


def test_when_amina_is_back_hers_are_taken_and_nothing_is_lost(
    agencies, phone, bens_phone, office, double, three_waiting
):
    pass_on(phone, bens_phone)
    bens_phone.note(double, "Ben was here.")
    phone.sequence = bens_phone.sequence
    phone.find_signal()
    assert "waiting" not in office.get("/workers").text.partition("Amina Yusuf")[2][:120]
    assert told(agencies) == []


def test_a_shared_phone_that_begins_anew_lost_what_it_held_of_both(agencies, phone, bens_phone, double, three_waiting):
    pass_on(phone, bens_phone)
    bens_phone.note(double, "Ben was here.")
    forget_everything(bens_phone)
    bens_phone.take_day_home()
    assert "lost at least 3 records, the last known is number 1, since 08:20" in told(agencies)


def test_another_agencys_office_hears_nothing_of_it(agencies, phone, three_waiting):
    forget_some(phone, *three_waiting[:1])
    phone.find_signal()
    assert "lost" not in agencies.olive.get("/board").text
