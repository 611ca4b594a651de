"""The days of a month as columns: answered, answered and late, not recorded. Lengths are those of the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from server.medicine_audits.audits import Audit, Counts
from server.medicine_audits.counting import Count

STEP, WIDTH, HEIGHT, LEFT, TOP = 24, 16, 150, 34, 10


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a column."""

    kind: str
    """`answered`, `late` or `not-recorded`."""
    number: int
    y: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Column:
    """One day."""

    on: date
    x: int
    parts: Sequence[Part]

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2


@dataclass(frozen=True, slots=True)
class Plot:
    """The whole drawing; empty when nothing has come due."""

    columns: Sequence[Column]
    lines: Sequence[tuple[int, float]]
    """Numbers of doses at the side, each with its height."""

    column_width = WIDTH
    left = LEFT
    floor = TOP + HEIGHT

    @property
    def width(self) -> int:
        return LEFT + STEP * len(self.columns)

    @property
    def height(self) -> int:
        return self.floor + 26

    def __bool__(self) -> bool:
        return any(column.parts for column in self.columns)


def plot_of(audit: Audit) -> Plot:
    days = [(on, shares_of(counts)) for on, counts in audit.by_day]
    most = max((sum(shares.values()) for _, shares in days), default=0) or 1
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if most / step <= 5 or step == 100)
    top = -(-most // step) * step
    columns = [
        Column(on, LEFT + 4 + STEP * number, parts_of(shares, HEIGHT / top)) for number, (on, shares) in enumerate(days)
    ]
    return Plot(columns, [(number, TOP + HEIGHT - number * HEIGHT / top) for number in range(0, top + 1, step)])


def shares_of(counts: Counts) -> dict[str, int]:
    """A day's doses whose time has come, each in one of three; the worst on top."""
    late = counts[Count.LATE]
    return {"answered": counts[Count.COMPLETE] - late, "late": late, "not-recorded": counts[Count.NOT_RECORDED]}


def parts_of(shares: dict[str, int], scale: float) -> list[Part]:
    parts, y = [], float(TOP + HEIGHT)
    for kind, number in shares.items():
        if number:
            y -= number * scale
            parts.append(Part(kind, number, round(y, 2), round(number * scale, 2)))
    return parts
