"""The agencies that are measured: the demo's, and made-up ones of two sizes. Each is made once a run, and copied."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TypeVar

from tests.bench.figures import say
from tests.bench.servers import Measured

MONDAY_MORNING = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
AMINA = "amina"
"""Twelve visits left on that Monday: six people, 53 care actions and 35 doses; a thirteenth is done."""
Kind = TypeVar("Kind", bound=Measured)


@dataclass
class Agencies:
    """The databases of one run, by name, on a Monday morning."""

    folder: Path
    shift_seconds: float = field(default_factory=lambda: (MONDAY_MORNING - datetime.now(UTC)).total_seconds())

    def demo(self) -> Path:
        return self.seeded("demo", "seed")

    def demo_of_one_day(self) -> Path:
        """The demo, with nothing on Amina's rota but the twelve visits left on her Monday."""
        path = self.folder / "one-day.sqlite3"
        if not path.exists():
            shutil.copy(self.demo(), path)
            leave_visits_left_today(path, AMINA)
        return path

    def made_up(self, workers: int, days: int) -> Path:
        """An agency of so many workers in teams of ten, twelve visits a worker a day."""
        return self.seeded(f"made-up-{workers}", "seed", "--workers", str(workers), "--days", str(days))

    def seeded(self, name: str, *command: str) -> Path:
        path = self.folder / f"{name}.sqlite3"
        if not path.exists():
            say(f"  making {name}")
            maker = Measured(Path(mkdtemp(dir=self.folder)), self.shift_seconds)
            maker.command("migrate")
            maker.command(*command)
            fold_log(maker.folder / "doorstep.sqlite3")
            (maker.folder / "doorstep.sqlite3").rename(path)
        return path

    @contextmanager
    def serving(self, template: Path | None, kind: type[Kind]) -> Iterator[Kind]:
        """A running server on a copy of a database."""
        server = kind(Path(mkdtemp(dir=self.folder)), self.shift_seconds)
        if template:
            server.begin_with(template)
        server.start()
        try:
            yield server
        finally:
            server.kill()
            shutil.rmtree(server.folder)


@contextmanager
def agencies() -> Iterator[Agencies]:
    with TemporaryDirectory(prefix="doorstep-bench-") as folder:
        yield Agencies(Path(folder))


def fold_log(path: Path) -> None:
    """Fold what SQLite still has in its log into the file, so that the file alone may be copied."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def leave_visits_left_today(path: Path, username: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(
            "UPDATE assignments SET removed_at = '2026-11-01 00:00:00.000000'"
            " WHERE (service_on > ? OR left_at IS NOT NULL)"
            " AND account_id = (SELECT id FROM accounts WHERE username = ?)",
            (MONDAY_MORNING.date().isoformat(), username),
        )
        database.commit()
    fold_log(path)
