"""How Alembic runs here: in one transaction on both databases, one process at a time."""

from typing import Any

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.types import TypeEngine
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from server.db import make_engine
from server.migrating import METADATA

ONE_AT_A_TIME = text("select pg_advisory_xact_lock(2026112200)")


def run() -> None:
    engine = make_engine(context.config.attributes["url"])
    with engine.connect().execution_options(writes=True) as connection:
        let_tables_be_remade(connection)
        with connection.begin():
            migrate_on(connection)
    engine.dispose()


def let_tables_be_remade(connection: Connection) -> None:
    """SQLite changes a table by making it anew, and checks foreign keys on the way unless told not to."""
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")


def migrate_on(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(ONE_AT_A_TIME)
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=not context.config.attributes.get("begins", False),
        compare_type=True,
        render_item=render_item,
        transactional_ddl=True,
    )
    context.run_migrations()


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """SQLModel's own types by the names SQLAlchemy has for them, so that no revision depends on SQLModel."""
    if kind != "type" or not isinstance(item, TypeEngine):
        return False
    return {AutoString: "sa.String()", UTCDateTime: "sa.DateTime(timezone=True)"}.get(type(item), False)


run()
