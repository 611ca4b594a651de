"""The live board: everybody who watches one team on one day is sent the same, rendered once, and only what changed."""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from anyio.to_thread import run_sync

from server import clock
from server.accounts.asker import Asker
from server.accounts.queries import find_asker
from server.board import news
from server.board.boards import board_of
from server.board.pages import Written, news_between, write
from server.board.queries import board_head
from server.db import reading
from server.settings import settings

log = logging.getLogger(__name__)

COALESCE_SECONDS = 0.25
BEAT_SECONDS = 15
STREAM_SECONDS = 30 * 60
"""A stream ends by itself and is asked for again."""
LOOK_SECONDS = 3
"""How often it is looked whether the viewer's sign-in still holds: who has signed out hears no more."""
MESSAGES_BEHIND = 50
"""A viewer who is so far behind is let go; they come back and are sent everything as it then is."""

Viewer = asyncio.Queue[bytes | None]


@dataclass(eq=False)
class Feed:
    """One team's day, and who is watching it from this process."""

    asker: Asker
    team_id: UUID
    on: date
    loop: asyncio.AbstractEventLoop
    viewers: set[Viewer] = field(default_factory=set)
    written: Written | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    task: asyncio.Task[None] | None = None

    def hear(self) -> None:
        """There is news: called from any thread."""
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.changed.set)

    def close(self) -> None:
        """Let everybody go."""
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.dismiss)

    def dismiss(self) -> None:
        for viewer in self.viewers:
            let_go(viewer)

    async def join(self, viewer: Viewer) -> None:
        """Begin to watch: first of all, everything as it is now."""
        self.viewers.add(viewer)
        if self.task is None:
            news.listen(self.team_id, self)
            self.task = asyncio.create_task(self.keep_telling())
        async with self.turn:
            self.written = await run_sync(self.write)
            viewer.put_nowait(message(news_between(None, self.written)))

    def leave(self, viewer: Viewer) -> None:
        self.viewers.discard(viewer)
        if not self.viewers and self.task is not None:
            news.stop_listening(self.team_id, self)
            self.task.cancel()
            self.task = None
            feeds.pop((self.team_id, self.on), None)

    async def keep_telling(self) -> None:
        """At each change, and as often as the watchdog looks. A failure ends the streams, for all to see."""
        try:
            while True:
                await self.next_change()
                await self.tell()
        except Exception:
            log.exception("A board could not be written down; its streams end")
            self.dismiss()

    async def next_change(self) -> None:
        try:
            every = settings().watchdog_seconds
            await asyncio.wait_for(self.changed.wait(), every - clock.now().timestamp() % every)
            await asyncio.sleep(COALESCE_SECONDS)
        except TimeoutError:
            pass

    async def tell(self) -> None:
        async with self.turn:
            self.changed.clear()
            before, self.written = self.written, await run_sync(self.write)
            if text := news_between(before, self.written):
                for viewer in self.viewers:
                    offer(viewer, message(text))

    def write(self) -> Written:
        with reading() as db:
            return write(board_of(db, self.asker, self.team_id, self.on), self.asker)


feeds: dict[tuple[UUID, date], Feed] = {}


async def may_watch(asker: Asker, team_id: UUID) -> None:
    """Raises NotFoundOrNotYours for a team that is not the agency's."""

    def look() -> None:
        with reading() as db:
            board_head(db, asker, team_id)

    await run_sync(look)


async def watch(asker: Asker, token: str, team_id: UUID, on: date) -> AsyncGenerator[bytes, None]:
    """A stream of server-sent events for one viewer, ended by their leaving, by the end of their sign-in, by the
    server's stopping or by time."""
    feed, viewer = feed_of(asker, team_id, on), Viewer(MESSAGES_BEHIND)
    ends_at, beat_at = feed.loop.time() + STREAM_SECONDS, 0.0
    try:
        await feed.join(viewer)
        while feed.loop.time() < ends_at:
            if feed.loop.time() >= beat_at:
                beat_at = feed.loop.time() + BEAT_SECONDS
                yield beat(asker.zone)
            told = await next_of(viewer)
            if told is None or await run_sync(find_asker, token) is None:
                return
            if told:
                yield told
    finally:
        feed.leave(viewer)


async def next_of(viewer: Viewer) -> bytes | None:
    """What a viewer is told next; nothing for now, when nothing comes in time."""
    try:
        return await asyncio.wait_for(viewer.get(), LOOK_SECONDS)
    except TimeoutError:
        return b""


def feed_of(asker: Asker, team_id: UUID, on: date) -> Feed:
    """The one feed of a team's day in this process; the first who watches lends it their eyes."""
    loop = asyncio.get_running_loop()
    feed = feeds.get((team_id, on))
    if feed is None or feed.loop is not loop:
        feed = feeds[team_id, on] = Feed(asker, team_id, on, loop)
    return feed


def offer(viewer: Viewer, told: bytes) -> None:
    try:
        viewer.put_nowait(told)
    except asyncio.QueueFull:
        let_go(viewer)


def let_go(viewer: Viewer) -> None:
    while not viewer.empty():
        viewer.get_nowait()
    viewer.put_nowait(None)


def message(text: str) -> bytes:
    """Text as one event, without a name: htmx swaps its parts in."""
    lines = "".join(f"data: {line}\n" for line in text.split("\n"))
    return f"{lines}\n".encode()


def beat(zone: str) -> bytes:
    """An event that says that the stream lives, and what time it is with us."""
    now = clock.now()
    told = {"at": round(now.timestamp() * 1000), "hhmm": now.astimezone(ZoneInfo(zone)).strftime("%H:%M")}
    return f"event: beat\ndata: {json.dumps(told)}\n\n".encode()
