"""Servers that start at once: forks of a process that has read all modules and templates, which takes most of every
start's time."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

MODULES = [
    "server.__main__", "server.migrating", "server.serving", "litestar.plugins.pydantic", "tests.browser.read_ahead",
]  # fmt: skip
"""The last but one is what Litestar reads when an app is made."""
FORKING = get_context("forkserver")
FORKING.set_forkserver_preload(MODULES)
Server = BaseProcess | subprocess.Popen[bytes]


def forked(environment: Mapping[str, str], log: Path) -> Server:
    """A server of the code that the tests are of."""
    made = FORKING.Process(target=run, args=(dict(environment), log))
    made.start()
    return made


def run(environment: dict[str, str], log: Path) -> None:
    """What `doorstep run` does, once its modules are read."""
    os.environ.clear()
    os.environ.update(environment)
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(file, sys.stdout.fileno())
    os.dup2(file, sys.stderr.fileno())
    from server.__main__ import main

    sys.exit(main(["run"]))


def runs(server: Server) -> bool:
    return server.is_alive() if isinstance(server, BaseProcess) else server.poll() is None


def send(server: Server, end: signal.Signals) -> None:
    assert server.pid
    os.kill(server.pid, end)
