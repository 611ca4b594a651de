"""What came of an import: how many rows, and each that was left out, with its place and why."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from server.products.releases import ReleaseFile, ReleaseProblem

SHOWN = 20
"""Of what was left out, on the screen; the file has it all."""
ROWS_A_SAYING = 5_000


@dataclass
class Report:
    """Counts rows, says how far it is, and writes down at once what is left out."""

    path: Path
    say: Callable[[str], None]
    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)
    """The first of them."""
    remarks: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        try:
            self.file: IO[str] = self.path.open("w", encoding="utf-8")
        except OSError as why:
            raise ReleaseProblem(f"{self.path} cannot be written ({why.strerror}). Say --report FILE.") from None
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if kind is None:
            self.file.write(f"{self.summary}\n")
        self.file.close()

    def leave_out(self, file: ReleaseFile, line: int | None, why: str) -> None:
        place = f"{file.name}, line {line}" if line else file.name
        self.counts["left out"] += 1
        sentence = f"{place}: {why}"
        self.file.write(f"{sentence}\n")
        if len(self.left_out) < SHOWN:
            self.left_out.append(sentence)

    def remark(self, sentence: str) -> None:
        """Something else worth knowing."""
        self.file.write(f"{sentence}\n")
        self.remarks.append(sentence)

    def count(self, file: ReleaseFile, done: int) -> None:
        if done % ROWS_A_SAYING == 0:
            self.say(f"{file.name}: {done:,} rows")

    @property
    def summary(self) -> str:
        named = ("new", "changed", "as before", "withdrawn", "left out")
        return ", ".join(f"{self.counts[name]:,} {name}" for name in named) + "."

    def lines(self) -> list[str]:
        """What is said at the end, on the screen."""
        return [
            *first_of(self.left_out, self.counts["left out"]), *first_of(self.remarks[:SHOWN], len(self.remarks)),
            self.summary, f"All of it is in {self.path}.",
        ]  # fmt: skip

    @property
    def is_clean(self) -> bool:
        return not self.counts["left out"]


def first_of(sentences: list[str], how_many: int) -> list[str]:
    more = how_many - len(sentences)
    return [*sentences, f"… and {more:,} more."] if more else sentences
