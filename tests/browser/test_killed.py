"""A phone that dies the moment after it said "Saved on this phone"."""

from doorstep import Doorstep
from phone import Phone

TIMES = 20


def test_what_is_saved_outlives_a_phone_that_dies(doorstep: Doorstep, phone: Phone) -> None:
    questions = phone.questions(TIMES)
    phone.close()
    doorstep.kill()
    phone.open()
    assert all(phone.keeps_though_killed(visit, question) for visit, question in questions)
    waited = phone.waiting()
    assert len(waited) == TIMES
    assert all(phone.has_ticked(visit, question) for visit, question in questions)
    doorstep.start()
    phone.wait_until_sent()
    assert doorstep.recorded_from(waited[0]["device"]) == [form["id"] for form in waited]
