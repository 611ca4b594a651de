"""One history: phones, workers and an office, and everything that can happen to them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from server.accounts.models import Account, SignIn
from server.accounts.queries import token_hash
from server.db import writing
from server.inbox.queries import epoch_now
from server.visits.models import Assignment
from tests.model.agency_rows import PASSWORD, Rows
from tests.model.network import Exchange, Network
from tests.model.office import Office
from tests.model.phones import Come, Phones
from tests.model.taps import CORRECTABLE, Tap

FORM = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}


@dataclass
class History:
    """What the model knows: who signed in where, what was recorded, how the phones' stores look."""

    office: Office
    phones: Phones
    rows: Rows
    faults: Counter[str]
    changes: Sequence[Sequence[str]] | None = None
    taps: dict[int, Tap] = field(default_factory=dict)
    owners: list[UUID | None] = field(default_factory=list)
    """Whose each phone is: who last signed in, None once they signed out. Only their pages may be on it."""
    unclear: set[int] = field(default_factory=set)
    """Phones on which signing in or out went wrong half-way."""
    stores: list[dict[str, Any]] = field(default_factory=list)
    sent_and_gone: set[int] = field(default_factory=set)
    """Taps that a phone had sent and keeps no longer: its store was thrown away."""
    was_restored: bool = False
    office_changed: bool = True

    def begin(self, phones: int, seed: int) -> None:
        """Whoever of the workers has a phone is signed in on it; the day is not on it yet."""
        tokens = [worker.username for worker in self.rows.workers]
        self.network = Network(self.office, [*tokens, ""][:phones], self.faults)
        self.owners = [*(worker.id for worker in self.rows.workers), None][:phones]
        self.tick()
        self.stores = self.phones.begin(phones, seed, self.changes).stores
        self.epoch = epoch_now()
        self.backed_up_at = self.office.now

    # The phones

    def do(self, *deeds: dict[str, Any], fates: Iterable[str] = (), doom: tuple[int, int] | None = None) -> Any:
        """Let deeds happen at once, and the network answer until every phone rests. Answers what the first came to.

        `doom` kills the first deed's phone: at which answer, and after how many steps of its store.
        """
        self.tick()
        self.network.fates.clear()
        self.network.fates.extend(fates)
        first, done, heard, answers = None, dict[int, Any](), list(deeds), 0
        while heard:
            if doom and doom[0] == answers:
                heard = [{"do": "doom", "device": deeds[0]["device"], "after": doom[1]}, *heard]
            jobs, come = self.phones.do(*heard)
            first = first or jobs[-len(deeds)]
            done |= come.done
            for killed in come.killed:
                self.faults["browser killed"] += 1
                self.nobody_waits(killed)
            heard = self.follow(come)
            answers += 1
        return done.get(first)

    def follow(self, come: Come) -> list[dict[str, Any]]:
        for before, after in zip(self.stores, come.stores, strict=True):
            sent = {form["tap"] for form in before["forms"] if form["state"] == "sent"}
            self.sent_and_gone |= sent - {form["tap"] for form in after["forms"]}
        self.stores = come.stores
        self.office_changed = self.office_changed or bool(come.asked)
        return self.network.carry(come.asked)

    def is_gone(self, tap: Tap) -> bool:
        """Whether the office may lack it: it went with its phone's store, or was sent, and both then lost it."""
        return tap.lost or (self.was_restored and tap.number in self.sent_and_gone)

    def tick(self, **more: float) -> None:
        self.office.now += timedelta(seconds=3, **more) if "seconds" not in more else timedelta(**more)
        self.phones.now = round(self.office.now.timestamp() * 1000)

    def author_at(self, device: int) -> UUID | None:
        """Whose pages a phone shows: the kept ones', else those of who is signed in."""
        kept = self.stores[device]["author"]
        return UUID(kept) if kept else self.owners[device]

    def new_tap(self, device: int, kind: str, visit: int, version: int) -> Tap | None:
        """A press on a page that this phone could show; a correction of the one before it now and then."""
        author = self.author_at(device)
        if author is None or (device in self.unclear):
            return None
        planned, change = self.rows.visits[visit % len(self.rows.visits)], self.rows.changes[author]
        tap = Tap(len(self.taps) + 1, device, kind, author, planned, change, version)
        if kind in CORRECTABLE and version == 1:
            like = [one for one in self.taps.values() if (one.kind, one.visit, one.author) == (kind, tap.visit, author)]
            tap.corrects = like[-1].number if like else None
        given = [one.number for one in self.taps.values() if (one.kind, one.visit) == ("dose", tap.visit)]
        tap.about = given[-1] if given else 0
        self.taps[tap.number] = tap
        return tap

    def press(self, tap: Tap, *others: dict[str, Any], **how: Any) -> None:
        step = self.do(tap.deed, *others, **how)
        tap.saved = tap.saved or bool(step and step["ok"])

    def sync(self, device: int, *, now: bool = True, **how: Any) -> dict[str, Any] | None:
        """Send what waits and ask for the day."""
        return self.do({"do": "sync", "device": device, "now": now}, **how)

    def sign_in(self, device: int, worker: int, fates: Iterable[str] = ()) -> None:
        account = self.rows.workers[worker % len(self.rows.workers)]
        body = urlencode({"username": account.username, "password": PASSWORD})
        self.sign(device, "/sign-in", body, account.id, fates)

    def sign_out(self, device: int, fates: Iterable[str] = ()) -> None:
        self.sign(device, "/sign-out", "", None, fates)

    def sign(self, device: int, url: str, body: str, owner: UUID | None, fates: Iterable[str]) -> None:
        """Signing in or out; done when the office, or the phone without signal, sends the browser on."""
        for exchange in self.network.under_way:  # The page that asked for it is left.
            earlier = exchange.device == device and exchange.request["url"].startswith("/sign-")
            exchange.waited_for = exchange.waited_for and not earlier
        before = self.network.tokens[device]
        step = self.do({"do": "post", "device": device, "url": url, "body": body}, fates=fates)
        moved_on = bool(step and step["ok"]) and (
            step["value"]["type"] == "opaqueredirect" or step["value"]["status"] == 303
        )
        changed = self.network.tokens[device] != before
        if moved_on and (owner is None or changed):
            self.owners[device] = owner
            self.unclear.discard(device)
        elif moved_on or changed or not (step and step["ok"]):
            self.unclear.add(device)

    def restart(self, device: int) -> None:
        self.nobody_waits(device)
        self.do({"do": "restart", "device": device})

    def evict(self, device: int) -> None:
        """With the store goes what it was still to tell the office of a sign-out; the cookie stays."""
        self.nobody_waits(device)
        if self.owners[device] is None:
            self.unclear.add(device)
        self.do({"do": "evict", "device": device})
        for tap in self.taps.values():
            tap.lost = tap.lost or tap.device == device

    # What is under way

    def nobody_waits(self, device: int) -> None:
        for exchange in self.network.under_way:
            exchange.waited_for = exchange.waited_for and exchange.device != device

    def arrive(self, exchange: Exchange) -> None:
        self.office_changed = True
        heard = self.network.arrive(exchange)
        if heard:
            self.do(heard)

    def give_up(self, exchange: Exchange) -> None:
        self.do(self.network.give_up(exchange))

    # The office

    def change(self, statement: Any) -> None:
        with writing() as db:
            db.execute(statement)
            db.commit()

    def end_sign_in(self, device: int) -> None:
        hash_ = token_hash(self.network.tokens[device])
        self.change(update(SignIn).where(SignIn.token_hash == hash_).values(ended_at=self.office.now))

    def toggle_assignment(self, visit: int, *, removed: bool) -> None:
        planned = self.rows.visits[visit % len(self.rows.visits)]
        of_visit = update(Assignment).where(col(Assignment.visit_id) == planned.id)
        self.change(of_visit.values(removed_at=self.office.now if removed else None))

    def leave_or_return(self, worker: int, *, left: bool) -> None:
        account = self.rows.workers[worker % len(self.rows.workers)]
        self.change(update(Account).where(Account.id == account.id).values(left_at=self.office.now if left else None))

    def decide(self, form_id: str, verb: str) -> None:
        """A coordinator accepts a held form, or sets it aside."""
        cookie = f"doorstep={self.rows.coordinators[0].username}"
        self.office.ask("POST", f"/held-forms/{form_id}/{verb}", FORM | {"cookie": cookie}, b"decision=Seen.")
        self.office_changed = True

    def back_up(self) -> None:
        self.office.back_up()
        self.backed_up_at = self.office.now

    def restore(self) -> None:
        self.was_restored = True
        self.office.restore()
        self.epoch = epoch_now()
        self.office_changed = True
