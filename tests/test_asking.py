"""A form of the office's is read whole: all that is wrong is said at once, each beside its field."""

from datetime import date

import pytest

from server.asking import Asking, day, day_if_any, needed, number, words
from server.problems import BadInput


def read(said: dict[str, str]) -> tuple[str, date]:
    with Asking(said) as asking:
        name = asking.read("name", needed("Write a name."))
        on = asking.read("on", day("Choose a day."))
    return name, on


def test_answers_come_without_margins() -> None:
    assert read({"name": " Jean ", "on": "2026-11-26"}) == ("Jean", date(2026, 11, 26))


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(BadInput) as raised:
        read({"on": "soon"})
    assert (raised.value.about("name"), raised.value.about("on")) == ("Write a name.", "Choose a day.")
    assert raised.value.about("other") == ""


def test_what_somebody_else_saved_meanwhile_is_told_beside_the_field() -> None:
    with pytest.raises(BadInput) as raised, Asking({"seen": "1", "tea": "Two sugars", "cup": "Blue"}) as asking:
        asking.unless_changed({"tea": "No sugar", "cup": "Blue"}, 2, "Ben")
    assert raised.value.about("tea").startswith("Ben wrote \u201cNo sugar\u201d while you were typing.")
    assert not raised.value.about("cup")


def test_nobody_else_saved_so_nothing_is_asked() -> None:
    with Asking({"seen": "2", "tea": "Two sugars"}) as asking:
        asking.unless_changed({"tea": "No sugar"}, 2, "Ben")


@pytest.mark.parametrize("text", ["0", "9", "two", "-1", "²"])
def test_a_number_out_of_bounds_is_asked_again(text: str) -> None:
    with pytest.raises(BadInput):
        number("From 1 to 8.", 1, 8)(text)


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "1026-11-26"])
def test_a_day_that_nobody_means_is_asked_again(text: str) -> None:
    with pytest.raises(BadInput, match="Look at the year again"):
        day("Choose a day.")(text)


def test_a_text_that_is_too_long_is_asked_again() -> None:
    with pytest.raises(BadInput, match="This has 201 characters"):
        words()("x" * 201)


def test_a_day_may_be_left_out() -> None:
    assert day_if_any("") is None
