"""What may befall phones, what is under way, and the office."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.model.workers import Workers, devices, fates, kinds, visits, workers

HOUR, DAY = 3_600_000, 86_400_000
SKEWS = {"clock +1 h": HOUR, "clock -1 h": -HOUR, "clock +8 d": 8 * DAY, "clock -400 d": -400 * DAY, "clock right": 0}
STORE_FAULTS = ("unknown", "lost", "abort", "quota", "torn", "torn close", "close", "reopen", "reopen full")

dooms = st.tuples(st.integers(0, 2), st.integers(0, 30))


class TroubledPhones(Workers):
    """Browsers are killed, stores fail, clocks jump; the network takes its time."""

    @rule(device=devices, kind=kinds, visit=visits, doom=dooms)
    def killed_while_recording(self, device: int, kind: str, visit: int, doom: tuple[int, int]) -> None:
        if tap := self.tap(device, kind, visit, 1):
            self.history.press(tap, doom=(0, doom[1]))

    @rule(device=devices, fates=fates, doom=dooms)
    def killed_while_sending(self, device: int, fates: list[str], doom: tuple[int, int]) -> None:
        self.history.sync(self.on(device), fates=fates, doom=doom)

    @rule(device=devices, fate=st.sampled_from(("cut", "late", "slow", "killed after")))
    def killed_before_the_answer_came(self, device: int, fate: str) -> None:
        self.count("browser killed")
        device = self.on(device)
        self.history.sync(device, fates=[fate])
        self.history.restart(device)

    @rule(device=devices)
    def worker_restarted(self, device: int) -> None:
        self.count("worker restarted")
        self.history.restart(self.on(device))

    @rule(device=devices, fault=st.sampled_from(STORE_FAULTS), after=st.integers(0, 6), kind=kinds, fates=fates)
    def store_fails(self, device: int, fault: str, after: int, kind: str, fates: list[str]) -> None:
        self.count(f"IndexedDB {fault}")
        device = self.on(device)
        trouble = {"do": "fault", "device": device, "kind": fault, "after": after}
        tap = self.tap(device, kind, 0, 1) if after < 2 else None
        if tap:
            self.history.do(trouble)
            self.history.press(tap)
        else:
            self.history.do(trouble, {"do": "sync", "device": device}, fates=fates)

    @rule(device=devices)
    def store_evicted(self, device: int) -> None:
        self.count("store evicted")
        self.history.evict(self.on(device))

    @rule(device=devices, skew=st.sampled_from(list(SKEWS)))
    def clock_jumps(self, device: int, skew: str) -> None:
        if SKEWS[skew]:
            self.count(skew)
        self.history.do({"do": "clock", "device": self.on(device), "skew": SKEWS[skew]})

    @rule(device=devices, fates=fates)
    def two_send_at_once(self, device: int, fates: list[str]) -> None:
        """In a browser whose locks do not hold."""
        self.count("two drainers")
        device = self.on(device)
        sync = {"do": "sync", "device": device}
        self.history.do({"do": "locks", "device": device, "hold": False}, sync, sync, fates=fates)
        self.history.do({"do": "locks", "device": device, "hold": True})

    @precondition(lambda self: self.history.network.under_way)
    @rule(which=st.integers(0, 5))
    def arrives(self, which: int) -> None:
        under_way = self.history.network.under_way
        self.history.arrive(under_way[which % len(under_way)])

    @precondition(lambda self: any(one.waited_for for one in self.history.network.under_way))
    @rule(which=st.integers(0, 5))
    def gives_up(self, which: int) -> None:
        waited_for = [one for one in self.history.network.under_way if one.waited_for]
        self.history.give_up(waited_for[which % len(waited_for)])


class TroubledOffice(Workers):
    """People leave, rotas change, sign-ins end, the database is restored from a backup."""

    @rule(device=devices)
    def sign_in_ends(self, device: int) -> None:
        self.count("sign-in revoked")
        self.history.end_sign_in(self.on(device))

    @rule(visit=visits, removed=st.booleans())
    def rota_changes(self, visit: int, removed: bool) -> None:
        self.count("visit moved or cancelled")
        self.history.toggle_assignment(visit, removed=removed)

    @rule(worker=workers, left=st.booleans())
    def worker_leaves(self, worker: int, left: bool) -> None:
        self.count("leaver")
        self.history.leave_or_return(worker, left=left)

    @precondition(lambda self: self.held())
    @rule(which=st.integers(0, 5), verb=st.sampled_from(("acceptance", "setting-aside")))
    def office_decides(self, which: int, verb: str) -> None:
        held = self.held()
        self.history.decide(held[which % len(held)], verb)

    @rule()
    def back_up(self) -> None:
        self.history.back_up()

    @precondition(lambda self: self.can_restore())
    @rule()
    def restored_from_backup(self) -> None:
        self.count("server restored")
        self.history.restore()

    @rule(minutes=st.sampled_from((1, 15, 60, 8 * 24 * 60)))
    def time_passes(self, minutes: int) -> None:
        self.history.tick(seconds=0, minutes=minutes)
