"""What taking a dose costs the office over taking a care action: CPU time of a server for one form in one request.

Each round begins with a server on the demo as it was, and each dose and action of Amina's day that is still to come is
answered once. Half are sent to warm the server up, the other half are measured, doses and actions in turn.
"""

import gzip
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from playwright.sync_api import Playwright

from server.db import new_id
from tests.bench.agencies import AMINA, Agencies
from tests.bench.figures import Figures, median
from tests.bench.sending import send
from tests.bench.servers import Line, Measured

ROUNDS = 7
ASKED = """
SELECT t.id, v.id, v.service_user_id, a.id FROM {table} t JOIN visits v ON v.id = t.visit_id
JOIN assignments s ON s.visit_id = v.id JOIN accounts a ON a.id = s.account_id
WHERE a.username = ? AND v.service_on = '2026-11-23' AND s.left_at IS NULL AND {due} ORDER BY t.id LIMIT 30
"""
KINDS = {
    "dose": (
        ASKED.format(table="doses", due="t.due_at IS NOT NULL"),
        "doses",
        {"outcome": "taken", "support": "administer"},
    ),
    "action": (
        ASKED.format(table="care_actions", due="1"),
        "care-actions",
        {"outcome": "done", "support": "with_help"},
    ),
}


def doses(agencies: Agencies, _: Playwright) -> Figures:
    rounds = [measured(agencies) for _ in range(ROUNDS)]
    return {
        "dose_over_action_ratio": median(dose / action for dose, action in rounds),
        "dose_cpu_ms": median(dose for dose, _ in rounds),
        "action_cpu_ms": median(action for _, action in rounds),
    }


def measured(agencies: Agencies) -> tuple[float, float]:
    """Milliseconds of CPU for a dose and for a care action."""
    with agencies.serving(agencies.demo(), Measured) as server:
        line, cookie = Line(server.port), server.signed_in(AMINA)
        waiting = {kind: requests(server, kind, cookie) for kind in KINDS}
        half = min(map(len, waiting.values())) // 2
        used = dict.fromkeys(KINDS, 0.0)
        for number in range(2 * half):
            for kind in KINDS:
                before = server.cpu_milliseconds
                send(line, waiting[kind][number])
                used[kind] += (server.cpu_milliseconds - before) * (number >= half)
        line.close()
        return used["dose"] / half, used["action"] / half


def requests(server: Measured, kind: str, cookie: str) -> Sequence[bytes]:
    """A request for each dose or action, as a phone sends one form."""
    query, path, said = KINDS[kind]
    with closing(sqlite3.connect(server.folder / "doorstep.sqlite3")) as database:
        rows = [tuple(map(UUID, row)) for row in database.execute(query, [AMINA])]
    device, now = new_id(), datetime.now(UTC) + timedelta(seconds=server.shift_seconds)
    return [
        request(cookie, device, number, now, f"/{path}/{asked}/outcomes", {
            "form_version": 1, "author": author, "visit": visit, "service_user": person, "plan_version": 1, **said,
        })
        for number, (asked, visit, person, author) in enumerate(rows, 1)
    ]  # fmt: skip


def request(cookie: str, device: UUID, number: int, now: datetime, url: str, said: dict[str, object]) -> bytes:
    form = {
        "id": new_id(), "author": said["author"], "sequence": number, "previous": None, "url": url,
        "body": urlencode(said), "page": f"/visits/{said['visit']}", "version": 1, "recorded_at": now, "monotonic": 1.0,
        "offset": 0,
    }  # fmt: skip
    batch = {
        "device": device, "first": number, "last": number, "waiting": 1, "offset": 0, "epoch": "", "forms": [form],
    }  # fmt: skip
    body = gzip.compress(msgspec.json.encode(batch))
    head = (
        "POST /inbox HTTP/1.1", "Host: localhost", f"Cookie: {cookie}", "Sec-Fetch-Site: same-origin", "Accept: */*",
        "Accept-Encoding: br", "Content-Type: application/json", "Content-Encoding: gzip",
        f"Content-Length: {len(body)}",
    )  # fmt: skip
    return "\r\n".join([*head, "", ""]).encode() + body
