"""`make planning N=10000`: so many sequences of edits by hand, and what was counted."""

import argparse
import secrets
import time

from tests.planning.machine import planning, run


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.planning", description=__doc__)
    parser.add_argument("--sequences", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=None, help="the same seed makes the same sequences")
    said = parser.parse_args()
    seed = secrets.randbits(32) if said.seed is None else said.seed
    began = time.monotonic()
    with planning() as office:
        run(office, said.sequences, seed)
        seconds = time.monotonic() - began
        print(
            f"{office.sequences} sequences from seed {seed} in {seconds:.0f} s: {office.published} publications, "
            f"{office.refused} refused, none untrue"
        )


if __name__ == "__main__":
    main()
