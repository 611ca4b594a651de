"""What each command may be told on the command line."""

import argparse
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from server.products.importing import add_release

LONDON = ZoneInfo("Europe/London")


def add_options(commands: Mapping[str, argparse.ArgumentParser]) -> None:
    """By the name of a command, what is read for it."""
    for name in ("demo", "run"):
        commands[name].add_argument("--at", type=local_moment, metavar="2026-11-23T08:00", help="when it is")
    add_size(commands["seed"])
    commands["hazards"].add_argument("--tests", action="store_true", help="only the tests that name one")
    for name in ("backup", "drill"):
        commands[name].add_argument("--to", metavar="FOLDER", help="where backups lie (BACKUP_FOLDER)")
    commands["restore"].add_argument("file", type=Path, help="a backup, its manifest beside it")
    commands["restore"].add_argument("--over", action="store_true", help="even where there is an agency")
    add_release(commands["import-products"])


def add_size(seeding: argparse.ArgumentParser) -> None:
    seeding.add_argument("--workers", type=int, help="a made-up agency of so many care workers, not the demo's")
    seeding.add_argument("--days", type=int, default=14, help="how many days of visits, from today (14)")
    seeding.add_argument("--visits", type=int, default=12, help="visits a worker a day (12)")
    seeding.add_argument("--username-prefix", default="", help="what every sign-in name begins with")


def local_moment(text: str) -> datetime:
    """A local wall time, as `2026-11-23T08:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)
