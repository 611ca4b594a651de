"""`make proof`: run all that proves that nothing is lost, print it as tables, and keep them as `docs/proof.md`.

Every figure comes from the run that writes it. A part that fails ends the run, and nothing is written.
"""

import argparse
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.proof.parts import PARTS, Size, say

PROOF = Path(__file__).parents[2] / "docs/proof.md"
SCENARIOS = (
    "faults", "killed", "poison", "corrections", "taps", "full_phone", "full_disk", "lost_store", "shared_phone",
    "two_phones", "wrong_clocks", "clock_changes", "update", "restored", "held", "day_offline", "plain_forms",
)  # fmt: skip
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
    began, tables = time.monotonic(), []
    for part in parts:
        say(f"{part.__name__} …")
        tables += part(size)
    text = "\n".join([opening(size, [part.__name__ for part in parts], time.monotonic() - began), *map(str, tables)])
    print(text)
    PROOF.write_text(text)


def opening(size: Size, parts: list[str], seconds: float) -> str:
    asked = f"{asked_for(size)} --parts {' '.join(parts)}"
    less = "" if size == FULL and len(parts) == len(PARTS) else f" The full run, `make proof`, is {asked_for(FULL)}."
    commit, changed = git("rev-parse", "--short", "HEAD"), git("status", "--porcelain", "--untracked-files=no")
    at = f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC, commit {commit}{' with changes' if changed else ''}"
    return f"""# The last proof

{at}, {seconds / 60:.0f} minutes: `python -m tests.proof {asked}`.{less}
One violation, one form lost or doubled, or one scenario that fails ends a run, and nothing is written.
Written by that run alone; what the parts are is told in [what can fail](what-can-fail.md).
"""


def asked_for(size: Size) -> str:
    scenarios = "" if size.scenarios == SCENARIOS else f" --scenarios {' '.join(size.scenarios)}"
    return f"--histories {size.histories} --kills {size.kills} --repeats {size.repeats}{scenarios}"


def git(*words: str) -> str:
    return subprocess.run(["git", *words], capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main()
