"""A model that cannot fail proves nothing: every weakened design must lose something, and soon."""

import pytest

from tests.model.mutants import MUTANTS, changes_of
from tests.model.running import model, run

MOST_RUNS, SEED = 2000, 11


@pytest.fixture(scope="module")
def on_sqlite():
    with model("sqlite") as made:
        yield made


@pytest.mark.parametrize("name", MUTANTS)
def test_a_weakened_design_is_caught(on_sqlite, name, monkeypatch):
    for weakness in MUTANTS[name]:
        if weakness.server:
            weakness.server(monkeypatch)
    with pytest.raises(AssertionError, match=r"I\d+: ") as caught:
        run(on_sqlite, MOST_RUNS, seeded=SEED, shorten=False, changes=changes_of(MUTANTS[name]))
    print(f"{name}: caught in run {on_sqlite.histories}: {str(caught.value)[:60]}")
