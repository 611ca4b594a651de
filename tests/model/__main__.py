"""`make model N=100000`: run histories by hand, on both databases at once, and print what was counted."""

import argparse
import json
import secrets
import time

from tests.model.running import model, run


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.model", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--histories", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None, help="the same seed makes the same histories")
    said = parser.parse_args()
    seed = secrets.randbits(32) if said.seed is None else said.seed
    began = time.monotonic()
    print(f"{said.database}: {said.histories} histories from seed {seed}", flush=True)
    with model(said.database) as made:
        run(made, said.histories, seeded=seed)
        seconds = time.monotonic() - began
        print(f"{said.database}: {made.histories} histories, {made.steps} steps, {seconds:.0f} s, nothing lost")
        for fault, times in sorted(made.faults.items()):
            print(f"{said.database}: {times:7} × {fault}")
        counted = {"histories": made.histories, "steps": made.steps, "faults": made.faults, "seed": seed}
        print(json.dumps({"database": said.database} | counted))


if __name__ == "__main__":
    main()
