"""`make bench`: measures Doorstep on this machine; progress on stderr, one JSON object on the last line.

`python -m tests.bench day_packs taps` measures those parts only.
"""

import json
import sys
from collections.abc import Callable

from playwright.sync_api import Playwright, sync_playwright

from tests.bench.agencies import Agencies, agencies
from tests.bench.charts import charts
from tests.bench.day_packs import day_packs
from tests.bench.doses import doses
from tests.bench.durable import durable
from tests.bench.figures import Figures, rounded, say, say_figures
from tests.bench.growth import growth
from tests.bench.opening import opening
from tests.bench.pages import pages
from tests.bench.people_growth import people_growth
from tests.bench.planning import planning
from tests.bench.pushing import pushing
from tests.bench.scripts import scripts
from tests.bench.sending import sending
from tests.bench.taps import taps

Part = Callable[[Agencies, Playwright], Figures]
PARTS: tuple[Part, ...] = (
    pages, growth, people_growth, planning, pushing, charts, doses, scripts, day_packs, sending, opening, durable, taps,
)  # fmt: skip


def main(wanted: list[str]) -> None:
    figures: Figures = {}
    with agencies() as places, sync_playwright() as playwright:
        for part in PARTS:
            if not wanted or part.__name__ in wanted:
                say(part.__name__.replace("_", " "))
                measured = rounded(part(places, playwright))
                say_figures(measured)
                figures |= measured
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
