"""Running histories: an office, the phones, and Hypothesis."""

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.model.database import database
from tests.model.machine import Life
from tests.model.office import opened
from tests.model.phones import phones
from tests.model.workers import Changes, Model

STEPS = 18
NEW_OBJECTS = 100_000
"""As many before the collector looks: a history makes hundreds of thousands, and hardly a ring of them."""


@contextmanager
def model(kind: str) -> Iterator[Model]:
    """A model on a database of this kind."""
    with database(kind) as kept, opened(kept) as office, phones() as process:
        process.begin(1, 0, [])
        logging.disable(logging.CRITICAL)
        usual = gc.get_threshold()
        gc.set_threshold(NEW_OBJECTS, *usual[1:])
        try:
            yield Model(office, process)
        finally:
            gc.set_threshold(*usual)
            logging.disable(logging.NOTSET)


def run(made: Model, histories: int, *, seeded: int, shorten: bool = True, changes: Changes = ()) -> None:
    """Run so many histories; the first that goes wrong is raised, as short as it can be told if `shorten`."""
    made.changes, made.histories = list(changes), 0
    machine = type("Life", (Life,), {"model": made})
    phases = (Phase.generate, Phase.shrink) if shorten else (Phase.generate,)
    how = settings(
        max_examples=histories, stateful_step_count=STEPS, deadline=None, database=None, phases=phases,
        suppress_health_check=list(HealthCheck), print_blob=False, report_multiple_bugs=False,
    )  # fmt: skip
    run_state_machine_as_test(seed(seeded)(machine), settings=how)
