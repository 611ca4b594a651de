"""Numbers as a drawing that anybody can read: dots over days, or columns of parts, with a line for each target.

    plot = dot_plot("Weight", [Dot(on, 61.5, "61.5 kg")], levels=[Level(60, "Target 60 kg")])
    plot = column_plot("Walk", [Column("2 Nov", (4, 2))], parts=("On their own", "Prompted"))

A page shows it by `{% include "_plot.html" %}`, which wants `plot` and `plot_id`; the same numbers stand in a table of
the page's own. Lengths are those of the drawing. What is too far out to be drawn (`within`) is counted and said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import NamedTuple

from server.plot_scales import HEIGHT, TOP, Label, Scale, named
from server.plot_scales import Level as Level

WIDTH, RIGHT, FOOT = 720, 12, 28
LEFT, LEFT_OF_WORDS = 52, 150
MOST_LABELS = 9


class Dot(NamedTuple):
    """A value: its day or local moment, the number, and how it is said."""

    at: date
    number: float
    words: str


class Column(NamedTuple):
    """What stands over one label, the lowest part first."""

    label: str
    numbers: Sequence[float]


class Drawn(NamedTuple):
    """A dot, or one part of a column, where it is drawn. `part` counts from nought."""

    x: float
    y: float
    width: float
    height: float
    part: int
    words: str


@dataclass(frozen=True, slots=True)
class Plot:
    """The whole drawing."""

    title: str
    words: str
    """What it shows, for who cannot see it."""
    drawn: Sequence[Drawn]
    joined: str
    """The way of the line from dot to dot; empty for columns."""
    levels: Sequence[Label]
    side: Sequence[Label]
    foot: Sequence[Label]
    parts: Sequence[str] = ()
    """What the parts of columns are called, the lowest first."""
    left_out: int = 0
    left: int = LEFT

    width, height, right, floor = WIDTH, TOP + HEIGHT + FOOT, WIDTH - RIGHT, TOP + HEIGHT

    def __bool__(self) -> bool:
        return bool(self.drawn)


def dot_plot(
    title: str, dots: Sequence[Dot], *, levels: Sequence[Level] = (), first: date | None = None,
    last: date | None = None, within: tuple[float, float] | None = None, names: Mapping[int, str] | None = None,
) -> Plot:  # fmt: skip
    """Values over the days from `first` to `last`, or over those that they are of. `names` are what the numbers are
    called where they are no measure: all of them stand at the side."""
    shown = [dot for dot in dots if within is None or within[0] <= dot.number <= within[1]]
    days = [day_of(dot.at) for dot in shown] or [date.min]
    first, last = first or min(days), last or max(days)
    scale = named(names, levels) if names else Scale.of([dot.number for dot in shown], levels, is_from_nought=False)
    left = LEFT_OF_WORDS if names else LEFT
    step = (WIDTH - left - RIGHT) / ((last - first).days + 1)
    drawn = [Drawn(across(dot.at, first, step, left), scale.y(dot.number), 0, 0, 0, dot.words) for dot in shown]
    joined = " ".join(f"{'L' if number else 'M'}{dot.x} {dot.y}" for number, dot in enumerate(drawn))
    every = ceil(((last - first).days + 1) / MOST_LABELS)
    foot = [
        Label(round(left + (ahead + 0.5) * step, 1), in_words(first + timedelta(days=ahead)))
        for ahead in range(0, (last - first).days + 1, every)
    ]
    words = said([(in_words(day_of(dot.at)), dot.words) for dot in shown], levels)
    return Plot(title, words, drawn, joined, scale.levels, scale.side, foot, (), len(dots) - len(shown), left)


def column_plot(
    title: str, columns: Sequence[Column], *, parts: Sequence[str] = (), levels: Sequence[Level] = ()
) -> Plot:
    """Columns from nought, each of one part or of several on top of each other."""
    scale = Scale.of([sum(column.numbers) for column in columns], levels, is_from_nought=True)
    step = (WIDTH - LEFT - RIGHT) / max(1, len(columns))
    drawn = [
        part
        for number, column in enumerate(columns)
        for part in stacked(column, LEFT + (number + 0.5) * step, step, scale, parts)
    ]
    every = ceil(len(columns) / MOST_LABELS) or 1
    foot = [
        Label(round(LEFT + (number + 0.5) * step, 1), column.label)
        for number, column in enumerate(columns)
        if number % every == 0
    ]
    words = said([(column.label, numbers_in(column, parts)) for column in columns], levels)
    return Plot(title, words, drawn, "", scale.levels, scale.side, foot, parts)


def numbers_in(column: Column, parts: Sequence[str]) -> str:
    """`3 with help and 1 declined`; without names, the numbers alone."""
    if not parts:
        return " and ".join(f"{number:g}" for number in column.numbers)
    named_parts = zip(column.numbers, parts, strict=True)
    return " and ".join(f"{number:g} {part.lower()}" for number, part in named_parts if number) or "nothing"


def stacked(column: Column, middle: float, step: float, scale: Scale, parts: Sequence[str]) -> list[Drawn]:
    width, found, below = round(min(step * 0.64, 44), 1), [], 0.0
    for part, number in enumerate(column.numbers):
        if number:
            y, bottom = scale.y(below + number), scale.y(below)
            words = f"{column.label}: {number:g}{f', {parts[part].lower()}' if parts else ''}"
            found.append(Drawn(round(middle - width / 2, 1), y, width, round(bottom - y, 1), part, words))
        below += number
    return found


def across(at: date, first: date, step: float, left: int) -> float:
    """A moment at its hour, a day in its middle."""
    hours = at.hour + at.minute / 60 if isinstance(at, datetime) else 12
    return round(left + ((day_of(at) - first).days + hours / 24) * step, 1)


def day_of(at: date) -> date:
    return at.date() if isinstance(at, datetime) else at


def in_words(on: date) -> str:
    """`9 Nov`."""
    return f"{on.day} {on:%b}"


def said(values: Sequence[tuple[str, str]], levels: Sequence[Level]) -> str:
    """What the drawing shows, in a sentence or two."""
    if not values:
        return "Nothing is recorded."
    count = f"{len(values)} value{'s' * (len(values) != 1)}"
    between = f"from {values[0][0]}: {values[0][1]}, to {values[-1][0]}: {values[-1][1]}"
    return " ".join([f"{count}, {between}.", *(f"{level.words}." for level in levels)])
