"""What became of the tests that name a hazard when they last ran here, and whether this is still the tree they ran on.

The tests themselves write it down (`tests/hazard_outcomes.py`), in a file that is never committed.
"""

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from server.assets import ROOT

RESULTS = ROOT / ".hazards.json"
WORST_FIRST = ("failed", "skipped", "passed")
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Tree:
    """The files that tests ran on, those that are not committed too."""

    commit: str
    """Empty outside a checkout."""
    contents: str
    """Changes with every byte of every file; empty outside a checkout."""


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a test once."""

    outcome: str
    at: str
    commit: str
    contents: str
    """The tree's; empty when it changed while the tests ran."""


Runs = dict[str, dict[str, Run]]
"""By test, and by what it was given: `sqlite`, `postgresql`; empty when it is given nothing."""


def tree(root: Path = ROOT) -> Tree:
    commit = asked(root, "rev-parse", "--short=12", "HEAD").decode().strip()
    listed = asked(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").decode()
    if not listed:
        return Tree(commit, "")
    digest = sha256()
    for name in sorted(set(listed.split("\0"))):
        file = root / name
        digest.update(f"{name}\0".encode() + (file.read_bytes() if file.is_file() else b"") + b"\0")
    return Tree(commit, digest.hexdigest())


def asked(root: Path, *question: str) -> bytes:
    """What git says; nothing where it says nothing."""
    try:
        done = subprocess.run(["git", "-C", str(root), *question], capture_output=True, check=False)  # noqa: S603, S607
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""


def read(file: Path = RESULTS) -> Runs:
    if not file.exists():
        return {}
    kept = json.loads(file.read_text())
    return {test: {given: Run(**run) for given, run in runs.items()} for test, runs in kept.items()}


def keep(runs: Runs, file: Path = RESULTS) -> None:
    """Beside what is known of other tests, and of the same tests with other things given."""
    known = read(file)
    for test, found in runs.items():
        known.setdefault(test, {}).update(found)
    plain = {test: {given: asdict(run) for given, run in by.items()} for test, by in known.items()}
    (beside := file.with_suffix(".new")).write_text(json.dumps(plain, indent=1))
    beside.replace(file)


def in_words(runs: Mapping[str, Run], now: Tree) -> str:
    """The worst outcome, as `passed with sqlite on 26 Nov 2026 04:10 at a8bcea9; the tree has changed since`."""
    if not runs:
        return "never run here"
    worst = next(outcome for outcome in WORST_FIRST if any(run.outcome == outcome for run in runs.values()))
    those = {given: run for given, run in runs.items() if run.outcome == worst}
    oldest = min(those.values(), key=lambda run: run.at)
    at = datetime.fromisoformat(oldest.at).astimezone(LONDON)
    given = f" with {', '.join(sorted(those))}" if any(those) else ""
    where = f" at {oldest.commit}" if oldest.commit else ""
    return f"{worst}{given} on {at.day} {at:%b %Y %H:%M}{where}; {since(those.values(), now)}"


def since(runs: Iterable[Run], now: Tree) -> str:
    if not now.contents:
        return "not a checkout, so nobody knows what has changed since"
    if all(run.contents == now.contents for run in runs):
        return "nothing has changed since"
    return "the tree has changed since"


def worth_knowing(tests: Sequence[str], file: Path = RESULTS) -> dict[str, str]:
    """By test, what became of it when it last ran."""
    known, now = read(file), tree()
    return {test: in_words(known.get(test, {}), now) for test in tests}
