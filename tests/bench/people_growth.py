"""What the list of people, a search in it and one person's page cost with a hundred times as many people: CPU time a
request, 5,000 people over 50.

Both agencies are made from the same seed, so that the first fifty are the same people in both, and who is looked for
is found alone in both. A round asks both servers in turn.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from playwright.sync_api import Playwright

from tests.bench.agencies import Agencies
from tests.bench.figures import Figures, median
from tests.bench.servers import Measured, cpu_a_request, get_request, post_request

FEW, MANY, DAYS = 20, 2000, 1
"""Workers, each with two and a half people."""
ROUNDS, REQUESTS, WARM_UP = 7, 100, 40
Asked = dict[str, bytes]


def people_growth(agencies: Agencies, _: Playwright) -> Figures:
    few, many = agencies.made_up(FEW, DAYS), agencies.made_up(MANY, DAYS)
    words, people = somebody_unlike_others(few, many)
    with agencies.serving(few, Measured) as of_few, agencies.serving(many, Measured) as of_many:
        servers = zip((of_few, of_many), people, strict=True)
        asked = [(of, requests(of.signed_in("coordinator1"), person, words)) for of, person in servers]
        figures = {f"people_{what}_growth": growth_of(what, asked) for what in ("list", "search", "open")}
    return figures | {"people_growth": max(figures.values())}


def requests(cookie: str, person: str, words: str) -> Asked:
    return {
        "list": get_request("/people", cookie),
        "search": post_request("/people/search", cookie, urlencode({"words": words}).encode()),
        "open": get_request(f"/people/{person}", cookie),
    }


def growth_of(what: str, asked: list[tuple[Measured, Asked]]) -> float:
    for server, requested in asked:
        cpu_a_request(server, requested[what], WARM_UP)
    rounds = [[cpu_a_request(server, requested[what], REQUESTS) for server, requested in asked] for _ in range(ROUNDS)]
    return median(large / small for small, large in rounds)


def somebody_unlike_others(few: Path, many: Path) -> tuple[str, tuple[str, str]]:
    """The words of a name and postcode that somebody has alone in either agency, and their ids there."""
    known = "SELECT given_name || ' ' || family_name || ' ' || postcode AS words, min(id) FROM service_users"
    with closing(sqlite3.connect(few)) as small, closing(sqlite3.connect(many)) as large:
        here, there = (
            dict(database.execute(f"{known} GROUP BY words HAVING count(*) = 1").fetchall())
            for database in (small, large)
        )
    words = next(words for words in sorted(here) if words in there)
    return words, (str(UUID(here[words])), str(UUID(there[words])))
