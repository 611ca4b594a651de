"""The database: one file of SQLite to start with, PostgreSQL by `DATABASE_URL`."""

import os
import sqlite3
import time
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Dialect, Engine, String, event, text, type_coerce
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col, create_engine
from sqlmodel.sql.sqltypes import UTCDateTime

from server.settings import settings

SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000", "cache_size=-32000")

IN_PLAIN_ORDER = String().with_variant(String(collation="C"), "postgresql")
"""Text in the order of its letters, whatever the database's language: what begins with `meta` lies together."""

# Named, so that a migration on SQLite, which makes a changed table anew, can say which constraint it means.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): ordered by the time it was made, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    number = (milliseconds << 80) | int.from_bytes(os.urandom(10))
    return UUID(int=(number & ~(0xF << 76) & ~(0x3 << 62)) | (0x7 << 76) | (0x2 << 62))


class Row(SQLModel):
    """A row that is made by the hundred. SQLModel sets a table's values one by one, through events that nobody here
    listens to; this puts them, as little validated, where SQLAlchemy finds those of a new row. No default is a factory.
    """

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(defaults_of(type(self)) | values)


@cache
def defaults_of(kind: type[SQLModel]) -> dict[str, Any]:
    return {name: field.default for name, field in kind.model_fields.items() if not field.is_required()}


def engine() -> Engine:
    """The engine of the database that the settings name: one a process, which remembers how statements are said."""
    return engine_for(settings().database_url)


@cache
def engine_for(url: str) -> Engine:
    return make_engine(url)


def make_engine(url: str) -> Engine:
    """An engine for `url`; SQLite gets WAL, full durability, foreign keys, and writers that queue, not collide."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True)
    made = create_engine(
        url, connect_args={"check_same_thread": False}, pool_size=10, max_overflow=10, hide_parameters=True
    )
    event.listen(made, "connect", prepare_sqlite)
    event.listen(made, "begin", begin_sqlite)
    return made


def prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def reading() -> Session:
    """A session that only reads: it never waits for a writer."""
    return Session(engine(), autoflush=False, expire_on_commit=False)


class Moment(UTCDateTime):
    """A moment as SQLModel keeps it, read from SQLite's text in one step; most of a board is moments."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        return lambda text: None if text is None else datetime.fromisoformat(f"{text}+00:00")


def moment(column: Any) -> Any:
    """A column of moments to select, for rows that are made by the hundred."""
    return type_coerce(column, Moment())


def rows_of(db: Session, statement: Any, values: dict[str, Any]) -> Any:
    """Rows of columns by a statement made once, with its values by name: without the session's way of loading them,
    and without making the statement anew, a third of the time."""
    return db.connection().execute(statement, values)


def writing() -> Session:
    """A session that may write; on SQLite it takes its turn when it begins, so it never fails half-way."""
    return Session(engine().execution_options(writes=True), autoflush=False, expire_on_commit=False)


def wait_for_turn(db: Session, matter: UUID) -> None:
    """Wait until whoever else has this turn has committed; on SQLite whoever writes has every turn."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("select pg_advisory_xact_lock(:key)"), {"key": matter.int % 2**63})


def begins_with(column: Any, start: str) -> Any:
    """A stretch of an index on a column in plain order, on every database: from `meta` to before `metb`."""
    return (col(column) >= start) & (col(column) < start[:-1] + chr(ord(start[-1]) + 1))


def insert_if_absent(db: Session, model: type[SQLModel], **values: Any) -> bool:
    """Put a row in unless one that must be the only one is there already; answers whether it was put in."""
    insert: Any = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(model).values(**values).on_conflict_do_nothing().returning(*model.__table__.primary_key)  # type: ignore[attr-defined]
    return db.execute(statement).first() is not None
