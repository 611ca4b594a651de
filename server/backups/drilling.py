"""The drill: restores the newest backup beside the running system and looks at all of it."""

import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, select

from server.accounts.models import AuditRow
from server.backups.checking import problems_in
from server.backups.folder import backups_in
from server.backups.manifests import Manifest
from server.backups.models import BackupDrill
from server.backups.places import empty_database
from server.backups.problems import BackupProblem
from server.backups.restoring import put_back
from server.db import make_engine, reading, writing
from server.inbox.queries import epoch_now
from server.migrating import migrate
from server.settings import settings
from server.verifying import differences_in

MOST_DIFFERENCES = 5
"""So many are named; the others are counted."""


def drill(folder: Path) -> BackupDrill:
    """Drill the newest backup and keep what came of it. Raises BackupProblem when there is none."""
    manifest = next(iter(backups_in(folder)), None)
    if manifest is None:
        raise BackupProblem(f"There is no backup in {folder}.")
    begun = time.monotonic()
    problems = "\n".join(problems_of(folder / manifest.file, manifest))
    done = BackupDrill(
        backup=manifest.file, taken_at=manifest.taken_at, seconds=round(time.monotonic() - begun, 1), problems=problems
    )
    with writing() as db:
        db.add(done)
        db.commit()
    return done


def problems_of(backup: Path, manifest: Manifest) -> Iterator[str]:
    """Everything that is off about a backup, a sentence each."""
    try:
        with empty_database(settings().database_url) as url:
            put_back(backup, manifest, url)
            yield from problems_in(url, manifest)
            yield from differences_at(url)
        yield from forgotten_since(manifest)
    except (BackupProblem, OSError) as problem:
        yield str(problem)
    except SQLAlchemyError as problem:
        yield f"It could not be restored: {problem}"


def differences_at(url: str) -> Iterator[str]:
    """What `doorstep verify` says about the restored database, the whole audit chain included, in today's shape."""
    migrate(url)
    engine = make_engine(url)
    with Session(engine) as db:
        found = list(differences_in(db))
    engine.dispose()
    yield from found[:MOST_DIFFERENCES]
    if len(found) > MOST_DIFFERENCES:
        yield f"{len(found) - MOST_DIFFERENCES} more differences."


def forgotten_since(manifest: Manifest) -> Iterator[str]:
    """Audit rows that the backup ends with and the running system no longer has as they were. In another life of the
    database, after a restore, that is as it must be."""
    if str(manifest.contents.epoch) != epoch_now():
        return
    with reading() as db:
        for agency_id, head in manifest.contents.audit_heads.items():
            row = select(AuditRow.hash).where(AuditRow.agency_id == agency_id, AuditRow.number == head.number)
            if db.exec(row).first() != bytes.fromhex(head.hash):
                yield f"The running system's audit of agency {agency_id} was changed after the backup."


def report_of(done: BackupDrill) -> str:
    """A drill in a few lines, for the terminal and the log."""
    head = f"{done.backup}, taken {done.taken_at:%Y-%m-%d %H:%M} UTC: "
    if done.is_proven:
        return f"{head}proven. It was restored, read and recomputed in {done.seconds} s."
    return f"{head}NOT proven.\n{done.problems}"
