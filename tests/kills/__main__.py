"""Kill a server again and again, by hand: `python -m tests.kills --database postgresql --kills 200`."""

import argparse
import json
import secrets
import time
from statistics import quantiles

from tests.kills.killing import siege

BACK_WITHIN = 3.0
"""Seconds from a new start to an answer that needed the database; of twenty starts one may take longer."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None)
    said = parser.parse_args()
    seed = secrets.randbits(32) if said.seed is None else said.seed
    began = time.monotonic()
    with siege(said.database, seed) as made:
        for _ in range(said.kills):
            made.kill_once()
        counted = made.counted
    half, most = quantiles(counted.seconds, n=20, method="inclusive")[9::9]
    figures = {
        "kills": counted.kills, "forms recorded": counted.recorded, "of them acknowledged before": counted.acknowledged,
        "batches cut off": counted.cut, "forms taken, the answer lost": counted.taken_unheard,
        "seconds until it answers, p50": round(half, 2), "p95": round(most, 2), "most": round(max(counted.seconds), 2),
    }  # fmt: skip
    print(f"{said.database}: {counted.kills} kills from seed {seed}, {time.monotonic() - began:.0f} s, nothing lost")
    print(json.dumps({"database": said.database} | figures))
    assert most < BACK_WITHIN, f"It took {most:.1f} s to answer again"


if __name__ == "__main__":
    main()
