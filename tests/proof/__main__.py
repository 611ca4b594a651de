"""`make proof`: run all that proves that nothing is lost, print it as tables, and keep them as `docs/proof.md`.

Every figure comes from the run that wrote it, which says when it was and at which commit. A part that fails ends the
run, and nothing of it is written. A part that is run again alone (`--parts`) takes the place of its own tables.
"""

import argparse
import re
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.proof.parts import PARTS, Size, say

ROOT = Path(__file__).parents[2]
PROOF = ROOT / "docs/proof.md"
SCENARIOS = (
    "faults", "killed", "poison", "corrections", "taps", "full_phone", "full_disk", "lost_store", "shared_phone",
    "two_phones", "wrong_clocks", "clock_changes", "update", "restored", "held", "day_offline", "plain_forms",
    "rota_changes", "notifications",
)  # fmt: skip
OPENING = """# The last proof

Each part says when it was run, how, and at which commit; [what can fail](what-can-fail.md) tells what the parts are.
One violation, one form lost or doubled, or one scenario that fails ends a run, and nothing of that part is written.
"""
SECTION = re.compile(r"<!-- (\w+) -->\n(.*?)(?=\n<!-- |\Z)", re.DOTALL)
FULL = Size(histories=1000, kills=200, repeats=2, scenarios=SCENARIOS)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.proof", description=__doc__)
    parser.add_argument("--histories", type=int, default=FULL.histories, help="on each database")
    parser.add_argument("--kills", type=int, default=FULL.kills, help="on each database")
    parser.add_argument("--repeats", type=int, default=FULL.repeats, help="of all scenarios in the browser")
    parser.add_argument("--scenarios", nargs="+", default=FULL.scenarios, help="files of tests/browser")
    parser.add_argument("--parts", nargs="+", choices=[part.__name__ for part in PARTS], help="not all of it")
    said = parser.parse_args()
    size = Size(said.histories, said.kills, said.repeats, tuple(said.scenarios))
    parts = [part for part in PARTS if not said.parts or part.__name__ in said.parts]
    for part in parts:
        say(f"{part.__name__} …")
        began = time.monotonic()
        tables = part(size)
        told = "\n".join([told_by_run(size, part.__name__, time.monotonic() - began), *map(str, tables)])
        print(told)
        keep(part.__name__, told)


def keep(name: str, told: str) -> None:
    """In the place of what an earlier run told of this part."""
    text = PROOF.read_text() if PROOF.exists() else ""
    before = dict(SECTION.findall(text)) | {name: told}
    sections = [f"<!-- {part.__name__} -->\n{before[part.__name__]}" for part in PARTS if part.__name__ in before]
    PROOF.write_text("\n".join([OPENING, *sections]))


def told_by_run(size: Size, name: str, seconds: float) -> str:
    commit = git("rev-parse", "--short", "HEAD")
    changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", f":!{PROOF.relative_to(ROOT)}")
    at = f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC, commit {commit}{' with changes' if changed else ''}"
    asked = f"{asked_for(size)} --parts {name}"
    less = "" if size == FULL else f" The full run, `make proof`, is {asked_for(FULL)}."
    return f"*{at}, {seconds / 60:.0f} minutes: `python -m tests.proof {asked}`.{less}*\n"


def asked_for(size: Size) -> str:
    scenarios = "" if size.scenarios == SCENARIOS else f" --scenarios {' '.join(size.scenarios)}"
    return f"--histories {size.histories} --kills {size.kills} --repeats {size.repeats}{scenarios}"


def git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main()
