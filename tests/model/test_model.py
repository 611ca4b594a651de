"""Histories full of faults, in which nothing that a worker recorded is lost, doubled or misplaced."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

HISTORIES = {"sqlite": 1400, "postgresql": 600}
"""As many as take the same time."""
SEED = 20261124


@pytest.fixture(scope="module")
def runs() -> Iterator[dict[str, "subprocess.Popen[str]"]]:
    """Both databases at once: each run is one process and its phones."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    run = f"{sys.executable} -m tests.model --seed {SEED} --database {{}} --histories {{}}"
    started = {said[0]: subprocess.Popen(run.format(*said).split(), **pipes) for said in HISTORIES.items()}
    yield started
    for process in started.values():
        process.kill()
        process.wait()


@pytest.mark.parametrize("database", HISTORIES)
def test_nothing_is_lost_whatever_befalls_phones_and_office(runs, database):
    told, _ = runs[database].communicate()
    print(told)
    assert runs[database].returncode == 0, told
