"""A real server process for browser tests: started, stopped and killed like any other."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import msgspec
import pytest

from server.__main__ import main
from server.clock import SHIFT_VARIABLE
from tests.browser.ready import Server, forked, runs, send
from tests.conftest import forget_settings, point_at
from tests.faults import wait_until

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@dataclass
class Doorstep:
    """One server on one SQLite file, unless it is told of another database, on a port of its own."""

    folder: Path
    shift_seconds: float
    port: int = field(default_factory=free_port)
    process: Server | None = None
    release: Path = ROOT
    """The folder of the code that it runs."""
    database_url: str = ""

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """It keeps its compiled modules, as it does wherever it runs: without them a start takes seconds."""
        return os.environ | {
            "PYTHONDONTWRITEBYTECODE": "",
            "DATABASE_URL": self.database_url or f"sqlite:///{self.folder / 'doorstep.sqlite3'}",
            "PORT": str(self.port),
            SHIFT_VARIABLE: str(self.shift_seconds),
        }

    def begin_with(self, template: Path) -> None:
        """Put a copy of a seeded database in place."""
        shutil.copy(template, self.folder / "doorstep.sqlite3")

    def command(self, *words: str) -> str:
        """What a command prints."""
        done = subprocess.run(
            [sys.executable, "-m", "server", *words],
            cwd=self.release, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def asked(self, word: str) -> str:
        """What a command of one word prints. Of this release it runs here: a process takes two seconds to start."""
        if self.release != ROOT:
            return self.command(word)
        with pytest.MonkeyPatch.context() as environment, redirect_stdout(StringIO()) as printed:
            point_at(self.environment["DATABASE_URL"], environment, self.shift_seconds)
            status = main([word])
            forget_settings()
        assert status == 0, printed.getvalue()
        return printed.getvalue()

    def entries(self) -> list[dict[str, Any]]:
        """Every recorded entry, as `doorstep entries` prints them."""
        return [msgspec.json.decode(line) for line in self.asked("entries").splitlines()]

    def words(self) -> set[str]:
        """What the recorded notes say."""
        return {entry["words"] for entry in self.entries() if "words" in entry}

    def forms(self) -> list[dict[str, Any]]:
        """Every form received, as `doorstep forms` prints them."""
        return [msgspec.json.decode(line) for line in self.asked("forms").splitlines()]

    def entries_from(self, device: str) -> list[dict[str, Any]]:
        """The entries that one phone brought, in the order in which it made them."""
        brought = [entry for entry in self.entries() if entry["device"] == device]
        return sorted(brought, key=lambda entry: int(entry["device_sequence"]))

    def recorded_from(self, device: str) -> list[str]:
        """Their ids, in the order of ids."""
        return sorted(entry["id"] for entry in self.entries_from(device))

    def numbers_from(self, device: str) -> list[int]:
        """The numbers that one phone gave to its forms, in the order in which they came."""
        return [form["device_sequence"] for form in self.forms() if form["device_id"] == device]

    def corrected_by(self, correction: str) -> str:
        """The id of the entry that another one corrects."""
        [corrected] = [entry["corrects"] for entry in self.entries() if entry["id"] == correction]
        return str(corrected)

    def change(self, statement: str, *values: str) -> None:
        """Change the database behind everybody's back, as the office does where there is no screen yet."""
        with sqlite3.connect(self.folder / "doorstep.sqlite3", timeout=10) as db:
            db.execute(statement, values)
        db.close()

    def wait_until_it_knows_of(self, waiting: int) -> None:
        """Until a phone has said that it holds so many records."""
        with sqlite3.connect(self.folder / "doorstep.sqlite3", timeout=10) as db:
            wait_until(lambda: (waiting,) in db.execute("select waiting from holdings").fetchall())
        db.close()

    def take_off_rota(self, visit: str) -> None:
        """A visit's address leaves the rota of everybody who had it."""
        gone = "update assignments set removed_at = current_timestamp where visit_id = ?"
        self.change(gone, visit.removeprefix("/visits/").replace("-", ""))

    def last_received_at(self) -> float:
        """When the newest form came, by this machine's clock."""
        newest = max(datetime.fromisoformat(form["received_at"]) for form in self.forms())
        return newest.timestamp() - self.shift_seconds

    def end_all_sign_ins(self) -> None:
        self.change("delete from sign_ins")

    def start(self) -> None:
        log = self.folder / "server.log"
        self.process = forked(self.environment, log) if self.release == ROOT else self.begun(log, "server", "run")
        self.wait_until_up()

    def begun(self, log: Path, *module: str) -> Server:
        """A process of its own from the beginning, which runs a module."""
        with log.open("ab") as told:
            return subprocess.Popen(
                [sys.executable, "-m", *module], cwd=self.release, env=self.environment, stdout=told, stderr=told
            )

    def back_up(self) -> None:
        self.command("backup", "--to", str(self.folder / "backups"))

    def restore(self) -> None:
        """Put the backup back over what is there, and run on from it."""
        self.stop()
        [backup] = (self.folder / "backups").glob("*.sqlite3")
        self.command("restore", str(backup), "--over")
        self.start()

    def update(self, file: str, words: str) -> None:
        """Stop, and run a new release in which a file has these words at its end."""
        self.update_to({file: lambda text: text + words})

    def update_to(self, changes: dict[str, Callable[[str], str]]) -> None:
        """Stop, and run a new release in which these files say something else."""
        self.stop()
        new = self.folder / "release"
        shutil.rmtree(new, ignore_errors=True)
        for part in ("server", "service_worker", "migrations", "web"):
            shutil.copytree(ROOT / part, new / part, ignore=shutil.ignore_patterns("node_modules"))
        (new / "web/node_modules").symlink_to(ROOT / "web/node_modules")
        for file, change in changes.items():
            (new / file).write_text(change((new / file).read_text()))
        self.release = new
        self.start()

    def roll_back(self) -> None:
        """Stop, and run the release before the update."""
        self.stop()
        self.release = ROOT
        self.start()

    def wait_until_up(self) -> None:
        for _ in range(200):
            try:
                urlopen(f"http://127.0.0.1:{self.port}/offline", timeout=2).close()
            except (URLError, OSError):
                time.sleep(0.1)
            else:
                return
        raise AssertionError((self.folder / "server.log").read_text())

    def kill(self) -> None:
        """End it as a power cut would."""
        self.end(signal.SIGKILL)

    def stop(self) -> None:
        self.end(signal.SIGTERM)

    def end(self, how: signal.Signals) -> None:
        if self.process and runs(server := self.process):
            send(server, how)
            wait_until(lambda: not runs(server), 10)
        self.process = None
