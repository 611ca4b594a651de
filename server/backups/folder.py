"""The folder that backups lie in: each a file and its manifest, named by the moment it holds."""

import os
from collections.abc import Collection
from pathlib import Path

from server.backups.manifests import Manifest, manifest_beside, manifest_path
from server.backups.problems import BackupProblem
from server.settings import settings


def backup_folder(named: str | None = None) -> Path:
    """The folder somebody names, else the setting's. Raises BackupProblem when neither says."""
    folder = named or settings().backup_folder
    if not folder:
        raise BackupProblem("Say where backups lie: set BACKUP_FOLDER, or use --to FOLDER.")
    return Path(folder)


def backups_in(folder: Path) -> list[Manifest]:
    """The manifests, newest first. A file without one is half made, and is nothing yet."""
    manifests = [manifest_beside(path.with_suffix("")) for path in folder.glob("doorstep-*.json")]
    return sorted(manifests, key=lambda manifest: manifest.taken_at, reverse=True)


def keep_durably(made: Path, name: Path) -> None:
    """Give a finished file its name, so that a power cut leaves all of it there or nothing."""
    with made.open("rb") as file:
        os.fsync(file.fileno())
    made.replace(name)
    handle = os.open(name.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def forget_old_backups(folder: Path, kept: int, spared: Collection[str]) -> None:
    """Delete all but the newest `kept`; never one in `spared`."""
    for manifest in backups_in(folder)[kept:]:
        if manifest.file not in spared:
            manifest_path(folder / manifest.file).unlink()
            (folder / manifest.file).unlink(missing_ok=True)
