"""A phone on which something dies the moment after it said "Saved on this phone"."""

from doorstep import Doorstep
from phone import Phone

from tests.faults import Line

BEFALLEN = [*[Phone.dies] * 20, *[Phone.crashes] * 5, *[Phone.stops_worker] * 5]


def test_what_is_saved_outlives_what_dies(doorstep: Doorstep, phone: Phone) -> None:
    questions = phone.questions(len(BEFALLEN))
    phone.close()
    doorstep.kill()
    phone.open()
    kept = [phone.keeps_though(befallen, *asked) for befallen, asked in zip(BEFALLEN, questions, strict=True)]
    assert all(kept)
    waited = phone.waiting()
    assert len(waited) == len(BEFALLEN)
    assert all(phone.has_ticked(visit, question) for visit, question in questions)
    doorstep.start()
    phone.finds_signal()
    assert doorstep.recorded_from(waited[0]["device"]) == [form["id"] for form in waited]


def test_what_a_worker_was_sending_when_it_was_stopped_arrives_once(
    doorstep: Doorstep, line: Line, phone: Phone
) -> None:
    phone.open_first_visit()
    line.becomes("hang")
    waited = phone.write_notes(3)
    phone.stops_worker()
    line.heals()
    phone.look_again()
    phone.wait_until_sent()
    assert phone.said_sent_at() >= line.receipts_at
    assert doorstep.recorded_from(waited[0]["device"]) == sorted(form["id"] for form in waited)
