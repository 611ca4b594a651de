"""Work that is done in rounds while the app runs, by the process that keeps watch (`WATCHDOG`)."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from server.settings import settings

log = logging.getLogger(__name__)


@asynccontextmanager
async def rounds(look: Callable[[], Awaitable[Any]], seconds: float, failed: str) -> AsyncGenerator[None, None]:
    """Look, wait so long, look again, unless the settings keep watch elsewhere; `failed` is logged with what failed."""
    if not settings().watchdog:
        yield
        return
    task = asyncio.create_task(keep_looking(look, seconds, failed))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def keep_looking(look: Callable[[], Awaitable[Any]], seconds: float, failed: str) -> None:
    """For ever; a round that fails is written down and the next one comes."""
    while True:
        try:
            await look()
        except Exception:
            log.exception(failed)
        await asyncio.sleep(seconds)
