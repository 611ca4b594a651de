"""Copying a database while others write to it: one moment of it, counted and copied in the same snapshot."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, text

from server.backups import postgres_programs
from server.backups.manifests import Contents, contents_of


def copy_database(engine: Engine, to: Path) -> Contents:
    """Copy to a file that is not there yet; answers what is in the copy."""
    return dump_postgresql(engine, to) if engine.dialect.name == "postgresql" else copy_sqlite(engine, to)


def copy_sqlite(engine: Engine, to: Path) -> Contents:
    """By SQLite's backup API, from a connection that reads: in WAL mode it waits for no writer, and none for it."""
    with engine.connect() as connection:
        contents = contents_of(connection)
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)  # noqa: S101 (for mypy)
        with closing(sqlite3.connect(to)) as copy:
            source.backup(copy)
    return contents


def dump_postgresql(engine: Engine, to: Path) -> Contents:
    """By `pg_dump`, which looks at the snapshot that we have counted in."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.execute(text("select pg_export_snapshot()")).scalar_one()
        contents = contents_of(connection)
        postgres_programs.run("pg_dump", engine, "--format=custom", f"--snapshot={snapshot}", f"--file={to}")
    return contents
