"""A day without signal, sent at once: 150 forms made by real taps and notes on the phone's pages.

Requests and bytes are those of `POST /inbox` on the wire, headers included, from the moment that the phone is online
to its last receipt. CPU is the server process's own, from the first byte of those very requests to the last of the
answers: each round starts a server on the database as it was before, lets it take the same forms under other ids
(a server in use is warm), then plays the phone's requests to it. The floor is the same server idle for as long.
"""

import gzip
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import brotli  # type: ignore[import-untyped]
import msgspec
from playwright.sync_api import Playwright, expect

from server.db import new_id
from tests.bench.agencies import AMINA, Agencies, fold_log
from tests.bench.figures import Figures, median
from tests.bench.phones import phone_at, quiet
from tests.bench.proxy import proxy_before
from tests.bench.servers import Line, Measured
from tests.bench.taps import visits_by_day
from tests.browser.phone import Phone

FORMS, ROUNDS = 150, 5
NOTE = "Slept well and was cheerful. Ate porridge and toast, two cups of tea. Skin intact, creams applied as planned."
HANDOVER = "Buy milk and bread, please. The window in the bathroom does not close, the landlord is told."


def sending(agencies: Agencies, playwright: Playwright) -> Figures:
    before = agencies.folder / "before-sending.sqlite3"
    with (
        agencies.serving(agencies.demo(), Measured) as server,
        proxy_before(server.port) as proxy,
        phone_at(playwright, proxy.url, agencies.folder) as phone,
    ):
        phone.sign_in(AMINA)
        quiet(phone, proxy)
        assert phone.context
        phone.context.set_offline(True)
        record(phone, FORMS)
        fold_log(server.folder / "doorstep.sqlite3")
        copy(server.folder / "doorstep.sqlite3", before)
        phone.context.set_offline(False)
        expect(phone.status).to_contain_text("Sent", timeout=60_000)
        sent = proxy.to("/inbox")
    rounds = [taken(agencies, before, [exchange.request for exchange in sent]) for _ in range(ROUNDS)]
    return {
        "send_150_requests": len(sent),
        "send_150_bytes_up": sum(exchange.bytes_up for exchange in sent),
        "send_150_bytes_down": sum(exchange.bytes_down for exchange in sent),
        "send_150_cpu_ms": median(cpu for cpu, _, _ in rounds),
        "send_150_ms": median(wall for _, wall, _ in rounds),
        "send_150_idle_cpu_ms": median(idle for _, _, idle in rounds),
    }


def record(phone: Phone, forms: int) -> None:
    """Work through the days on the phone until so many forms are waiting."""
    for _ in zip(range(forms), deeds(phone), strict=False):
        pass
    assert len(phone.waiting()) == forms


def deeds(phone: Phone) -> Iterator[None]:
    """Every thing that is due on every visit, each as it has been done."""
    for visits in visits_by_day(phone):
        for visit in visits:
            phone.go(visit)
            yield phone.check_in()
            for name in phone.unanswered("#care"):
                yield phone.tick(phone.page.locator(f"#{name}"))
            for dose in phone.page.locator("#medicines [data-essential]").all():
                yield phone.give(dose)
            yield phone.write("Visit note about", NOTE)
            yield phone.write("Handover to", HANDOVER)
            yield phone.check_out()


def taken(agencies: Agencies, before: Path, requests: list[bytes]) -> tuple[float, float, float]:
    """Milliseconds of CPU and of waiting while a server takes the requests, and of CPU while it then does nothing."""
    with agencies.serving(before, Measured) as server:
        line = Line(server.port)
        for request in requests:
            send(line, under_other_ids(request))
        began, cpu = time.monotonic(), server.cpu_milliseconds
        for request in requests:
            send(line, request)
        used, waited = server.cpu_milliseconds - cpu, time.monotonic() - began
        cpu = server.cpu_milliseconds
        time.sleep(waited)
        return used, waited * 1000, server.cpu_milliseconds - cpu


def send(line: Line, request: bytes) -> None:
    head, _, body = line.ask(request).partition(b"\r\n\r\n")
    told = brotli.decompress(body) if b"content-encoding: br" in head.lower() else body
    assert {receipt["state"] for receipt in msgspec.json.decode(told)["receipts"]} == {"sent"}


def under_other_ids(request: bytes) -> bytes:
    """The same forms as another phone of the worker's would send them."""
    head, _, body = request.partition(b"\r\n\r\n")
    batch: dict[str, Any] = msgspec.json.decode(gzip.decompress(body))
    batch["device"] = new_id()
    for form in batch["forms"]:
        form["id"] = new_id()
    packed = gzip.compress(msgspec.json.encode(batch))
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length")]
    return b"\r\n".join([*lines, f"Content-Length: {len(packed)}".encode(), b"", packed])
