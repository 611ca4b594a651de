"""Putting a backup back: never over an agency's data, unless told to, and then that is kept beside it."""

import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import inspect, make_url, update
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, select

from server import clock
from server.accounts.models import NOT_KNOWN, Agency, Device, SignIn
from server.backups import postgres_programs
from server.backups.checking import problems_in
from server.backups.manifests import Manifest, manifest_beside, sha256_of
from server.backups.private import private_folder
from server.backups.problems import BackupProblem
from server.backups.sealing import unseal
from server.db import make_engine
from server.inbox.models import Epoch
from server.migrating import migrate
from server.settings import settings

log = logging.getLogger(__name__)

SQLITE = "sqlite"


def restore(backup: Path, *, over: bool) -> str:
    """Restore `backup` into the database of the settings and begin a new epoch; answers what was done, in words."""
    url, manifest = settings().database_url, manifest_beside(backup)
    if url.startswith(SQLITE):
        return restore_sqlite(backup, manifest, Path(make_url(url).database or ""), over=over)
    refuse_unless_empty(url)
    put_back(backup, manifest, url)
    refuse_if_off(url, manifest)
    begin_epoch(url)
    return "Restored."


def restore_sqlite(backup: Path, manifest: Manifest, file: Path, *, over: bool) -> str:
    """Make the restored file beside the old one, look at it, and only then let it take its place."""
    if not over and has_agency(file):
        raise BackupProblem(f"There is an agency in {file}. Use --over to restore all the same; it is kept beside.")
    coming = file.with_name(f"{file.name}.restoring")
    for left_over in file.parent.glob(f"{coming.name}*"):
        left_over.unlink()
    put_back(backup, manifest, url := f"{SQLITE}:///{coming}")
    refuse_if_off(url, manifest)
    begin_epoch(url)
    close_for_good(coming)
    kept = put_aside(file) if file.exists() else None
    coming.rename(file)
    return f"Restored. What was there is kept as {kept}." if kept else "Restored."


def put_back(backup: Path, manifest: Manifest, url: str) -> None:
    """Fill the empty database at `url` with what is in a backup. Raises BackupProblem, above all for a changed file."""
    if manifest.database != ("sqlite" if url.startswith(SQLITE) else "postgresql"):
        raise BackupProblem(f"{backup.name} is of a {manifest.database} database, and DATABASE_URL names another kind.")
    if sha256_of(backup) != manifest.sha256:
        raise BackupProblem(f"{backup.name} is not the file that its manifest speaks of: its SHA-256 differs.")
    engine = make_engine(url)
    with opened(backup, manifest) as plain:
        if url.startswith(SQLITE):
            shutil.copyfile(plain, str(engine.url.database))
        else:
            options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
            postgres_programs.run("pg_restore", engine, *options, str(plain))
    engine.dispose()


@contextmanager
def opened(backup: Path, manifest: Manifest) -> Iterator[Path]:
    """The backup as it was before it was sealed, for as long as this lasts."""
    if not manifest.is_sealed:
        yield backup
        return
    if not settings().backup_key:
        raise BackupProblem(f"{backup.name} is sealed. Set BACKUP_KEY to the key it was sealed with.")
    with private_folder() as private:
        yield unseal(backup, private / "plain", settings().backup_key)


def refuse_if_off(url: str, manifest: Manifest) -> None:
    """Raises BackupProblem for what was restored and is not what the manifest says."""
    if problems := list(problems_in(url, manifest)):
        raise BackupProblem("\n".join(["What was restored is not what was backed up; do not use it.", *problems]))


def begin_epoch(url: str) -> None:
    """Bring it to today's shape and begin another life of it."""
    migrate(url)
    engine = make_engine(url)
    with Session(engine.execution_options(writes=True)) as db:
        begin_life(db)
        db.commit()
    engine.dispose()


def begin_life(db: Session) -> None:
    """Phones offer again what they sent in a fortnight, and everybody signs in again: who had signed out since, or lost
    a phone, would be signed in as the backup knew them.

    The newest epoch counts, so it begins after the last one even where a clock is wrong.
    """
    last = db.exec(select(Epoch.began_at).order_by(col(Epoch.began_at).desc()).limit(1)).one()
    db.add(Epoch(began_at=max(clock.now(), last + timedelta(microseconds=1))))
    db.execute(update(Device).values(complete_to=NOT_KNOWN))
    db.execute(update(SignIn).where(col(SignIn.ended_at).is_(None)).values(ended_at=clock.now()))


def has_agency(file: Path) -> bool:
    """Whether there is anything to lose in this file."""
    if not file.exists():
        return False
    engine = make_engine(f"{SQLITE}:///{file}")
    try:
        with Session(engine) as db:
            return inspect(engine).has_table("agencies") and db.exec(select(Agency.id)).first() is not None
    except DatabaseError as problem:
        raise BackupProblem(
            f"{file} cannot be read: {problem.orig}. Use --over to restore; it is kept beside."
        ) from problem
    finally:
        engine.dispose()


def refuse_unless_empty(url: str) -> None:
    engine = make_engine(url)
    tables = inspect(engine).get_table_names()
    engine.dispose()
    if tables:
        raise BackupProblem(
            "A PostgreSQL backup is restored into an empty database only: make one, and name it in DATABASE_URL."
        )


def put_aside(file: Path) -> Path:
    """The old file under another name. Raises BackupProblem while anybody has it open.

    A broken file keeps its WAL beside it: whatever can be saved from it is there.
    """
    try:
        close_for_good(file)
    except sqlite3.OperationalError as problem:
        raise BackupProblem(f"Something has {file} open: stop Doorstep first. ({problem})") from problem
    except sqlite3.DatabaseError:
        log.warning("%s is broken; it is kept as it is", file)
    kept = file.with_name(f"{file.stem}.before-{clock.now():%Y-%m-%dT%H%M%S}{file.suffix}")
    for ending in ("-wal", "-shm", ""):
        part = file.with_name(f"{file.name}{ending}")
        if part.exists():
            part.rename(kept.with_name(f"{kept.name}{ending}"))
    return kept


def close_for_good(file: Path) -> None:
    """Write what is in the WAL into the file itself, which SQLite does only when nobody else has it open."""
    with closing(sqlite3.connect(file, timeout=0)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
