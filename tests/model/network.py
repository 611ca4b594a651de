"""The virtual network: what becomes of a phone's request and of the answer to it."""

import base64
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.model.office import KILLS, Answer, Killed, Office

STATUSES = ("401", "403", "404", "413", "422", "429", "500", "502")
FATES = ("ok", "drop", "cut", "twice", "slow", "late", "portal", "redirect", "half", *STATUSES, *KILLS)
"""`drop`: never arrives. `cut`: taken, the answer is lost. `twice`: arrives twice. `slow`: still under way.
`late`: taken, the answer still under way. `half`: half an answer. Any status: somebody else answers with it."""

PORTAL = {"status": 200, "type": "basic", "headers": {"content-type": "text/html"}, "body": "<h1>WiFi: welcome</h1>"}
REDIRECT = {"status": 0, "type": "opaqueredirect", "headers": {}, "body": ""}


@dataclass
class Exchange:
    """A request of a phone that is under way, with the sign-in it had when it set out; its answer once there is one."""

    device: int
    number: int
    request: dict[str, Any]
    token: str
    answer: Answer | None = None
    waited_for: bool = True

    @property
    def is_a_page_signing(self) -> bool:
        """A page's form that signs in or out, and no word of the service worker's about it."""
        is_signing = self.request["method"] == "POST" and self.request["url"].startswith("/sign-")
        return is_signing and self.request["headers"].get("accept") != "application/json"

    def deed(self, seen: dict[str, Any] | None) -> dict[str, Any]:
        """The answer as the phone sees it; None when the connection failed."""
        return {"do": "answer", "device": self.device, "exchange": self.number, "answer": seen}


@dataclass
class Network:
    """Between the phones and the office. Sign-in cookies travel with it."""

    office: Office
    tokens: list[str]
    faults: Counter[str]
    fates: deque[str] = field(default_factory=deque)
    under_way: list[Exchange] = field(default_factory=list)
    day_packs_come: bool = True
    """Unless the phone has nothing yet, its asking for the day never arrives while this is false."""

    def carry(self, asked: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Let every request meet its fate; answers what the phones hear at once."""
        heard = (self.meet_fate(self.exchange(request)) for request in asked)
        return [deed for deed in heard if deed]

    def exchange(self, request: dict[str, Any]) -> Exchange:
        return Exchange(request["device"], request["exchange"], request, self.tokens[request["device"]])

    def meet_fate(self, exchange: Exchange) -> dict[str, Any] | None:
        fate = self.fates.popleft() if self.fates else "ok"
        if not self.day_packs_come and exchange.request["headers"].get("doorstep-have"):
            fate = "drop"
        if fate == "redirect" and exchange.is_a_page_signing:
            fate = "drop"  # Nothing tells a proxy's own redirect from ours.
        if fate != "ok":
            self.faults[fate] += 1
        if fate in STATUSES:
            return exchange.deed({"status": int(fate), "type": "basic", "headers": {}, "body": "{}"})
        match fate:
            case "drop":
                return exchange.deed(None)
            case "portal":
                return exchange.deed(PORTAL)
            case "redirect":
                return exchange.deed(REDIRECT)
            case "slow":
                self.under_way.append(exchange)
                return None
        return self.taken(exchange, fate)

    def taken(self, exchange: Exchange, fate: str) -> dict[str, Any] | None:
        """The office takes the request; what comes back of it."""
        self.serve(exchange, fate if fate in KILLS else "")
        if fate == "twice":
            first = exchange.answer
            self.serve(exchange)
            exchange.answer = first
        if fate == "late":
            self.under_way.append(exchange)
            return None
        if fate == "cut" or exchange.answer is None:
            return exchange.deed(None)
        return self.hear(exchange, half=fate == "half")

    def serve(self, exchange: Exchange, trouble: str = "") -> None:
        request = exchange.request
        headers = {"sec-fetch-site": "same-origin", "accept": "*/*", **request["headers"]}
        if exchange.token:
            headers["cookie"] = f"doorstep={exchange.token}"
        self.office.trouble = trouble
        try:
            body = base64.b64decode(request["body"] or "")
            exchange.answer = self.office.ask(request["method"], request["url"], headers, body)
        except Killed:
            exchange.answer = None

    def hear(self, exchange: Exchange, *, half: bool = False) -> dict[str, Any]:
        """The answer reaches the phone, and with it a new cookie."""
        answer = exchange.answer
        assert answer
        cookie = answer.headers.get("set-cookie", "")
        if cookie.startswith("doorstep="):
            self.tokens[exchange.device] = cookie.partition(";")[0].removeprefix("doorstep=").strip('"')
        if 300 <= answer.status < 400 and answer.status != 304:
            return exchange.deed(REDIRECT)
        text = answer.text if answer.body else ""
        seen = {"status": answer.status, "type": "basic", "headers": answer.headers}
        return exchange.deed(seen | {"body": text[: len(text) // 2] if half else text})

    def arrive(self, exchange: Exchange) -> dict[str, Any] | None:
        """What was under way arrives, at the office or back at the phone, if anybody still waits there."""
        self.under_way.remove(exchange)
        if exchange.answer is None:
            self.serve(exchange)
        return self.hear(exchange) if exchange.waited_for and exchange.answer else None

    def give_up(self, exchange: Exchange) -> dict[str, Any]:
        """The phone waits no longer; the request may still arrive."""
        exchange.waited_for = False
        return exchange.deed(None)
