"""What workers do with their phones, and what the state machine needs for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.model.history import History
from tests.model.invariants import Ledger, check_shown
from tests.model.network import FATES
from tests.model.office import Office
from tests.model.phones import Phones
from tests.model.taps import KINDS

Changes = Sequence[Sequence[str]]

devices = st.integers(0, 4)
workers = st.integers(0, 3)
visits = st.integers(0, 3)
kinds = st.sampled_from(list(KINDS))
versions = st.sampled_from((1, 1, 1, 1, 1, 1, 0, 2))
fates = st.lists(st.sampled_from(("ok", "ok", "ok", *FATES)), max_size=3)


@dataclass
class Model:
    """What all histories share: one office, one process of phones, and what was counted."""

    office: Office
    phones: Phones
    changes: Changes | None = None
    faults: Counter[str] = field(default_factory=Counter)
    histories: int = 0
    steps: int = 0


class Workers(RuleBasedStateMachine):
    """They record, send, look, sign in and out. `model` is set on a subclass."""

    model: Model
    history: History
    office_has: Ledger

    @rule(device=devices, kind=kinds, visit=visits, version=versions)
    def record(self, device: int, kind: str, visit: int, version: int) -> None:
        if tap := self.tap(device, kind, visit, version):
            self.history.press(tap)

    @rule(device=devices, kind=kinds, visit=visits, more=kinds, fates=fates)
    def record_twice_and_send(self, device: int, kind: str, visit: int, more: str, fates: list[str]) -> None:
        for said in (kind, more):
            if tap := self.tap(device, said, visit, 1):
                self.history.press(tap)
        self.history.network.day_packs_come = False
        self.history.sync(self.on(device), fates=fates)
        self.history.network.day_packs_come = True

    @rule(device=devices, fates=fates, signal_goes=st.booleans())
    def send(self, device: int, fates: list[str], signal_goes: bool) -> None:
        """Without signal in between the forms go, and the day does not come."""
        self.history.network.day_packs_come = not signal_goes
        self.history.sync(self.on(device), fates=fates)
        self.history.network.day_packs_come = True

    @rule(device=devices, kind=kinds, visit=visits, fates=fates)
    def record_while_sending(self, device: int, kind: str, visit: int, fates: list[str]) -> None:
        if tap := self.tap(device, kind, visit, 1):
            self.history.press(tap, {"do": "sync", "device": tap.device}, fates=fates)

    @precondition(lambda self: self.history.taps)
    @rule(which=st.integers(0, 30))
    def press_again(self, which: int) -> None:
        """The page did not hear that it was saved, or the worker pressed twice."""
        tap = self.history.taps[1 + which % len(self.history.taps)]
        if str(self.history.author_at(tap.device)) == str(tap.author) and not tap.lost:
            self.history.press(tap)

    @rule(device=devices, worker=workers, fates=fates)
    def somebody_signs_in(self, device: int, worker: int, fates: list[str]) -> None:
        self.count("user switched")
        self.history.sign_in(self.on(device), worker, fates)

    @rule(device=devices, fates=fates)
    def sign_out(self, device: int, fates: list[str]) -> None:
        self.history.sign_out(self.on(device), fates)

    @rule(device=devices)
    def look(self, device: int) -> None:
        device = self.on(device)
        step = self.history.do({"do": "look", "device": device, "page": "/today", "asker": None})
        if step and step["ok"]:
            check_shown(self.history, device, step["value"])

    def on(self, device: int) -> int:
        return device % len(self.history.stores)

    def tap(self, device: int, kind: str, visit: int, version: int) -> Any:
        if version != 1:
            self.count("form of another version")
        return self.history.new_tap(self.on(device), kind, visit, version)

    def count(self, what: str) -> None:
        self.model.faults[what] += 1

    def held(self) -> list[str]:
        return [str(form.id) for form in self.office_has.forms if form.state == "held"] if self.history else []

    def can_restore(self) -> bool:
        """Only a backup younger than what phones keep helps; an older one is no promise of ours."""
        return bool(self.history) and (self.history.office.now - self.history.backed_up_at).days < 13
