"""Telling the boards of a team that something has changed, across threads and processes.

On SQLite there is one process: it tells its own boards when the transaction is kept. On PostgreSQL the news goes out
with the transaction itself (`pg_notify`), and every process listens, also to its own.
"""

import logging
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from threading import Event, Lock, Thread
from typing import Protocol
from uuid import UUID

import psycopg
from sqlalchemy import text
from sqlmodel import Session

from server.db import engine

log = logging.getLogger(__name__)

CHANNEL = "boards"
SECONDS_BETWEEN_LOOKS = 0.5
"""How soon the listening thread sees that the server stops."""
SECONDS_BEFORE_TRYING_AGAIN = 1


class Listener(Protocol):
    """Somebody at this process who wants a team's news, and is told when there will be no more."""

    def hear(self) -> None:
        """There is news. Called in whatever thread it comes."""

    def close(self) -> None:
        """There will be no more: the server stops."""


listeners: dict[UUID, set[Listener]] = {}
lock = Lock()


def tell_boards(db: Session, team_ids: Iterable[UUID]) -> set[UUID]:
    """Say in the transaction of `db` that these teams have news. Answers whom this process tells once it is kept."""
    teams = set(team_ids)
    if not teams or db.get_bind().dialect.name != "postgresql":
        return teams
    db.execute(text(f"select pg_notify('{CHANNEL}', :team)"), [{"team": str(team)} for team in teams])
    return set()


def publish(team_ids: Iterable[UUID]) -> None:
    """Tell the boards of this process; from any thread."""
    with lock:
        told = [listener for team in team_ids for listener in listeners.get(team, ())]
    for listener in told:
        listener.hear()


def resync() -> None:
    """Tell every board of this process: news may have been missed."""
    with lock:
        teams = list(listeners)
    publish(teams)


def listen(team_id: UUID, listener: Listener) -> None:
    """Have `listener` told each time this team has news."""
    with lock:
        listeners.setdefault(team_id, set()).add(listener)


def stop_listening(team_id: UUID, listener: Listener) -> None:
    with lock:
        listeners[team_id].discard(listener)
        if not listeners[team_id]:
            del listeners[team_id]


def close_streams() -> None:
    """Let everybody go who watches: the server stops. They come back when it is there again."""
    with lock:
        told = [listener for heard in listeners.values() for listener in heard]
    for listener in told:
        listener.close()


@asynccontextmanager
async def newsroom() -> AsyncGenerator[None, None]:
    """While the app runs, news from other processes reaches its boards; when it stops, their streams end."""
    stop = Event()
    thread = Thread(target=hear_other_processes, args=(stop,), name="news", daemon=True)
    if engine().dialect.name == "postgresql":
        thread.start()
    try:
        yield
    finally:
        stop.set()
        close_streams()


def hear_other_processes(stop: Event) -> None:
    """Listen until told to stop. A lost connection is made anew, and then everything is looked at again."""
    while not stop.is_set():
        try:
            hear_until_lost(stop)
        except psycopg.Error:
            log.warning("The boards' news is cut off from the database; trying again", exc_info=True)
            stop.wait(SECONDS_BEFORE_TRYING_AGAIN)


def hear_until_lost(stop: Event) -> None:
    arguments, options = engine().dialect.create_connect_args(engine().url)
    with psycopg.connect(*arguments, **options, autocommit=True) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        resync()
        while not stop.is_set():
            for notice in connection.notifies(timeout=SECONDS_BETWEEN_LOOKS):
                publish([UUID(notice.payload)])
