"""While the app runs: a backup and its drill every `BACKUP_HOURS`, and a check of everything every night.

The work is done by commands of their own, so that it takes no turns from those who are being answered.
"""

import asyncio
import logging
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import AbstractAsyncContextManager, suppress
from datetime import UTC, datetime, timedelta

from anyio.to_thread import run_sync

from server import clock
from server.backups.alarms import tell_of_backups, tell_of_check
from server.backups.claims import claim
from server.backups.private import clear_left_over
from server.backups.queries import last_proven
from server.db import reading
from server.rounds import rounds
from server.settings import settings

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 60
TRY_AGAIN_AFTER = timedelta(hours=1)
"""A backup that failed, or whose drill found something, is taken anew."""
NIGHT_HOUR = 3
"""By UTC: when a check disturbs nobody."""
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def nights() -> AbstractAsyncContextManager[None]:
    """While the app runs, this does."""
    return rounds(look, SECONDS_BETWEEN_LOOKS, "Backups could not be seen to")


async def look() -> None:
    """Whatever is due, if no other process that shares the database does it."""
    if await run_sync(claim_backup):
        await doorstep("backup")
        await doorstep("drill")
    await run_sync(clear_left_over)
    if await run_sync(claim_check):
        status, said = await doorstep("verify")
        found = len(said.splitlines())
        await run_sync(tell_of_check, found if found or status == 0 else None)
    await run_sync(tell_of_backups)


def claim_backup() -> bool:
    """Whether to take a backup now: there is no proven one, or it is old enough; and nobody tries already."""
    if not settings().backup_folder:
        return False
    now = clock.now()
    with reading() as db:
        proven = last_proven(db)
    is_due = proven is None or now - proven.taken_at >= timedelta(hours=settings().backup_hours)
    return is_due and claim("backup", now - TRY_AGAIN_AFTER, first=LONG_AGO)


def claim_check() -> bool:
    """Whether to check now: nobody has since it was night. A server that never ran at night begins with the next."""
    now = clock.now()
    tonight = now.replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    return claim("nightly check", tonight if tonight <= now else tonight - timedelta(days=1), first=now)


async def doorstep(command: str) -> tuple[int, str]:
    """Run one of our commands as a process; answers its status and what it printed. It ends when the server does."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "server", command, stdout=PIPE, stderr=PIPE)
    try:
        said, complaint = await process.communicate()
    finally:
        stop(process)
    if process.returncode:
        log.error("doorstep %s: %s", command, (complaint + said[:2000]).decode(errors="replace").strip())
    return process.returncode or 0, said.decode()


def stop(process: Process) -> None:
    with suppress(ProcessLookupError):
        if process.returncode is None:
            process.terminate()
