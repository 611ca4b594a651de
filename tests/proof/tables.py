"""Tables of what was counted, in Markdown."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

SOON = 5.0


@dataclass(frozen=True)
class Table:
    """A heading, the names of the columns, and the rows."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]

    def __str__(self) -> str:
        lines = [self.columns, ["---"] + ["---:"] * (len(self.columns) - 1), *self.rows]
        return f"## {self.heading}\n\n" + "\n".join(f"| {' | '.join(map(told, line))} |" for line in lines) + "\n"


def told(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


@dataclass(frozen=True)
class Converged:
    """How a phone came to rest after a fault: when the line was well, when the phone had said that it would try again,
    when it had its last receipt. In seconds since 1970."""

    fault: str
    at: float
    next_try_at: float
    receipts_at: float

    @property
    def seconds(self) -> float:
        """From the line being well to the last receipt."""
        return self.receipts_at - self.at

    @property
    def seconds_unannounced(self) -> float:
        """Without the time until the next try that the phone had announced."""
        return self.receipts_at - max(self.at, self.next_try_at)

    @classmethod
    def table(cls, all_of_them: Sequence["Converged"]) -> Table:
        by_fault = defaultdict(list)
        for one in all_of_them:
            by_fault[one.fault or "none"].append(one)
        by_fault["all"] = list(all_of_them)
        late = sum(one.seconds_unannounced > SOON for one in all_of_them)
        columns = ["fault", "times", "p50", "p95", "most", "most, not counting announced waiting"]
        heading = f"Seconds from the line being well to the last receipt; {late} took over 5 that was not announced"
        return Table(heading, columns, [[fault, len(found), *spread(found)] for fault, found in by_fault.items()])


def spread(found: Sequence[Converged]) -> list[str]:
    seconds = [one.seconds for one in found]
    half, most = quantiles(seconds * 2, n=20, method="inclusive")[9::9]
    figures = (half, most, max(seconds), max(one.seconds_unannounced for one in found))
    return [f"{figure:.1f}" for figure in figures]
