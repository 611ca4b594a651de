"""Histories full of faults, in which nothing that a worker recorded is lost, doubled or misplaced."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

HISTORIES, SEED = 300, 20261124


@pytest.fixture(scope="module")
def runs() -> Iterator[dict[str, "subprocess.Popen[str]"]]:
    """Both databases at once: each run is one process and its phones."""
    said = ["--histories", str(HISTORIES), "--seed", str(SEED)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    started = {
        database: subprocess.Popen([sys.executable, "-m", "tests.model", "--database", database, *said], **pipes)
        for database in ("sqlite", "postgresql")
    }
    yield started
    for process in started.values():
        process.kill()
        process.wait()


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_nothing_is_lost_whatever_befalls_phones_and_office(runs, database):
    told, _ = runs[database].communicate()
    print(told)
    assert runs[database].returncode == 0, told
