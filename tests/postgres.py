"""A throw-away PostgreSQL for the tests: made when they start, gone when they end."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from server.backups.places import tell_server

# Nothing here has to survive a power cut, so nothing waits for the disk. No port is opened: the socket lies in the
# cluster's own folder, where nobody else can reach it.
SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
listen_addresses = ''
unix_socket_directories = '{folder}'
"""


@contextmanager
def cluster() -> Iterator[Callable[[], str]]:
    """Start a cluster and yield a function; each call of it makes an empty database and returns its URL."""
    with TemporaryDirectory(prefix="doorstep-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        _run(folder, "initdb", "--username=postgres", "--auth=trust", "--no-sync", "--no-locale", "--encoding=UTF8")
        (folder / "data/postgresql.conf").write_text(SETTINGS.format(folder=folder))
        _run(folder, "pg_ctl", "--log=log", "--wait", "start")
        try:
            yield _database_maker(folder)
        finally:
            _run(folder, "pg_ctl", "--mode=immediate", "--wait", "stop")


def _database_maker(folder: Path) -> Callable[[], str]:
    numbers = count(1)

    def fresh_database() -> str:
        name = f"doorstep_{next(numbers)}"
        with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://postgres@/{name}?host={folder}"

    return fresh_database


@contextmanager
def copy_of(url: str) -> Iterator[str]:
    """A copy of a database that nobody is connected to, gone again afterwards: a tenth of the work of migrating one."""
    original = make_url(url)
    name = f"{original.database}_{uuid4().hex}"
    server = original.set(database="postgres").render_as_string()
    tell_server(server, f"CREATE DATABASE {name} TEMPLATE {original.database}")
    try:
        yield original.set(database=name).render_as_string()
    finally:
        tell_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def _run(folder: Path, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the cluster's data; what went wrong is in the error."""
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*as_user, str(_programs() / program), "--pgdata=data", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        log = folder / "log"
        raise RuntimeError(f"{program} failed:\n{done.stderr}{log.read_text() if log.exists() else ''}")


def _programs() -> Path:
    """The folder of the newest PostgreSQL on this machine: Debian's, else what is on the path."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda initdb: float(initdb.parts[-3]))
    found = versions[-1] if versions else shutil.which("initdb")
    if not found:
        raise RuntimeError("The tests need the PostgreSQL server programs. On Debian: apt install postgresql")
    return Path(found).resolve().parent
