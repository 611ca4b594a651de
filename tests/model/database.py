"""The office's database, which goes back to the beginning for every history, and to a backup when one says so."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from server import clock
from server.db import engine
from server.migrating import migrate
from server.settings import settings
from tests.postgres import cluster

BACKUP, EMPTY = "backup", "empty"


class SqliteFile:
    """One file, copied aside under a name and back again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "doorstep.sqlite3"
        self.url = f"sqlite:///{self.file}"

    def empty(self) -> None:
        """Migrated once, which is slow, and copied from then on."""
        if (self.folder / EMPTY).exists():
            self.back_to(EMPTY)
        else:
            migrate(self.url)
            self.keep_as(EMPTY)

    def keep_as(self, name: str) -> None:
        engine().dispose()
        shutil.copyfile(self.file, self.folder / name)

    def back_to(self, name: str) -> None:
        engine().dispose()
        self.forget_files()
        shutil.copyfile(self.folder / name, self.file)

    def forget_files(self) -> None:
        for file in self.folder.glob("doorstep.sqlite3*"):
            file.unlink()


class PostgresSchemas:
    """One database; what is kept aside is a copy of every table in a schema of that name. Most tables are empty, and
    nothing is said of those."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.tables: list[str] = []
        self.kept: dict[str, list[str]] = {}
        """Which tables had rows when a copy was made."""

    def empty(self) -> None:
        if not self.tables:
            migrate(self.url)
            self.tables = [table.name for table in SQLModel.metadata.sorted_tables]
        self.say(
            *self.deletions("public", self.filled()),
            "insert into public.epochs (id, began_at) values (gen_random_uuid(), '2020-01-01')",
        )

    def keep_as(self, name: str) -> None:
        if name not in self.kept:
            self.say(f"create schema {name}", *(f"create table {name}.{t} (like public.{t})" for t in self.tables))
        filled = self.filled()
        self.say(*self.deletions(name, self.kept.get(name, [])), *copies("public", name, filled))
        self.kept[name] = filled

    def back_to(self, name: str) -> None:
        self.say(*self.deletions("public", self.filled()), *copies(name, "public", self.kept[name]))

    def filled(self) -> list[str]:
        """The tables that have rows, those that others point at first."""
        asked = " union all ".join(f"select '{t}' where exists (select from public.{t})" for t in self.tables)
        with engine().connect() as connection:
            found = set(connection.exec_driver_sql(asked).scalars())
        return [table for table in self.tables if table in found]

    def deletions(self, schema: str, tables: list[str]) -> list[str]:
        return [f"delete from {schema}.{table}" for table in reversed(tables)]

    def say(self, *statements: str) -> None:
        with engine().begin() as connection:
            connection.exec_driver_sql("; ".join(statements))


def copies(schema: str, to: str, tables: list[str]) -> list[str]:
    return [f"insert into {to}.{table} select * from {schema}.{table}" for table in tables]


Database = SqliteFile | PostgresSchemas


@contextmanager
def database(kind: str) -> Iterator[Database]:
    """A database of this kind that the server uses while it lasts, in memory as far as the machine lets us."""
    memory = Path("/dev/shm")
    where = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    with pytest.MonkeyPatch.context() as environment:
        if kind == "sqlite":
            with TemporaryDirectory(prefix="doorstep-model-", dir=where) as folder:
                yield from used(SqliteFile(Path(folder)), environment)
        else:
            with cluster() as fresh_database:
                yield from used(PostgresSchemas(fresh_database()), environment)


def used(made: Database, environment: pytest.MonkeyPatch) -> Iterator[Database]:
    for name, value in {"DATABASE_URL": made.url, "WATCHDOG": "false", clock.SHIFT_VARIABLE: "0"}.items():
        environment.setenv(name, value)
    forget = (settings, clock.shift)
    for kept in forget:
        kept.cache_clear()
    try:
        yield made
    finally:
        engine().dispose()
        for kept in forget:
            kept.cache_clear()


def first_epoch_long_ago() -> None:
    """The life that a history begins in began before any history does."""
    with engine().execution_options(writes=True).begin() as connection:
        connection.execute(text("update epochs set began_at = '2020-01-01 00:00:00'"))
