"""The real server, in process: asked like over HTTP, killed at any point of a request, restored from a backup."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from litestar import Litestar

from server import clock, dependencies
from server.app import create_app
from server.backups.restoring import begin_life
from server.db import writing
from server.inbox import day_pack, handlers
from server.inbox.receiving import recorders_of
from server.inbox.unit import Unit
from tests.model.agency_rows import BEGINNINGS, Rows
from tests.model.database import BACKUP, Database, first_epoch_long_ago

KILLS = ("killed before", "killed during", "killed after", "disk full")
"""Where a request can be cut short: before the handler, before the commit, after it, or by a commit that fails."""


class Killed(BaseException):
    """The server process is gone. No handler sees it coming."""


@dataclass(frozen=True)
class Answer:
    """What the server says. Headers by small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("content-encoding") == "br"
        return (brotli.decompress(self.body) if packed else self.body).decode()


@dataclass
class Office:
    """The server, its database and its clock."""

    database: Database
    app: Litestar = field(default_factory=create_app)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    beginnings: list[Rows] = field(default_factory=list)
    now: datetime = BEGINNINGS[0]
    trouble: str = ""
    backup: str = ""
    """The copy that a restore takes: of the beginning, until there is a later one."""

    def __post_init__(self) -> None:
        self.app.state.recorders = recorders_of(self.app)
        for number, begins_at in enumerate(BEGINNINGS):
            self.database.empty()
            first_epoch_long_ago()
            self.beginnings.append(Rows(begins_at))
            self.database.keep_as(f"beginning_{number}")

    def begin(self, number: int) -> Rows:
        """A new history, from one of the beginnings."""
        self.now, self.trouble, self.backup = BEGINNINGS[number], "", f"beginning_{number}"
        self.database.back_to(self.backup)
        return self.beginnings[number]

    def back_up(self) -> None:
        self.backup = BACKUP
        self.database.keep_as(self.backup)

    def restore(self) -> None:
        """The disk is lost, and yesterday's copy takes its place: another life of the database."""
        self.database.back_to(self.backup)
        with writing() as db:
            begin_life(db)
            db.commit()

    def ask(self, method: str, url: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        """Ask as over HTTP. Raises Killed when the server dies of it."""
        if self.trouble == "killed before":
            self.trouble = ""
            raise Killed
        try:
            return self.loop.run_until_complete(self.request(method, url, headers, body))
        finally:
            self.trouble = ""

    async def request(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Answer:
        sent: list[dict[str, Any]] = []
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": url, "raw_path": url.encode(), "query_string": b"", "root_path": "", "client": ("phone", 1),
            "server": ("office", 80), "state": {}, "app": self.app,
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        }  # fmt: skip

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        await self.app(scope, receive, send)  # type: ignore[arg-type]
        heads = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], heads, b"".join(message.get("body", b"") for message in sent[1:]))


@contextmanager
def opened(database: Database) -> Iterator[Office]:
    """The office on a database, with a clock of its own and commits that can be made to fail.

    The pages in a day pack are without their text: what they show is for the browser's tests to see. Nothing waits for
    threads: one request comes at a time.
    """
    with pytest.MonkeyPatch.context() as patch:
        office = Office(database)
        patch.setattr(clock, "now", lambda: office.now)
        patch.setattr(day_pack, "PACKING_QUALITY", 1)
        patch.setattr(day_pack, "pages_of", lambda _db, _day, _people, lacking: dict.fromkeys(lacking, "a page"))
        for module in (dependencies, handlers):
            patch.setattr(module, "run_sync", here)
        patch.setattr(Unit, "commit", commit_of(office, Unit.commit))
        yield office
        office.loop.close()


async def here(work: Callable[..., Any], *values: Any) -> Any:
    return work(*values)


def commit_of(office: Office, commit: Callable[[Unit], None]) -> Callable[[Unit], None]:
    def with_trouble(unit: Unit) -> None:
        if office.trouble == "killed during":
            raise Killed
        if office.trouble == "disk full":
            raise OSError("the disk is full")
        commit(unit)
        if office.trouble == "killed after":
            raise Killed

    return with_trouble
