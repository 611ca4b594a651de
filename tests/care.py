"""What people do in the tests, one verb each: a phone that acts like Amina's, and an office that looks."""

import gzip
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import httpx
from litestar.testing import TestClient

from server import clock
from server.accounts.models import Account
from server.db import new_id
from server.inbox.reading import sum_of
from server.medication.models import Dose
from server.visits.models import CareAction, Visit
from tests.screens import Screen

ACCEPT = "text/html,application/xhtml+xml"


@cache
def screen_of(html: str) -> Screen:
    return Screen(html)


@dataclass
class Person:
    """Somebody with a browser; signed in, unless the token is empty."""

    browser: TestClient[Any]
    token: str = ""
    account: Account | None = None

    @property
    def headers(self) -> dict[str, str]:
        cookie = {"cookie": f"doorstep={self.token}"} if self.token else {}
        return cookie | {"sec-fetch-site": "same-origin", "accept": ACCEPT}

    def ask(self, method: str, url: str, headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
        """Any request at all, as this person's browser sends it; redirects are not followed."""
        self.browser.cookies.clear()
        return self.browser.request(method, url, headers=self.headers | (headers or {}), follow_redirects=False, **more)

    def get(self, url: str) -> Screen:
        return Screen.of(self.ask("GET", url))

    def post(self, url: str, **fields: object) -> Screen:
        """A plain form, as a browser without scripts sends it, and the page that comes of it."""
        return self.follow(self.submit(url, **fields))

    def press(self, url: str, **fields: object) -> Screen:
        """A button of a page with scripts, and the parts that it changes."""
        return Screen.of(self.submit(url, {"hx-request": "true"}, **fields))

    def submit(self, url: str, headers: dict[str, str] | None = None, /, **fields: object) -> httpx.Response:
        """A form's own answer, before any redirect is followed."""
        return self.ask("POST", url, headers, data={name: str(value) for name, value in fields.items()})

    def fill_in(self, page: str, action: str, **answers: object) -> Screen:
        """Answer a form on a page, with no script and no service worker."""
        said = {name: str(value) for name, value in answers.items()}
        return self.post(action, **self.get(page).form(action, **said).hidden | said)

    def follow(self, answer: httpx.Response) -> Screen:
        return self.get(answer.headers["location"]) if answer.is_redirect else Screen.of(answer)


@dataclass
class Recorded:
    """A form in the phone's outbox, and what the office has said about it."""

    id: UUID
    author: UUID
    sequence: int
    previous: int | None
    url: str
    body: str
    page: str
    version: int
    recorded_at: datetime
    visit: str
    clock_behind: timedelta
    state: str = "waiting"
    why: str = ""
    file: bytes = b""
    """What it came with."""

    def on_the_wire(self) -> dict[str, Any]:
        said = {name: getattr(self, name) for name in ("sequence", "previous", "url", "body", "page", "version")}
        ids = {"id": str(self.id), "author": str(self.author)}
        offset = self.clock_behind.total_seconds() * 1000
        recorded_at = (self.recorded_at - self.clock_behind).astimezone(UTC).isoformat()
        return said | ids | {"recorded_at": recorded_at, "monotonic": 1.0, "offset": offset}


@dataclass
class Phone(Person):
    """A care worker's phone. What is recorded goes into its outbox, and to the office while there is signal."""

    device: UUID = field(default_factory=new_id)
    sequence: int = 0
    signal: bool = True
    clock_behind: timedelta = timedelta()
    """How far its clock is behind the office's, which it knows."""
    outbox: list[Recorded] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    tag: str = ""
    epoch: str = ""

    # The day on the phone

    def take_day_home(self) -> dict[str, str]:
        """Fetch the day pack; answers the pages that came, by address."""
        answer = self.ask_for_day(have=self.stamps.values(), tag=self.tag)
        self.offer_again_after_restore(answer.headers["doorstep-epoch"])
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return {}
        day: dict[str, Any] = answer.json()
        pages = {url: self.whole(url, sent) for url, sent in day["pages"].items()}
        stayed = {url: stamp for url, stamp in self.stamps.items() if stamp not in day["gone"]}
        self.stamps, self.tag = stayed | day["stamps"], answer.headers["etag"]
        self.kept = {url: text for url, text in (self.kept | pages).items() if url in self.stamps}
        return pages

    def whole(self, url: str, sent: Any) -> str:
        """A page as it was sent: whole, or by the lines that the phone has."""
        if isinstance(sent, str):
            return sent
        assert sent["of"] == self.stamps[url]
        lines = self.kept[url].split("\n")
        parts = (part if isinstance(part, str) else "\n".join(lines[slice(*part)]) for part in sent["parts"])
        return "\n".join(parts)

    def ask_for_day(self, have: Any = (), tag: str = "", pieces: str = "") -> httpx.Response:
        headers = {
            "doorstep-device": str(self.device), "doorstep-waiting": str(len(self.waiting)),
            "doorstep-sequence": str(self.sequence),
            "doorstep-have": ",".join(have), "if-none-match": tag, "doorstep-pieces": pieces,
        }  # fmt: skip
        return self.ask("GET", "/day-pack", headers)

    def lose_signal(self) -> None:
        self.take_day_home()
        self.signal = False

    def find_signal(self) -> None:
        self.signal = True
        self.send()

    def page(self, url: str) -> Screen:
        return self.get(url) if self.signal else screen_of(self.kept[url])

    # The outbox

    @property
    def waiting(self) -> list[Recorded]:
        return [form for form in self.outbox if form.state == "waiting"]

    def record(self, url: str, page: str, version: int | None = None, **answers: object) -> Recorded:
        """Fill in a form of a page: it is kept on the phone, and sent if there is signal."""
        said = {name: str(value) for name, value in answers.items()}
        values = self.page(page).form(url, **said).hidden | said
        return self.keep(url, page, values, version or int(values["form_version"]))

    def keep(self, url: str, page: str, values: dict[str, Any], version: int = 1, file: bytes = b"") -> Recorded:
        """Put a form into the outbox, as the page made it or as no page would. None waits for one with a file."""
        before = [form.sequence for form in self.outbox if form.visit == values.get("visit") and not form.file]
        self.sequence += 1
        form = Recorded(
            new_id(), self.account.id, self.sequence, before[-1] if before and not file else None, url,
            urlencode(values, doseq=True), page, version, clock.now(), values.get("visit", ""), self.clock_behind,
            file=file,
        )  # type: ignore[union-attr] # fmt: skip
        self.outbox.append(form)
        if self.signal:
            self.send()
        return form

    def send(self) -> None:
        """Send all that is waiting at once and take the receipts; then what came with a file, one by one."""
        self.send_together(*(form for form in self.waiting if not form.file))
        for form in self.waiting:
            if form.file:
                self.send_together(form)

    def send_again(self, form: Recorded) -> str:
        """Send a form as if no receipt had come; answers the state that the office gives it."""
        self.send_together(form)
        return form.state

    def send_together(self, *forms: Recorded) -> None:
        answer = self.say([form.on_the_wire() for form in forms], file=b"".join(form.file for form in forms))
        assert answer.status_code == httpx.codes.OK, answer.text
        known = self.epoch
        self.offer_again_after_restore(answer.json()["epoch"])
        self.take_receipts(answer.json()["receipts"])
        if known not in ("", self.epoch):
            self.send()

    def offer_again_after_restore(self, epoch: str) -> None:
        """The office lives another life: all it has settled waits again, as in `service_worker/receipts.js`."""
        known, self.epoch = self.epoch, epoch
        for form in self.outbox:
            if known not in ("", epoch) and form.state in ("sent", "held"):
                form.state, form.why = "waiting", ""

    def take_receipts(self, receipts: list[dict[str, str]]) -> None:
        told = {receipt["id"]: receipt for receipt in receipts}
        for form in self.outbox:
            receipt = told.get(str(form.id), {"state": form.state, "why": form.why})
            form.why = receipt["why"]
            form.state = "waiting" if receipt["state"] == "again" else receipt["state"]

    def say(self, forms: list[dict[str, Any]], file: bytes = b"", **more: Any) -> httpx.Response:
        """Send a batch as `service_worker/sending.js` does."""
        first = min((form.sequence for form in self.waiting), default=self.sequence + 1)
        batch = {
            "device": str(self.device), "first": first, "last": 0 if file else self.sequence,
            "waiting": len(self.waiting), "offset": 0, "epoch": self.epoch, "forms": forms,
        } | more  # fmt: skip
        return self.put_in_inbox(gzip.compress(json.dumps(batch).encode() + b"\n" * bool(file) + file))

    def is_heard(self) -> None:
        """Reach the office with nothing to say."""
        self.say([])

    def put_in_inbox(self, body: bytes, encoding: str = "gzip") -> httpx.Response:
        headers = {"content-type": "application/json", "accept": "*/*"}
        return self.ask("POST", "/inbox", headers | ({"content-encoding": encoding} if encoding else {}), content=body)

    # Care

    def arrive(self, visit: Visit, /, **more: object) -> Recorded:
        return self.on_visit(visit, "arrival", **more)

    def leave(self, visit: Visit, /, **more: object) -> Recorded:
        return self.on_visit(visit, "departure", **more)

    def note(self, visit: Visit, words: str, /, **more: object) -> Recorded:
        return self.on_visit(visit, "notes", **{"kind": "visit", "words": words} | more)

    def hand_over(self, visit: Visit, words: str) -> Recorded:
        return self.note(visit, words, kind="handover")

    def raise_concern(self, visit: Visit, seen: str, /, **more: object) -> Recorded:
        return self.on_visit(visit, "concerns", **{"kind": "health", "seen": seen} | more)

    def take_photo(self, visit: Visit, file: bytes, /, **more: object) -> Recorded:
        """Fill in the visit's form for a photo: in its body the file's sum stands for it."""
        url, page = f"/visits/{visit.id}/photos", f"/visits/{visit.id}"
        said = {"kind": "skin", "words": "Left heel", "photo": sum_of(file)} | more
        return self.keep(url, page, self.page(page).form(url).hidden | said, file=file)

    def run_late(self, visit: Visit, minutes: object = 20) -> Recorded:
        return self.on_visit(visit, "late-notices", minutes=minutes)

    def stop(self, visit: Visit, why: str = "no_reply") -> Recorded:
        return self.on_visit(visit, "stop", why=why)

    def read_changes(self, visit: Visit) -> Recorded:
        return self.on_visit(visit, "changes-read")

    def tick(self, action: CareAction, outcome: str = "done", support: str = "with_help", **more: object) -> Recorded:
        url, page = f"/care-actions/{action.id}/outcomes", f"/visits/{action.visit_id}"
        return self.record(url, page, outcome=outcome, support=support, **more)

    def give(self, dose: Dose, outcome: str = "taken", support: str = "administer", **more: object) -> Recorded:
        url, page = f"/doses/{dose.id}/outcomes", f"/visits/{dose.visit_id}"
        return self.record(url, page, outcome=outcome, support=support, **more)

    def say_whether_it_helped(self, visit: Visit, given: Recorded, effect: str = "helped", **more: object) -> Recorded:
        return self.record(
            f"/visits/{visit.id}/dose-effects", f"/visits/{visit.id}", mar_entry=given.id, effect=effect, **more
        )

    def move_stock(self, visit: Visit, order_id: UUID, kind: str, quantity: object, **more: object) -> Recorded:
        return self.on_visit(visit, "stock-movements", order_id=order_id, kind=kind, quantity=quantity, **more)

    def count(self, visit: Visit, order_id: UUID, quantity: object, **more: object) -> Recorded:
        return self.move_stock(visit, order_id, "counted", quantity, **more)

    def observe(self, visit: Visit, kind: str, value: object = "", /, **more: object) -> Recorded:
        return self.on_visit(visit, "observations", kind=kind, value=value, **more)

    def tell_signs(self, visit: Visit, signs: str = "sleepy", /, **more: object) -> Recorded:
        return self.on_visit(visit, "soft-signs", signs=signs, **more)

    def mark_body(self, visit: Visit, site: str = "heel_left", kind: str = "pressure_area", **more: object) -> Recorded:
        return self.on_visit(visit, "body-marks", site=site, kind=kind, **more)

    def on_visit(self, visit: Visit, what: str, /, **answers: object) -> Recorded:
        return self.record(f"/visits/{visit.id}/{what}", f"/visits/{visit.id}", **answers)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do all of these in the same moment, in threads of their own; answers what each came to, in order."""
    with ThreadPoolExecutor(len(deeds)) as threads:
        return [done.result() for done in [threads.submit(deed) for deed in deeds]]


def minutes_pass(minutes: int) -> None:
    """Let the app's clock, the phones' too, run ahead."""
    clock.start_at(clock.now() + timedelta(minutes=minutes))
