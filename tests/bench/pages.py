"""What the two busiest pages cost the server, beside a bare handler: CPU time a request, from first byte to last.

Grace's board and Amina's day, at five past eight on the demo's Monday, asked for as a browser does (signed in, on
connections kept open, Brotli accepted). The floor is `bare.py`: the same server around one handler that says ok.
A round asks each of the three in turn, so that whatever else the machine does falls on all of them.
"""

from playwright.sync_api import Playwright

from tests.bench.agencies import AMINA, Agencies
from tests.bench.figures import Figures, median
from tests.bench.servers import Bare, Measured, cpu_a_request, get_request

GRACE = "grace"
ROUNDS, REQUESTS, WARM_UP = 7, 200, 40
BARE_TIMES = 5
"""A bare request is so short that more are needed to tell its cost."""


def pages(agencies: Agencies, _: Playwright) -> Figures:
    with agencies.serving(agencies.demo(), Measured) as server, agencies.serving(None, Bare) as bare:
        asked = {
            "bare": (bare, get_request("/"), REQUESTS * BARE_TIMES),
            "today": (server, get_request("/today", server.signed_in(AMINA)), REQUESTS),
            "board": (server, get_request("/board", server.signed_in(GRACE)), REQUESTS),
        }
        for of, request, _times in asked.values():
            cpu_a_request(of, request, WARM_UP)
        rounds = [{name: cpu_a_request(*how) for name, how in asked.items()} for _ in range(ROUNDS)]
    return {
        "today_cpu_ratio": median(made["today"] / made["bare"] for made in rounds),
        "board_cpu_ratio": median(made["board"] / made["bare"] for made in rounds),
        **{f"{name}_cpu_ms": median(made[name] for made in rounds) for name in asked},
    }
