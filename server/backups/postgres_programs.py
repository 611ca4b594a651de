"""PostgreSQL's own programs, which know best how to copy a PostgreSQL."""

import os
import shutil
import subprocess
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import Engine

from server.backups.problems import BackupProblem

DEBIANS = Path("/usr/lib/postgresql")


def run(program: str, engine: Engine, *arguments: str) -> None:
    """Run `pg_dump` or `pg_restore` on a database. Raises BackupProblem with what it said.

    The password goes by the environment: arguments can be read by everybody on the machine.
    """
    _, options = engine.dialect.create_connect_args(engine.url)
    password, _ = options.pop("password", None), options.pop("context", None)
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    command = [find(program), f"--dbname={make_conninfo(**options)}", "--no-password", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 (found by us)
    if done.returncode:
        raise BackupProblem(f"{program} failed: {done.stderr.strip()}")


def find(program: str) -> str:
    """Debian's newest, which can read every older server, else what is on the path."""
    versions = sorted(DEBIANS.glob(f"*/bin/{program}"), key=lambda path: float(path.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(program)
    if not found:
        raise BackupProblem(f"{program} is not on this machine. On Debian: apt install postgresql-client")
    return found
