"""A column of a file, and how its cells become answers to the questions of a form."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from server.accounts.asker import Asker
from server.accounts.queries import teams_of
from server.care_plans.recurrences import WEEKDAYS
from server.inbox.unit import Unit
from server.problems import BadInput

DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: 0?0:00(?::00)?)?")
TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})(?::00)?")
YES, NO = ("yes", "y", "1", "true", "x"), ("", "no", "n", "0", "false")

Answers = Mapping[str, str]
Reader = Callable[[Unit, Asker, str], Answers]
"""From a cell to answers, by the names of the form's fields. Raises BadInput."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Without a reader its cell is the answer to `fields[0]` as it stands."""

    name: str
    fields: tuple[str, ...]
    """The form's fields that it answers: what is wrong with one of them is wrong with this column."""
    what: str
    example: str = ""
    needed: bool = False
    read: Reader | None = None

    def answers(self, db: Unit, asker: Asker, cell: str) -> Answers:
        return self.read(db, asker, cell) if self.read else {self.fields[0]: cell}


def day_in(field: str) -> Reader:
    """`3/2/1941`, as spreadsheets write it here, or `1941-02-03`."""

    def read(_db: Unit, _asker: Asker, cell: str) -> Answers:
        found = DAY.fullmatch(cell)
        return {field: f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else cell}

    return read


def time_in(field: str) -> Reader:
    """`8:00`, `08.00`, `0800` or `08:00:00`."""

    def read(_db: Unit, _asker: Asker, cell: str) -> Answers:
        found = TIME.fullmatch(cell)
        return {field: f"{int(found[1]):02}:{found[2]}" if found else cell}

    return read


def yes_in(field: str) -> Reader:
    def read(_db: Unit, _asker: Asker, cell: str) -> Answers:
        if cell.lower() not in (*YES, *NO):
            raise BadInput("Write yes or no, or leave it empty.")
        return {field: "1" if cell.lower() in YES else ""}

    return read


def one_of(field: str, words: Mapping[str, str], usual: str | None = None) -> Reader:
    """One of these words, whatever stands for it on the form; `usual` for an empty cell, where it may be empty."""

    def read(_db: Unit, _asker: Asker, cell: str) -> Answers:
        meant = words.get(cell.lower(), usual if not cell else None)
        if meant is None:
            raise BadInput(f"Write one of these: {', '.join(words)}.")
        return {field: meant}

    return read


def some_of(prefix: str, words: Mapping[str, str]) -> Reader:
    """Any of these words, with commas between; each is a box of the form, `role_gp`."""

    def read(_db: Unit, _asker: Asker, cell: str) -> Answers:
        parts = [part.strip().lower() for part in re.split(r"[,;|]", cell) if part.strip()]
        if unknown := [part for part in parts if part not in words]:
            raise BadInput(f"“{unknown[0]}” is none of these: {', '.join(words)}.")
        return {f"{prefix}_{words[part]}": "1" for part in parts}

    return read


def weekdays_in(_db: Unit, _asker: Asker, cell: str) -> Answers:
    """`Mon Wed Fri`, in any spelling that begins so; every day for an empty cell."""
    parts = re.findall(r"[a-z]+", cell.lower())
    if parts in ([], ["every", "day"], ["daily"]):
        return dict.fromkeys((f"weekday_{day}" for day in WEEKDAYS), "1")
    days = {part: next((day for day in WEEKDAYS if part[:2] == day.lower()), "") for part in parts}
    if unknown := [part for part, day in days.items() if not day or len(part) < 2]:
        raise BadInput(f"“{unknown[0]}” is no day. Write the days as Mon Wed Fri, or every day.")
    return {f"weekday_{day}": "1" for day in days.values()}


def lines_in(field: str) -> Reader:
    """Several things in one cell, with a bar or a new line between."""

    def read(_db: Unit, _asker: Asker, cell: str) -> Answers:
        return {field: "\n".join(part.strip() for part in re.split(r"[|\n]", cell) if part.strip())}

    return read


def team_in(db: Unit, asker: Asker, cell: str) -> Answers:
    """By its name; the asker's own for an empty cell."""
    teams = {name: str(id_) for id_, name in teams_of(db, asker)}
    meant = next((id_ for name, id_ in teams.items() if name.lower() == cell.lower()), "")
    if cell and not meant:
        raise BadInput(f"There is no team of this name. There are: {', '.join(teams)}.")
    return {"team": meant or str(asker.team_id)}
