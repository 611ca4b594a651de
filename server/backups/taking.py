"""Taking a backup while the app runs."""

from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from server import clock
from server.backups.copying import copy_database
from server.backups.folder import forget_old_backups, keep_durably
from server.backups.manifests import Manifest, manifest_path, sha256_of
from server.backups.private import private_folder
from server.backups.queries import last_proven
from server.backups.sealing import seal
from server.db import engine, reading
from server.settings import settings

ENDINGS = {"sqlite": "sqlite3", "postgresql": "dump"}


def take_backup(folder: Path) -> Manifest:
    """Copy, seal when there is a key, describe, and only then name; the oldest ones go."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with TemporaryDirectory(prefix=".being-made-", dir=folder) as place:
        manifest = make_backup(Path(place))
        described = Path(place, "manifest")
        described.write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
        keep_durably(Path(place, manifest.file), folder / manifest.file)
        keep_durably(described, manifest_path(folder / manifest.file))
    forget(folder)
    return manifest


def make_backup(place: Path) -> Manifest:
    """A finished backup in `place`. One that will be sealed is copied elsewhere first: the folder may be another's."""
    taken_at, kind, key = clock.now(), engine().dialect.name, settings().backup_key
    name = f"doorstep-{taken_at.astimezone(UTC):%Y-%m-%dT%H%M%S.%f}Z.{ENDINGS[kind]}"
    with private_folder() as private:
        made = (private if key else place) / name
        contents = copy_database(engine(), made)
        if key:
            made = seal(made, place / f"{name}.sealed", key)
    return Manifest(made.name, taken_at, kind, bool(key), made.stat().st_size, sha256_of(made), contents)


def forget(folder: Path) -> None:
    """Whatever happens to the newer ones, the last one that was proven stays."""
    with reading() as db:
        proven = last_proven(db)
    forget_old_backups(folder, settings().backups_kept, {proven.backup} if proven else set())
