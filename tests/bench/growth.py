"""What the same two pages cost in an agency a hundred times as large: CPU time a request, 5,000 workers over 50.

Both agencies are made from the same seed in teams of ten, so that the first team, its worker and its board are the
same people with the same visits in both. A round asks both servers in turn.
"""

from playwright.sync_api import Playwright

from tests.bench.agencies import Agencies
from tests.bench.figures import Figures, median
from tests.bench.servers import Measured, cpu_a_request, get_request

SMALL, LARGE, DAYS = 50, 5000, 1
PAGES = {"today": ("/today", "worker1"), "board": ("/board", "coordinator1")}
ROUNDS, REQUESTS, WARM_UP = 7, 200, 40


def growth(agencies: Agencies, _: Playwright) -> Figures:
    small, large = agencies.made_up(SMALL, DAYS), agencies.made_up(LARGE, DAYS)
    with agencies.serving(small, Measured) as of_few, agencies.serving(large, Measured) as of_many:
        figures: Figures = {}
        for name, (path, username) in PAGES.items():
            few, many = ((of, get_request(path, of.signed_in(username))) for of in (of_few, of_many))
            for asked in few, many:
                cpu_a_request(*asked, WARM_UP)
            rounds = [(cpu_a_request(*few, REQUESTS), cpu_a_request(*many, REQUESTS)) for _ in range(ROUNDS)]
            figures |= {
                f"{name}_growth": median(large / small for small, large in rounds),
                f"{name}_cpu_ms_{SMALL}_workers": median(small for small, _ in rounds),
                f"{name}_cpu_ms_{LARGE}_workers": median(large for _, large in rounds),
            }
        return figures
