"""The manifest beside each backup: what is in it, counted in the very snapshot that was copied."""

import hashlib
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec
from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, inspect, tuple_
from sqlmodel import col, select

from server.accounts.models import AuditRow
from server.backups.problems import BackupProblem
from server.exporting import KINDS, table_of
from server.inbox.models import Epoch, Form


class AuditHead(msgspec.Struct, frozen=True):
    """The last row of an agency's audit: kept outside the database, it tells a chain that was cut or rewritten."""

    number: int
    hash: str


class Contents(msgspec.Struct, frozen=True):
    """What a database holds at one moment."""

    revision: str
    """The last migration that it has had."""
    epoch: UUID
    forms: int
    entries: int
    audit_rows: int
    audit_heads: dict[UUID, AuditHead]
    """By agency."""


class Manifest(msgspec.Struct, frozen=True):
    """A backup in numbers. It holds no person's data, so it lies in the clear."""

    file: str
    taken_at: datetime
    database: str
    """`sqlite` or `postgresql`."""
    is_sealed: bool
    bytes: int
    sha256: str
    """Of the file as it lies, sealed or not."""
    contents: Contents


def contents_of(connection: Connection) -> Contents:
    """Count, by the names of tables alone: a backup may be older than today's columns."""
    tables = set(inspect(connection).get_table_names())
    entries = [table_of(kind) for kind in KINDS if table_of(kind).name in tables]
    return Contents(
        revision=MigrationContext.configure(connection).get_current_revision() or "",
        epoch=connection.execute(select(Epoch.id).order_by(col(Epoch.began_at).desc()).limit(1)).scalar_one(),
        forms=connection.execute(select(func.count(col(Form.id)))).scalar_one(),
        entries=sum(connection.execute(select(func.count(table.c.id))).scalar_one() for table in entries),
        audit_rows=connection.execute(select(func.count(col(AuditRow.number)))).scalar_one(),
        audit_heads=audit_heads(connection),
    )


def audit_heads(connection: Connection) -> dict[UUID, AuditHead]:
    last = select(AuditRow.agency_id, func.max(AuditRow.number).label("number")).group_by(col(AuditRow.agency_id))
    numbered = tuple_(col(AuditRow.agency_id), col(AuditRow.number))
    rows = connection.execute(select(AuditRow.agency_id, AuditRow.number, AuditRow.hash).where(numbered.in_(last)))
    return {agency_id: AuditHead(number, digest.hex()) for agency_id, number, digest in rows}


def manifest_beside(backup: Path) -> Manifest:
    """The manifest of a backup. Raises BackupProblem when there is none, as then nothing can be proven of the file."""
    path = manifest_path(backup)
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError) as problem:
        raise BackupProblem(
            f"{path} is not there or cannot be read: without it {backup} cannot be trusted."
        ) from problem


def manifest_path(backup: Path) -> Path:
    return backup.with_name(f"{backup.name}.json")


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
