"""From numbers to heights of a drawing, with round numbers or names at its side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import NamedTuple, Self

HEIGHT, TOP = 180, 14
SHORTEST = 1e-3
"""Nothing that is drawn here is measured more finely."""


class Level(NamedTuple):
    """A line over the whole width: a target, or a limit that is not to be passed."""

    number: float
    words: str
    is_limit: bool = False


class Label(NamedTuple):
    """Words at a place along the foot or up the side."""

    place: float
    words: str
    is_limit: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """From numbers to heights, with round numbers at the side."""

    low: float
    high: float
    step: float
    lines: Sequence[Level]
    names: Mapping[int, str] | None = None

    @classmethod
    def of(cls, numbers: Sequence[float], levels: Sequence[Level], *, is_from_nought: bool) -> Self:
        """Wide enough for the numbers and the levels."""
        all_ = [*numbers, *(level.number for level in levels)] or [0.0]
        low, high = (0.0 if is_from_nought else min(all_)), max(all_)
        step = round_step(max((high - low) or abs(high) or 1.0, SHORTEST))
        low, high = floor(low / step) * step, ceil(high / step) * step
        return cls(low, high if high > low else low + step, step, levels)

    def y(self, number: float) -> float:
        return round(TOP + HEIGHT - (number - self.low) / (self.high - self.low) * HEIGHT, 1)

    @property
    def levels(self) -> list[Label]:
        return [Label(self.y(level.number), level.words, level.is_limit) for level in self.lines]

    @property
    def side(self) -> list[Label]:
        count = round((self.high - self.low) / self.step)
        numbers = [self.low + self.step * number for number in range(count + 1)]
        return [
            Label(self.y(number), (self.names or {}).get(round(number), f"{round(number, 6):g}")) for number in numbers
        ]


def named(names: Mapping[int, str], levels: Sequence[Level]) -> Scale:
    """One line for each name."""
    return Scale(min(names), max(names), 1.0, levels, names)


def round_step(length: float) -> float:
    """1, 2 or 5 times a power of ten, so that it goes into a length about four times."""
    power: float = 10.0 ** floor(log10(length / 4))
    return next(power * times for times in (1, 2, 5, 10) if length / (power * times) <= 5)
