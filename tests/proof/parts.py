"""The parts of the proof, each a run of its own; what they print is all that is counted."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

from tests.proof.tables import Converged, Table

DATABASES = ("sqlite", "postgresql")
CAUGHT = re.compile(r"^\.?([VX]\d+ .+): caught in run (\d+): (I\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Size:
    """How much is run."""

    histories: int
    kills: int
    repeats: int
    scenarios: tuple[str, ...]


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def begin(*words: str, **more: str) -> "subprocess.Popen[str]":
    say(f"  python -m {' '.join(words)}")
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen([sys.executable, "-m", *words], env=os.environ | more, **pipes)


def told_by(process: "subprocess.Popen[str]") -> str:
    """What a run printed. A run that fails ends the proof: there is none then."""
    told, _ = process.communicate()
    if process.returncode:
        raise SystemExit(told)
    return told


def figures_in(told: str) -> dict[str, Any]:
    """The JSON on a run's last line."""
    found: dict[str, Any] = json.loads(told.splitlines()[-1])
    return found


def model(size: Size) -> list[Table]:
    """Both databases at once."""
    each = ("--histories", str(size.histories))
    runs = [begin("tests.model", "--database", database, *each) for database in DATABASES]
    told = [figures_in(told_by(run)) for run in runs]
    totals = [[name, *(one[name] for one in told)] for name in ("histories", "steps")]
    totals.append(["seed", *(str(one["seed"]) for one in told)])
    faults = sum((Counter(one["faults"]) for one in told), Counter[str]())
    injected = [[fault, *(one["faults"].get(fault, 0) for one in told)] for fault in sorted(faults)]
    summed = ["faults injected", *(sum(one["faults"].values()) for one in told)]
    violations = ["violations", 0, 0]
    return [
        Table("Generated histories", ["", *DATABASES], [*totals, summed, violations]),
        Table("Faults injected in them", ["", *DATABASES], injected),
    ]


def mutants(_size: Size) -> list[Table]:
    """Designs weaker than ours, each of which the model must catch."""
    told = told_by(begin("pytest", "-q", "-s", "-p", "no:cacheprovider", "tests/model/test_mutants.py"))
    caught = CAUGHT.findall(told)
    passed = int(re.findall(r"(\d+) passed", told)[-1])
    assert len(caught) == passed, f"{passed} mutants, {len(caught)} lines about them"
    rows = [[name, int(runs), invariant] for name, runs, invariant in caught]
    return [Table(f"Weakened designs caught: {len(caught)} of {passed}", ["design", "caught in run", "by"], rows)]


def kills(size: Size) -> list[Table]:
    """One database after the other, so that the time to answer is the server's own."""
    each = ("--kills", str(size.kills))
    told = [figures_in(told_by(begin("tests.kills", "--database", database, *each))) for database in DATABASES]
    rows = [[name, *(one[name] for one in told)] for name in told[0] if name != "database"]
    return [Table("Server killed (kill -9) under load", ["", *DATABASES], [*rows, ["lost or doubled", 0, 0]])]


def browsers(size: Size) -> list[Table]:
    """Real browsers against a real server through a bad line, the whole so many times over."""
    passed: Counter[str] = Counter()
    with TemporaryDirectory() as name:
        log, report = Path(name) / "converged", Path(name) / "report.xml"
        for _ in range(size.repeats):
            files = [f"tests/browser/test_{part}.py" for part in size.scenarios]
            told_by(begin("pytest", "-q", f"--junitxml={report}", *files, CONVERGENCE_LOG=str(log)))
            passed.update(scenarios_in(report))
        converged = [Converged(**json.loads(line)) for line in log.read_text().splitlines()]
    rows = [[scenario.replace("_", " "), times] for scenario, times in passed.items()]
    return [
        Table(f"Scenarios in Chromium: {len(rows)}, none failed", ["scenario", "times"], rows),
        Converged.table(converged),
    ]


def scenarios_in(report: Path) -> list[str]:
    cases = ElementTree.parse(report).iter("testcase")
    return [case.attrib["name"].removeprefix("test_") for case in cases if case.find("skipped") is None]


PARTS = (model, mutants, kills, browsers)
