"""Forms from phones are taken once each, in their order, and one that is spoilt spoils only itself."""

import gzip
import json
from typing import ClassVar
from urllib.parse import parse_qsl, urlencode

import pytest

from server.board.held_kinds import KINDS
from server.db import new_id
from server.inbox.handlers import LARGEST_BATCH
from server.inbox.models import Form
from server.inbox.reading import FormValues, Upcast
from server.problems import CannotAccept
from tests.agencies import all_of
from tests.care import at_once

TEA = "Had tea and a biscuit."


def times_noted(person, visit, words=TEA):
    return person.get(f"/visits/{visit.id}").text.count(words)


def test_a_note_sent_three_times_counts_once(phone, visit):
    note = phone.note(visit, TEA)
    assert [phone.send_again(note), phone.send_again(note)] == ["sent", "sent"]
    assert times_noted(phone, visit) == 1


def test_a_note_twice_in_one_batch_counts_once(phone, visit):
    phone.lose_signal()
    note = phone.note(visit, TEA)
    phone.send_together(note, note)
    assert times_noted(phone, visit) == 1


def test_a_note_sent_by_six_tabs_in_the_same_moment_counts_once(phone, visit):
    phone.lose_signal()
    note = phone.note(visit, TEA)
    answers = at_once(*[lambda: phone.say([note.on_the_wire()])] * 6)
    assert [answer.json()["receipts"] for answer in answers] == [[{"id": str(note.id), "state": "sent", "why": ""}]] * 6
    assert times_noted(phone, visit) == 1


def test_two_batches_that_share_a_note_in_the_same_moment_take_everything_once(phone, visit):
    phone.lose_signal()
    first, shared, last = (phone.note(visit, words) for words in ("One.", "Two.", "Three."))
    at_once(lambda: phone.send_together(first, shared), lambda: phone.send_together(first, shared, last))
    page = phone.get(f"/visits/{visit.id}").text
    assert [page.count("One."), page.count("Two."), page.count("Three.")] == [1, 1, 1]


def test_another_note_under_the_same_number_is_told_apart_and_stays_on_the_phone(phone, visit):
    note = phone.note(visit, TEA)
    note.body = note.body.replace("tea", "gin")
    assert phone.send_again(note) == "conflict"
    assert "Ring the office" in note.why
    assert times_noted(phone, visit) == 1


def test_what_somebody_else_recorded_is_not_taken_from_this_phone(phone, bens_phone, double):
    phone.lose_signal()
    bens_phone.lose_signal()
    mine, theirs = phone.note(double, "Mine."), bens_phone.note(double, "Theirs.")
    answer = phone.say([mine.on_the_wire(), theirs.on_the_wire()])
    assert answer.status_code == 409
    assert (times_noted(phone, double, "Mine."), times_noted(phone, double, "Theirs.")) == (0, 0)


def test_a_form_waits_for_the_one_before_it(phone, visit):
    phone.lose_signal()
    first, second = phone.note(visit, "First."), phone.note(visit, "Second.")
    assert phone.send_again(second) == "waiting"
    assert times_noted(phone, visit, "Second.") == 0
    phone.send_together(first, second)
    assert (first.state, second.state) == ("sent", "sent")


def test_a_form_does_not_wait_for_one_that_the_phone_no_longer_has(phone, visit):
    phone.lose_signal()
    lost, second = phone.note(visit, "Lost."), phone.note(visit, "Second.")
    lost.state = "lost"
    assert phone.send_again(second) == "sent"


def test_forms_about_two_visits_do_not_wait_for_each_other(phone, visit, double):
    phone.lose_signal()
    phone.note(visit, "At Jean's.")
    assert phone.send_again(phone.note(double, "At Harold's.")) == "sent"


@pytest.fixture
def fifty(phone, visit):
    """Fifty notes that wait on Amina's phone."""
    phone.lose_signal()
    return [phone.note(visit, f"Note {number}.") for number in range(50)]


def spoil(form, url=None, **values):
    form.url = form.url if url is None else url
    form.body = urlencode(dict(parse_qsl(form.body)) | values)


def test_a_batch_of_fifty_is_taken_whole(phone, visit, fifty):
    phone.find_signal()
    assert {form.state for form in fifty} == {"sent"}
    assert "Note 49." in phone.get(f"/visits/{visit.id}").text


@pytest.mark.parametrize(
    "spoilt",
    [
        {"url": "/nowhere/at/all"},
        {"url": "\x7f//\ud7ff/?%"},
        {"url": ""},
        {"kind": "poem"},
        {"words": " "},
        {"plan_version": "seven"},
        {"service_user": "nobody"},
        {"corrects": "9"},
    ],
    ids=str,
)
def test_a_form_that_cannot_be_read_holds_only_itself(phone, visit, spoilt):
    phone.lose_signal()
    before, spoilt_form, after = (phone.note(visit, words) for words in ("One.", "Two.", "Three."))
    spoil(spoilt_form, **spoilt)
    phone.find_signal()
    assert (before.state, spoilt_form.state, after.state) == ("sent", "held", "sent")


def test_a_form_that_breaks_its_handler_holds_only_itself(phone, visit, fifty):
    broken = phone.run_late(visit, minutes=10**30)
    phone.find_signal()
    assert (broken.state, {form.state for form in fifty}) == ("held", {"sent"})
    assert "kept, and the office looks at it" in broken.why


def test_a_form_that_broke_its_handler_gets_the_same_receipt_again(phone, visit):
    broken = phone.run_late(visit, minutes=10**30)
    assert phone.send_again(broken) == "held"
    assert phone.get("/waiting").text.count("kept, and the office looks at it") == 1


def test_a_batch_that_is_not_packed_is_taken_too(phone, visit):
    phone.lose_signal()
    batch = {"device": str(phone.device), "forms": [phone.note(visit, TEA).on_the_wire()]}
    assert phone.put_in_inbox(json.dumps(batch).encode(), encoding="").json()["receipts"][0]["state"] == "sent"


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"not gzip", "gzip"),
        (gzip.compress(b'{"device": "1'), "gzip"),
        (gzip.compress(b"{}")[:-9], "gzip"),
        (b"<html>Welcome to our guest network</html>", ""),
        (b"", ""),
        (gzip.compress(b'{"device": "9", "forms": []}'), "gzip"),
    ],
    ids=["not gzip", "half JSON", "half gzip", "not JSON", "nothing", "no device"],
)
def test_what_is_no_batch_is_refused_and_leaves_no_trace(phone, visit, body, encoding):
    answer = phone.put_in_inbox(body, encoding)
    assert answer.status_code == 400
    assert "receipts" not in answer.text


SPOILT = [
    *[("its number", {"id": id_}) for id_ in ("no number", "", 7, None)],
    *[("in which order", {"sequence": number}) for number in (2**31, 0.5)],
    *[("what it is about", {"url": url}) for url in (7, "/visits/\0/notes")],
    *[("what it says", {"body": body}) for body in ({"words": TEA}, f"words={TEA}\0", "words=\ud800")],
    *[("which Doorstep", {"version": version}) for version in (None, 2**40)],
    *[("when it was", {"recorded_at": at}) for at in (None, "today", "2026-11-19T08:00", "9999-12-31T23:59Z")],
    *[("clock", wrong) for wrong in ({"offset": 1e300}, {"monotonic": "noon"})],
    ("on which page", {"page": None}),
]


def test_whatever_is_spoilt_in_a_form_holds_only_that_form(phone, office, visit):
    phone.lose_signal()
    before, after = phone.note(visit, TEA).on_the_wire(), phone.note(visit, TEA).on_the_wire()
    spoilt = [phone.note(visit, "Spoilt.").on_the_wire() | {"previous": None} | wrong for _, wrong in SPOILT]
    answers = [phone.say([before, None, *spoilt, after], waiting="many").json()["receipts"] for _ in range(2)]
    told = {receipt["id"]: receipt for receipt in answers[0]}
    expected = {form["id"]: words for form, (words, _) in zip(spoilt, SPOILT, strict=True) if type(form["id"]) is str}
    assert answers[0] == answers[1]
    assert {id_ for id_, receipt in told.items() if receipt["state"] == "sent"} == {before["id"], after["id"]}
    assert {id_: words for id_, words in expected.items() if words not in told[id_]["why"]} == {}
    assert times_noted(phone, visit) == 2
    assert office.get("/held-forms").text.count("Doorstep could not read") == len(spoilt)


def test_a_form_under_a_wrong_number_is_accepted_and_the_phone_knows_it(phone, office, visit):
    phone.lose_signal()
    phone.say([phone.note(visit, TEA).on_the_wire() | {"id": "tea"}])
    assert phone.ask_for_day().json()["held"] == ["tea"]
    [form] = all_of(Form, Form.author_id == phone.account.id)
    assert '"id": "tea"' in office.get(f"/held-forms/{form.id}").text
    office.post(f"/held-forms/{form.id}/acceptance")
    assert (times_noted(phone, visit), phone.ask_for_day().json()["held"]) == (1, [])


def test_a_form_that_does_not_say_whose_it_is_stays_on_the_phone_alone(phone, visit):
    phone.lose_signal()
    nobodys, mine = (phone.note(visit, TEA).on_the_wire() | {"previous": None} for _ in range(2))
    receipts = phone.say([nobodys | {"author": "me"}, mine]).json()["receipts"]
    assert [receipt["state"] for receipt in receipts] == ["conflict", "sent"]
    assert times_noted(phone, visit) == 1


def test_a_note_as_long_as_a_batch_is_taken(phone, visit):
    long = phone.note(visit, "tea " * 1_900_000)
    assert (long.state, phone.note(visit, TEA).state) == ("sent", "sent")


def test_a_batch_too_large_is_refused_so_that_the_phone_sends_fewer(phone):
    packed = gzip.compress(b" " * (LARGEST_BATCH + 1))
    assert phone.put_in_inbox(packed).status_code == 413


def test_a_device_tells_what_it_holds_and_how_far_its_clock_is_out(phone, office, visit):
    phone.lose_signal()
    notes = [phone.note(visit, f"Note {number}.") for number in range(3)]
    phone.say([notes[0].on_the_wire()], offset=-360_000)
    workers = office.get("/workers").text
    assert "2" in workers.partition("Amina Yusuf")[2][:120]


def test_a_device_that_passes_to_somebody_else_is_theirs(phone, bens_phone, double):
    phone.note(double, "Amina was here.")
    bens_phone.device = phone.device
    bens_phone.sequence = phone.sequence
    assert bens_phone.note(double, "Ben too.").state == "sent"


def test_an_empty_batch_is_a_sign_of_life(phone, office):
    assert "Never heard" in office.get("/board").text.partition("Amina Yusuf")[2][:30]
    phone.say([])
    assert "Heard 08:20" in office.get("/board").text.partition("Amina Yusuf")[2][:30]


def test_nobody_signed_in_sends_nothing(phone, visit):
    phone.lose_signal()
    note = phone.note(visit, TEA)
    phone.token = str(new_id())
    assert phone.say([note.on_the_wire()]).status_code == 401


# A form of another version than the office's


class SecondNote(FormValues, frozen=True, kw_only=True):
    """A note as a later Doorstep might have it: what were `words` is now `said`, and it always says to whom."""

    said: str
    told: str

    version: ClassVar[int] = 3
    upcasts: ClassVar[dict[int, Upcast]] = {
        1: lambda values: {"said": values["words"]} | values,
        2: lambda values: {"told": "the office"} | values,
    }


def note_of_version(version, **values):
    return Form(id=new_id(), body=urlencode(values), form_version=version)


@pytest.mark.parametrize(
    ("version", "values"),
    [(1, {"words": TEA}), (2, {"said": TEA}), (3, {"said": TEA, "told": "the office"})],
)
def test_a_form_of_an_older_version_is_read_as_todays(version, values):
    read = SecondNote.of(note_of_version(version, **values))
    assert (read.said, read.told) == (TEA, "the office")


def test_a_form_so_old_that_nobody_knows_the_way_is_for_the_office_to_read():
    with pytest.raises(CannotAccept, match="recorded with an older Doorstep"):
        SecondNote.of(note_of_version(0, words=TEA))


def test_a_form_of_a_newer_version_is_held_until_the_office_has_it_too(phone, visit):
    values = {"visit": str(visit.id), "kind": "visit", "words": TEA}
    note = phone.keep(f"/visits/{visit.id}/notes", f"/visits/{visit.id}", values, version=2)
    assert (note.state, "with a newer Doorstep than the office has" in note.why) == ("held", True)
    assert times_noted(phone, visit) == 0


def test_a_plain_form_of_a_newer_version_is_held_too(phone, office, visit):
    page = phone.post(f"/visits/{visit.id}/notes", form_version=2, visit=visit.id, words=TEA)
    assert (page.status, "newer Doorstep" in page.text) == (422, True)
    assert "newer Doorstep" in office.get("/held-forms").text


def test_a_plain_form_is_taken_without_what_no_database_keeps(phone, visit):
    """As bytes, which no browser sends; from a phone such a form is held."""
    said = {"form_version": 1, "visit": visit.id, "service_user": visit.service_user_id, "plan_version": 1}
    body = f"{urlencode(said)}&kind=visit&words=Slept\0 well."
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert "Slept well." in phone.follow(phone.ask("POST", f"/visits/{visit.id}/notes", form, content=body)).text


def test_every_version_of_a_form_has_a_step_to_the_next():
    kinds = {kind.values for kind in KINDS.values()} | {SecondNote}
    assert {kind.__name__ for kind in kinds if set(kind.upcasts) != set(range(1, kind.version))} == set()
