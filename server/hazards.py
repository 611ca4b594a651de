"""The beginning of the clinical-safety file (DCB0129): hazards, what is done about each, and the tests that name it.

The hazards and their harm are those of a first log; a clinical safety officer has yet to set them. A test names a
hazard in its own name, as `test_h10_a_stopped_medicine_…`, so that no test is claimed that is not there.
"""

import ast
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from server.assets import ROOT
from server.hazard_results import RESULTS, worth_knowing

NAMED = re.compile(r"test_(h\d+)_\w+")


@dataclass(frozen=True, slots=True)
class Hazard:
    """What may go wrong with care because of Doorstep, how bad that is, and what Doorstep does about it."""

    id: str
    what: str
    harm: str
    control: str


HAZARDS = (
    Hazard(
        "H1", "Something is recorded about, or read of, the wrong person", "wrong medicine, major",
        "Name, birthday and allergies stand on every page that records something, and the name in its button; what a "
        "page recorded about somebody else is held; a second record of one person is refused.",
    ),
    Hazard(
        "H2", "A dose is given twice, or one too soon after another: two phones did not know of each other",
        "overdose, major to catastrophic",
        "Both records stay and are flagged to both workers and the office at once; the page shows the last known dose, "
        "when the next may be given, and that another phone may know more; one too early asks first, and is alerted.",
    ),
    Hazard(
        "H3", "A time-critical medicine is missed", "seizure or immobility, major",
        "The dose is marked and sorted first; a watchdog goes by the schedule, not by phones, and the board shows when "
        "the watchdog itself is behind.",
    ),
    Hazard(
        "H4", "An old plan is taken for the current one", "outdated care or dose, major",
        "Pages say as of when they are; what changed is read before the check-in is complete, and the office sees who "
        "has read which version; records state the version that their page showed; what has begun is not changed.",
    ),
    Hazard(
        "H5", "Allergies are not seen, or a blank is read as none", "anaphylaxis, catastrophic",
        "Allergies are recorded, none known with who and when, or not recorded, never blank; they stand on every page "
        "that records something; an order that matches is flagged.",
    ),
    Hazard(
        "H9", "A dose is misread", "tenfold error, major",
        "Orders are typed with a space before the unit, no trailing zero and no abbreviation; another spelling is "
        "refused with the safe one; doses are not wrapped or cut.",
    ),
    Hazard(
        "H10", "A stopped medicine is still on a phone without signal", "wrong medicine, major",
        "What is not due any more is withdrawn at the next contact, said as a change, and what was given meanwhile is "
        "taken and shown.",
    ),
)  # fmt: skip


def named_tests(folder: Path = ROOT / "tests") -> dict[str, list[str]]:
    """The tests that name each hazard, as `tests/test_orders.py::test_h10_…`; empty where tests are not shipped."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            named = NAMED.match(node.name) if isinstance(node, ast.FunctionDef) else None
            if named:
                found[named[1].upper()].append(f"{file.relative_to(folder.parent)}::{named[0]}")
    return found


def hazard_lines(folder: Path = ROOT / "tests", results: Path = RESULTS) -> list[str]:
    """The log as text, for `doorstep hazards`: with each test, what became of it when it last ran here."""
    tests = named_tests(folder)
    known = worth_knowing([test for some in tests.values() for test in some], results)
    lines = []
    for hazard in HAZARDS:
        lines += [f"{hazard.id}  {hazard.what} ({hazard.harm})", f"    Control: {hazard.control}"]
        for test in tests[hazard.id]:
            lines += [f"    Test: {test}", f"        {known[test]}"]
    if not known:
        lines.append("The tests are not shipped here, so nothing can be said of their results.")
    return lines
