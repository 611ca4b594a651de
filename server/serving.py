"""Serving the app from one process: what ends the process ends everything."""

import asyncio
import gc
import os
import signal
import socket
import sys
from resource import RLIMIT_NOFILE, getrlimit, setrlimit
from threading import Timer

import uvloop
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from server.app import create_app
from server.settings import settings

STREAMS = 8_192
"""Connections at once: every phone, and an event stream for every open board."""
GRACE_SECONDS = 2.0


class PortTaken(SystemExit):
    """Something else listens where we would; says so and stops."""


def serve() -> None:
    """Serve until SIGTERM or SIGINT, then stop within three seconds, open event streams or not."""
    host, port = settings().host, settings().port
    open_enough_files()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve_until_stopped(host, port))
    leave()


async def serve_until_stopped(host: str, port: int) -> None:
    app = create_app()
    spare_what_stays()
    server = Server(
        app,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        backlog=STREAMS,
        backpressure=STREAMS,
        websockets=False,
        log_level=LogLevels.error,
    )
    loop = asyncio.get_running_loop()
    for end in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(end, stop, server)
    await server.serve()


def spare_what_stays() -> None:
    """All that is there once the app is made stays; looking through it for garbage stops every answer for 0.1 s, and
    took a fifth of the start before that was put off until now."""
    gc.collect()
    gc.freeze()
    gc.enable()


def open_enough_files() -> None:
    """As many as this machine lets us: every stream is one."""
    _soft, hard = getrlimit(RLIMIT_NOFILE)
    setrlimit(RLIMIT_NOFILE, (hard, hard))


def stop(server: Server) -> None:
    """Let what is being answered be answered; streams do not end by themselves, so the process does."""
    server.stop()  # type: ignore[no-untyped-call]
    last_resort = Timer(GRACE_SECONDS, leave)
    last_resort.daemon = True
    last_resort.start()


def leave() -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def refuse_taken_port() -> None:
    """Granian shares a port with whoever has it; we would rather say so. Raises PortTaken."""
    host, port = settings().host, settings().port
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as problem:
            sentence = f"Port {port} on {host} cannot be used: {problem.strerror}. Choose another: PORT=8001."
            raise PortTaken(sentence) from None
