"""What `doorstep hazards` says of its tests is what became of them."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from server.__main__ import main
from server.assets import ROOT
from server.hazard_results import Run, Tree, in_words, keep, read, tree
from server.hazards import HAZARDS, hazard_lines

NOW = Tree("0193df5aaaaa", "as it is")
AT = datetime(2026, 11, 26, 4, 10, tzinfo=UTC).isoformat()
CONFTEST = """
from pathlib import Path
from tests.hazard_outcomes import note_outcomes

def pytest_configure(config):
    note_outcomes(config, Path("results.json"))
"""
TESTS = """
import pytest

@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_h2_a_dose_is_counted_once(database):
    assert database == "sqlite"

def test_h5_allergies_are_seen():
    pass

@pytest.fixture
def broken():
    raise ValueError

def test_h9_a_dose_is_read(broken):
    pass

def test_h10_a_stopped_medicine_is_gone():
    pytest.skip("No phone here.")

def test_of_no_hazard():
    pass
"""


def run(outcome="passed", contents=NOW.contents):
    return Run(outcome, AT, NOW.commit, contents)


@pytest.mark.parametrize("how", [[], ["--numprocesses", "2"]], ids=["alone", "with xdist"])
def test_what_became_of_each_test_that_names_a_hazard_is_kept(tmp_path, how):
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_care.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-q", *how, "test_care.py"]
    subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}, check=False)
    kept = read(tmp_path / "results.json")
    outcomes = {(test, given): run.outcome for test, runs in kept.items() for given, run in runs.items()}
    assert outcomes == {
        ("test_care.py::test_h2_a_dose_is_counted_once", "sqlite"): "passed",
        ("test_care.py::test_h2_a_dose_is_counted_once", "postgresql"): "failed",
        ("test_care.py::test_h5_allergies_are_seen", ""): "passed",
        ("test_care.py::test_h9_a_dose_is_read", ""): "failed",
        ("test_care.py::test_h10_a_stopped_medicine_is_gone", ""): "skipped",
    }


def test_what_is_run_again_replaces_only_itself(tmp_path):
    file = tmp_path / "results.json"
    keep({"one": {"sqlite": run("failed"), "postgresql": run("failed")}, "other": {"": run()}}, file)
    keep({"one": {"sqlite": run()}}, file)
    outcomes = {given: run.outcome for given, run in read(file)["one"].items()}
    assert outcomes == {"sqlite": "passed", "postgresql": "failed"}
    assert "other" in read(file)


@pytest.mark.parametrize(
    ("runs", "words"),
    [
        ({}, "never run here"),
        ({"": run()}, "passed on 26 Nov 2026 04:10 at 0193df5aaaaa; nothing has changed since"),
        ({"": run(contents="as it was")}, "passed on 26 Nov 2026 04:10 at 0193df5aaaaa; the tree has changed since"),
        ({"": run(contents="")}, "passed on 26 Nov 2026 04:10 at 0193df5aaaaa; the tree has changed since"),
        (
            {"sqlite": run(), "postgresql": run("failed")},
            "failed with postgresql on 26 Nov 2026 04:10 at 0193df5aaaaa; nothing has changed since",
        ),
        (
            {"sqlite": run(), "postgresql": run("skipped")},
            "skipped with postgresql on 26 Nov 2026 04:10 at 0193df5aaaaa; nothing has changed since",
        ),
    ],
)
def test_the_worst_is_said(runs, words):
    assert in_words(runs, NOW) == words


def test_outside_a_checkout_it_does_not_say_that_nothing_has_changed(tmp_path):
    assert tree(tmp_path) == Tree("", "")
    assert "so nobody knows what has changed since" in in_words({"": run()}, tree(tmp_path))


def test_a_changed_file_is_a_changed_tree(tmp_path):
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "care.py").write_text("once")
    before = tree(tmp_path)
    (tmp_path / "care.py").write_text("twice")
    assert tree(tmp_path).contents != before.contents


def test_each_test_is_printed_with_what_became_of_it(tmp_path):
    lines = hazard_lines(results=tmp_path / "none.json")
    named = [number for number, line in enumerate(lines) if line.startswith("    Test: ")]
    assert {lines[number + 1].strip() for number in named} == {"never run here"}


def test_where_tests_are_not_shipped_it_says_so(tmp_path):
    lines = hazard_lines(folder=tmp_path / "tests")
    assert lines[-1] == "The tests are not shipped here, so nothing can be said of their results."
    assert len(lines) == 2 * len(HAZARDS) + 1


def test_the_tests_alone_can_be_printed_to_run_them(capsys):
    assert main(["hazards", "--tests"]) == 0
    assert all("::test_h" in line for line in capsys.readouterr().out.splitlines())
