"""A form of the office's, read question by question, so that all that is wrong with it is said at once.

with Asking(said) as asking:
    name = asking.read("given_name", needed("Write their first name."))
    born_on = asking.read("born_on", day("Write the day on which they were born."))
return Typed(name, born_on)
"""

from collections.abc import Callable, Mapping
from datetime import date, time
from enum import StrEnum
from types import TracebackType
from typing import Any, TypeVar
from zlib import crc32

from server.problems import BadInput

Answer = TypeVar("Answer")
Kind = TypeVar("Kind", bound=StrEnum)
LONGEST_LINE, LONGEST_TEXT = 200, 4000
KEPT_ALREADY = "You sent this form before, with something else in it: that was kept. Open the page again for this one."
"""What the second of two forms with one id is told, unless both say the same."""
MOST_DIGITS = 9
YEARS = range(1800, 2201)
"""Of days that anybody means; days next to the calendar's ends have no neighbours to reckon with."""


class Asking:
    """The answers to a form's questions. What is wrong with them is raised as one BadInput at the end of the block."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self.said = said
        self.problems: list[BadInput] = []

    def __enter__(self) -> "Asking":
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: Any, _where: TracebackType | None) -> None:
        if kind is None and self.problems:
            first, *others = self.problems
            raise BadInput(str(first), first.field, others)

    def read(self, field: str, reader: Callable[[str], Answer]) -> Answer:
        """An answer; when it will not do, something that nobody gets to see, for the block then ends in BadInput."""
        try:
            return reader(self.said.get(field, "").strip())
        except BadInput as problem:
            self.refuse(field, str(problem))
            return None  # type: ignore[return-value]

    def refuse(self, field: str, sentence: str) -> None:
        """What is wrong with an answer, or with two that do not go together."""
        self.problems.append(BadInput(sentence, field))

    def unless_changed(
        self, now: Mapping[str, str], version: int, who: str, in_words: Mapping[str, str] | None = None
    ) -> None:
        """Say what somebody else has saved since the form was opened, beside each field in which the two differ.

        `now` is what is kept, as the form would send it; the form names the version it began with as `seen`. Asked
        again it names the newest one, so that what is saved then is saved in the knowledge of the other's words.
        `in_words` says what is kept, as people say it, where the form sends something else.
        """
        if self.said.get("seen", str(version)) == str(version):
            return
        for field, theirs in now.items():
            if self.said.get(field, "").split() != theirs.split():
                words = (in_words or {}).get(field, theirs)
                kept = f"wrote \u201c{words}\u201d" if theirs else "left this empty"
                self.refuse(field, f"{who} {kept} while you were typing. Yours is not saved yet: change or keep it.")


def needed(sentence: str, longest: int = LONGEST_LINE) -> Callable[[str], str]:
    """Words that must be there."""

    def read(text: str) -> str:
        if not text:
            raise BadInput(sentence)
        return words(longest)(text)

    return read


def words(longest: int = LONGEST_LINE) -> Callable[[str], str]:
    """Words that may be left out."""

    def read(text: str) -> str:
        if len(text) > longest:
            raise BadInput(f"This has {len(text)} characters. Keep it to {longest}.")
        return text

    return read


def day(sentence: str) -> Callable[[str], date]:
    """A day that must be there."""

    def read(text: str) -> date:
        try:
            on = date.fromisoformat(text)
        except ValueError:
            raise BadInput(sentence) from None
        if on.year not in YEARS:
            raise BadInput(f"Look at the year again: it says {on.year}.")
        return on

    return read


def day_if_any(text: str) -> date | None:
    """A day, or none."""
    return day("Choose a day, or leave it empty.")(text) if text else None


def time_of_day(sentence: str) -> Callable[[str], time]:
    """`14:30`; it must be there."""

    def read(text: str) -> time:
        try:
            return time.fromisoformat(text)
        except ValueError:
            raise BadInput(sentence) from None

    return read


def if_any(reader: Callable[[str], Answer]) -> Callable[[str], Answer | None]:
    """What may be left out: None then."""
    return lambda text: reader(text) if text else None


def number(sentence: str, least: int, most: int) -> Callable[[str], int]:
    """A whole number within bounds."""

    def read(text: str) -> int:
        if not is_number(text) or not least <= int(text) <= most:
            raise BadInput(sentence)
        return int(text)

    return read


def decimal(sentence: str, most: float) -> Callable[[str], float]:
    """A number above nought, as `4.2` or `4,2`."""

    def read(text: str) -> float:
        try:
            typed = float(text.replace(",", "."))
        except ValueError:
            raise BadInput(sentence) from None
        if not 0 < typed <= most:
            raise BadInput(sentence)
        return typed

    return read


def is_number(text: str) -> bool:
    """A whole number that anybody would type: Python reads none of thousands of digits."""
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


def one_of(kinds: type[Kind], sentence: str) -> Callable[[str], Kind]:
    """One of the choices offered."""

    def read(text: str) -> Kind:
        try:
            return kinds(text)
        except ValueError:
            raise BadInput(sentence) from None

    return read


def version_of(now: Mapping[str, str]) -> int:
    """Of what is kept, as its form would send it, where nothing counts the changes: another one, another number."""
    return crc32(repr(sorted(now.items())).encode())
