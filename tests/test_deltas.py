"""What a phone is sent of a page that it has in an older form."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from server.inbox import deltas
from server.inbox.deltas import Remembered, parts_of

PAGE = "\n".join(f"line {number}" for number in range(100))
LINES = st.lists(st.sampled_from(["", "<p>", "</p>", "wash", "dose", "note"]), max_size=30)


def put_together(before, parts):
    return [
        line for part in parts for line in (part.split("\n") if isinstance(part, str) else before[part[0] : part[1]])
    ]


@given(before=LINES, now=LINES)
def test_a_page_comes_out_as_it_was_written(before, now):
    assert put_together(before, parts_of(array("q", map(hash, before)), now)) == now


def test_a_changed_line_is_all_that_is_sent():
    sent = Remembered()
    sent.page("/visits/1", "old", [], PAGE)
    delta = sent.page("/visits/1", "new", ["old"], PAGE.replace("line 50", "ticked"))
    assert (delta.of, delta.parts) == ("old", [[0, 50], "ticked", [51, 100]])


def test_a_page_that_is_not_remembered_is_sent_whole():
    assert Remembered().page("/visits/1", "new", ["old"], PAGE) == PAGE


def test_another_page_is_nothing_to_go_by():
    sent = Remembered()
    sent.page("/visits/2", "theirs", [], PAGE)
    assert sent.page("/visits/1", "new", ["theirs"], PAGE) == PAGE


def test_no_more_pages_are_remembered_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(deltas, "PAGES_REMEMBERED", 1)
    sent = Remembered()
    sent.page("/visits/1", "old", [], PAGE)
    sent.page("/visits/2", "other", [], PAGE)
    assert sent.page("/visits/1", "new", ["old"], PAGE) == PAGE
