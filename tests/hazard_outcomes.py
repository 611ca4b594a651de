"""Writes down what became of each test that names a hazard, for `doorstep hazards`; with xdist too."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.assets import ROOT
from server.hazard_results import RESULTS, Run, Runs, keep, tree

NAMED = re.compile(r"(?P<test>.+::test_h\d+_\w+)(?:\[(?P<given>.*)\])?$")
WORSE = {"passed": 0, "skipped": 1, "failed": 2}


class Outcomes:
    """Registered in the process that hears of every test: not in xdist's workers."""

    def __init__(self, file: Path = RESULTS, root: Path = ROOT) -> None:
        self.file, self.root, self.before = file, root, tree(root)
        self.found: dict[tuple[str, str], str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test is as bad as the worst of its setup, itself and its teardown."""
        named = NAMED.match(report.nodeid)
        if named:
            about = named["test"], named["given"] or ""
            self.found[about] = max(self.found.get(about, "passed"), report.outcome, key=lambda outcome: WORSE[outcome])

    def pytest_sessionfinish(self) -> None:
        if not self.found:
            return
        contents = self.before.contents if tree(self.root) == self.before else ""
        at, runs = datetime.now(UTC).isoformat(timespec="seconds"), Runs()
        for (test, given), outcome in self.found.items():
            runs.setdefault(test, {})[given] = Run(outcome, at, self.before.commit, contents)
        keep(runs, self.file)


def note_outcomes(config: pytest.Config, *where: Path) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Outcomes(*where))
