"""What is wrong with a definition, said by the line, so that who wrote it finds the place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

HEADER = re.compile(r"^\s*\[\[?\s*([\w.\s]+?)\s*\]\]?\s*(?:#.*)?$")
LONGEST_QUOTE = 60
Place = tuple[int | str, ...]
"""Where a table stands: `("sections", 0, "questions", 2)`; the whole form is ()."""


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing that is wrong. Line 0 is none in particular."""

    line: int
    sentence: str
    text: str = ""
    """The line as it is written."""

    def __str__(self) -> str:
        return f"Line {self.line} ({self.text}): {self.sentence}" if self.line else self.sentence


class Mistaken(Exception):
    """A definition that cannot be used; all that is wrong with it, from top to bottom."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(" ".join(str(mistake) for mistake in mistakes))
        self.mistakes = sorted(mistakes)


class Lines:
    """Where in a text its tables and their keys stand."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.headers: dict[Place, int] = {}
        within: dict[str, int] = {}
        for number, line in enumerate(self.lines, start=1):
            if found := HEADER.match(line):
                self.headers[place_of(found[1].replace(" ", ""), within, is_list="[[" in line)] = number

    def mistake(self, place: Place, key: str, sentence: str) -> Mistake:
        """Something wrong with a key of a table."""
        return self.at(self.of(place, key), sentence)

    def at(self, number: int, sentence: str) -> Mistake:
        """Something wrong at a line."""
        written = " ".join(self.lines[number - 1].split()) if 0 < number <= len(self.lines) else ""
        return Mistake(number, sentence, f"{written[:LONGEST_QUOTE]}…" if len(written) > LONGEST_QUOTE else written)

    def of(self, place: Place, key: str = "") -> int:
        """The line of a key of a table; of the table, when the key is not there. One within a line is where that is."""
        if place and place not in self.headers:
            around = place[:-1] if isinstance(place[-1], str) else place[:-2]
            return self.of(around, str(place[len(around)]))
        begins = self.headers.get(place, 0)
        for number, line in enumerate(self.lines[begins:], start=begins + 1):
            if HEADER.match(line):
                break
            if key and re.match(rf'\s*"?{re.escape(key)}"?\s*=', line):
                return number
        return begins


def place_of(name: str, within: dict[str, int], *, is_list: bool) -> Place:
    """The place that a header begins; of a list it is the next one, and what stands in it begins anew."""
    if is_list:
        within[name] = within.get(name, -1) + 1
        for inner in [known for known in within if known.startswith(f"{name}.")]:
            del within[inner]
    place: list[int | str] = []
    parts = name.split(".")
    for depth, part in enumerate(parts, start=1):
        place.append(part)
        if (number := within.get(".".join(parts[:depth]))) is not None:
            place.append(number)
    return tuple(place)


class Table:
    """One table of a definition: its keys are asked for one by one, and what is wrong with them is noted."""

    def __init__(self, values: dict[str, Any], called: str, place: Place, found: "Found") -> None:
        self.values, self.called, self.place, self.found = values, called, place, found
        self.asked: list[str] = []

    def refuse(self, key: str, sentence: str, *within: int | str) -> None:
        """Something is wrong with a key of the table, or of one within it."""
        place = (*self.place, *within)
        self.found.mistakes.append(self.found.lines.mistake(place, key, f"{self.called}: {sentence}"))

    def take(self, key: str) -> Any:
        self.asked.append(key)
        return self.values.get(key)

    def words(self, key: str, *, needed: bool = True, longest: int = 300) -> str:
        """Words; empty when there are none."""
        said = self.take(key)
        if said is None and not needed:
            return ""
        if not isinstance(said, str) or not said.strip():
            self.refuse(key, f"write “{key}”, in words between quotation marks.")
            return ""
        if len(said) > longest:
            self.refuse(key, f"“{key}” has {len(said)} characters. Keep it to {longest}.")
        return said.strip()

    def whole(self, key: str, least: int, most: int, *, without: int | None = None) -> int:
        """A whole number; `without` is what it is when it is left out, None when it must be there."""
        said = self.take(key)
        if said is None and without is not None:
            return without
        if not isinstance(said, int) or isinstance(said, bool) or not least <= said <= most:
            self.refuse(key, f"write “{key}” as a whole number from {least} to {most}.")
            return least
        return said

    def flag(self, key: str, *, without: bool = False) -> bool:
        said = self.take(key)
        if not isinstance(said, bool | None):
            self.refuse(key, f"“{key}” is true or false.")
        return without if said is None else bool(said)

    def tables(self, key: str, called: str, *, needed: bool = False) -> list["Table"]:
        """A list of tables, each called by what it is and its number."""
        said = self.take(key)
        if said is None and not needed:
            return []
        if not isinstance(said, list) or not said or not all(isinstance(one, dict) for one in said):
            self.refuse(key, f"it needs at least one of “{key}”, each a table of its own.")
            return []
        return [
            Table(one, f"{called} {number + 1}", (*self.place, key, number), self.found)
            for number, one in enumerate(said)
        ]

    def table(self, key: str, called: str) -> "Table | None":
        said = self.take(key)
        if said is None:
            return None
        if not isinstance(said, dict):
            self.refuse(key, f"“{key}” is a table of its own.")
            return None
        return Table(said, called, (*self.place, key), self.found)

    def is_all(self) -> None:
        """Nothing else may stand in it: what is misspelt would be left out unseen."""
        for key in self.values.keys() - set(self.asked):
            self.refuse(key, f"“{key}” does not belong here. What may stand here: {', '.join(self.asked)}.")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found wrong so far."""

    lines: Lines
    mistakes: list[Mistake]

    def raise_if_any(self) -> None:
        if self.mistakes:
            raise Mistaken(self.mistakes)
