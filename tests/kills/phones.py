"""Phones that record and send without rest, until the office is gone; what they were told, they believe."""

import gzip
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from threading import Event
from typing import Any
from urllib.parse import urlencode

import msgspec

from server.db import new_id

MOST_AT_ONCE = 8
PATIENCE = 10
SETTLED = ("sent", "held")
KINDS: tuple[tuple[str, dict[str, object]], ...] = (
    ("notes", {"kind": "visit", "words": "Had tea."}),
    ("late-notices", {"minutes": 20}),
    ("concerns", {"kind": "health", "seen": "A sore heel."}),
    ("notes", {"kind": "handover", "words": "Bins go out."}),
)


@dataclass(frozen=True)
class Turn:
    """A worker's turn at a visit, as the page about it says."""

    author: str
    visit: str
    service_user: str


@dataclass
class Phone:
    """One worker's phone: a device of its own, which numbers its forms and keeps them until their receipt."""

    port: int
    cookie: str
    turns: list[Turn]
    device: str = field(default_factory=lambda: str(new_id()))
    recorded: list[dict[str, Any]] = field(default_factory=list)
    receipts: dict[str, str] = field(default_factory=dict)
    """What the office said of a form: `sent`, by its id."""
    cut: int = 0
    """Batches that no answer came to."""

    @property
    def waiting(self) -> list[dict[str, Any]]:
        return [form for form in self.recorded if form["id"] not in self.receipts]

    def work(self, gone: Event) -> None:
        """Record a few things, send what waits, again and again; stop when the office does not answer."""
        line = self.line()
        while not gone.is_set():
            for _ in range(1 + len(self.recorded) % MOST_AT_ONCE):
                self.record()
            try:
                self.send(line, self.waiting)
            except (OSError, HTTPException):
                self.cut += 1
                break
        line.close()

    def is_heard(self) -> None:
        """Reach the office with nothing to say."""
        self.send_once([])

    def send_rest(self) -> None:
        """Send what the office has given no receipt for."""
        self.send_once(self.waiting)
        assert not self.waiting

    def send_once(self, forms: list[dict[str, Any]]) -> None:
        line = self.line()
        self.send(line, forms)
        line.close()

    def line(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def record(self) -> None:
        """What the pages make of a press, and what `service_worker/outbox.js` adds to it."""
        number = len(self.recorded) + 1
        turn = self.turns[number % len(self.turns)]
        noun, said = KINDS[number % len(KINDS)]
        values = {
            "form_version": 1, "author": turn.author, "visit": turn.visit, "service_user": turn.service_user,
            "plan_version": 1, "corrects": "", "number": f"{self.device} {number}",
        }  # fmt: skip
        earlier = [form["sequence"] for form in self.recorded if form["visit"] == turn.visit]
        previous = earlier[-1] if earlier else None
        self.recorded.append({
            "id": str(new_id()), "author": turn.author, "sequence": number, "previous": previous,
            "url": f"/visits/{turn.visit}/{noun}", "body": urlencode(values | said), "version": 1, "visit": turn.visit,
            "recorded_at": datetime.now(UTC).isoformat(), "monotonic": 1, "offset": 0, "page": f"/visits/{turn.visit}",
        })  # fmt: skip

    def send(self, line: HTTPConnection, forms: list[dict[str, Any]]) -> None:
        """One batch. Raises OSError or HTTPException when no whole answer comes."""
        batch = {
            "device": self.device, "first": forms[0]["sequence"] if forms else len(self.recorded) + 1,
            "last": len(self.recorded), "waiting": len(forms), "forms": forms,
        }  # fmt: skip
        headers = {
            "Cookie": self.cookie, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json",
            "Content-Encoding": "gzip",
        }  # fmt: skip
        line.request("POST", "/inbox", gzip.compress(msgspec.json.encode(batch), compresslevel=1), headers)
        answer = line.getresponse()
        body = answer.read()
        assert answer.status == 200, body
        for receipt in msgspec.json.decode(body)["receipts"]:
            if receipt["state"] in SETTLED:
                self.receipts[receipt["id"]] = receipt["state"]
