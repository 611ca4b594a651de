"""Empty databases beside the one we run on, for drills."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text

from server.backups.private import private_folder

PREFIX = "doorstep_drill_"


@contextmanager
def empty_database(url: str) -> Iterator[str]:
    """The URL of an empty database of the same kind, gone again afterwards: SQLite's file elsewhere, or another
    database of the same PostgreSQL (whose user must be allowed to make one: `ALTER ROLE … CREATEDB`)."""
    if url.startswith("sqlite"):
        with private_folder() as folder:
            yield f"sqlite:///{folder}/drill.sqlite3"
        return
    name = f"{PREFIX}{uuid4().hex}"
    tell_server(url, f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield make_url(url).set(database=name).render_as_string(hide_password=False)
    finally:
        tell_server(url, f"DROP DATABASE {name} WITH (FORCE)")


def tell_server(url: str, statement: str) -> None:
    """Run what PostgreSQL runs outside transactions only."""
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(statement))
    server.dispose()
