"""Days of what is said about progress: one that was, and one to look at it again."""

from collections.abc import Callable
from datetime import date

from server.asking import Asking, day
from server.problems import BadInput


def past_day(today: date, sentence: str) -> Callable[[str], date]:
    def read(text: str) -> date:
        on = day(sentence)(text)
        if on > today:
            raise BadInput("That day is still to come. Choose today or an earlier one.")
        return on

    return read


def refuse_unless_later(asking: Asking, field: str, again: date | None, on: date | None) -> None:
    if again and on and again <= on:
        asking.refuse(field, "That day is not after the one above. Choose a later day, or leave it empty.")
