"""A real Chromium with a profile of its own, that can be closed, killed, filled, pushed to and opened again."""

import json
import os
import signal
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import dropwhile
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import BrowserContext, CDPSession, Error, Locator, Page, Playwright, expect

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
FEATURES_OFF = [
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints",
    "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
]  # fmt: skip
"""What Playwright turns off, for ours replaces its list, and at the end the pages of the address bar that nobody sees:
they cost half a second of every start."""
DAY_IS_KEPT = """async () => {
  await navigator.serviceWorker.ready
  for (const end = Date.now() + 30_000; Date.now() < end;) {
    const state = await fetch("/outbox?page=/rota").then((answer) => answer.json()).catch(() => ({}))
    if (state.stamp) return
    await new Promise((wake) => setTimeout(wake, 50))
  }
  throw new Error("The day did not come within 30 seconds")
}"""
ASK_ANEW = """async () => {
  const registration = await navigator.serviceWorker.ready
  registration.active.postMessage({ pages: true, now: true })
}"""
UPDATED = """async () => {
  const taken = new Promise((over) => navigator.serviceWorker.addEventListener("controllerchange", over))
  const look = () => document.dispatchEvent(new Event("visibilitychange"))
  const looking = setInterval(look, 1000)
  look()
  await taken
  clearInterval(looking)
}"""
WORKER_RUNS = "navigator.serviceWorker.ready.then(() => true)"
GIVEN_UP = """async () => {
  const looking = setInterval(() => document.dispatchEvent(new Event("visibilitychange")), 1000)
  while (await navigator.serviceWorker.getRegistration()) await new Promise((wake) => setTimeout(wake, 50))
  clearInterval(looking)
}"""
IS_KEPT = """async (words) => {
  const all = (found) => Promise.all(found)
  const opened = await all((await caches.keys()).map((name) => caches.open(name)))
  const kept = (await all(opened.map((cache) => cache.matchAll()))).flat()
  return (await all(kept.map((answer) => answer.text()))).some((text) => text.includes(words))
}"""
HAS_ROOM = """() => new Promise((told) => {
  const asked = indexedDB.open("trial", 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore("records", { autoIncrement: true })
  asked.onerror = () => told(false)
  asked.onsuccess = () => {
    const trial = asked.result.transaction("records", "readwrite")
    trial.objectStore("records").put("x".repeat(10_000))
    trial.oncomplete = trial.onabort = ({ type }) => { asked.result.close(); told(type === "complete") }
  }
})"""
CLOCK_JUMPS = """(milliseconds) => {
  const Before = Date
  globalThis.Date = class extends Before {
    constructor(...parts) { super(...(parts.length ? parts : [Date.now()])) }
    static now() { return Before.now() + milliseconds }
  }
}"""
NOTIFICATIONS = """async () => {
  const registration = await navigator.serviceWorker.ready
  for (const end = Date.now() + 30_000; Date.now() < end;) {
    const shown = await registration.getNotifications()
    if (shown.length) return shown.map(({ title, body }) => [title, body])
    await new Promise((wake) => setTimeout(wake, 50))
  }
  return []
}"""
PHONE = {"width": 390, "height": 844}
TELL_WHAT_THE_STATUS_SAYS = """addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => {
  let told
  const tell = () => {
    const status = document.querySelector("[data-sync-words]")
    const words = status?.checkVisibility() ? status.textContent : ""
    if (words !== told) tellStatus(Date.now() / 1000, told = words)
  }
  new MutationObserver(tell).observe(document.documentElement, { subtree: true, childList: true, characterData: true })
  tell()
}))"""


def browser_options() -> dict[str, object]:
    """How to start Chromium: Debian's where there is one, else Playwright's own."""
    arguments = [*ARGUMENTS, f"--disable-features={','.join(FEATURES_OFF)}"]
    options: dict[str, object] = {"args": arguments, "chromium_sandbox": False}
    return options | {"executable_path": CHROMIUM} if Path(CHROMIUM).exists() else options


@dataclass
class Device:
    """What a phone is before anybody's hands are on it."""

    playwright: Playwright
    profile: Path
    url: str
    options: dict[str, Any] = field(default_factory=dict)
    """What this browser is like, as `java_script_enabled`."""
    context: BrowserContext | None = None
    tab: Page | None = None
    """The tab in hand, where it is not the first."""
    devtools: CDPSession | None = None
    listens: bool = True
    """Writes down all that the status line says; to look at it takes time, so a phone to measure on does not."""
    said: list[tuple[float, str]] = field(default_factory=list)
    """All that the status line has said since the phone was opened, from each page's first frame on."""

    def open(self, address: str | None = None) -> None:
        """Start the browser from cold on this phone's profile."""
        self.context = self.playwright.chromium.launch_persistent_context(
            self.profile, viewport=PHONE, **self.options, **browser_options()
        )  # type: ignore[arg-type]
        self.context.set_default_timeout(15_000)
        self.tab, self.said = None, []
        if self.listens:
            self.context.expose_function("tellStatus", lambda at, words: self.said.append((at, words)))
            self.context.add_init_script(TELL_WHAT_THE_STATUS_SAYS)
        if address:
            self.go(address)

    def clock_jumps(self, by: timedelta) -> None:
        """Somebody sets the clock, for the page, those to come, and the service worker as long as it lives."""
        assert self.context
        milliseconds = round(by / timedelta(milliseconds=1))
        self.context.add_init_script(f"({CLOCK_JUMPS})({milliseconds})")
        self.page.evaluate(WORKER_RUNS)
        for running in (self.page, *self.context.service_workers):
            running.evaluate(CLOCK_JUMPS, milliseconds)

    @property
    def page(self) -> Page:
        assert self.context
        if self.tab:
            return self.tab
        return self.context.pages[0] if self.context.pages else self.context.new_page()

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-sync-words]")

    def go(self, address: str) -> None:
        self.page.goto(self.url + address)

    def close(self) -> None:
        if self.context:
            self.context.close()
        self.context = self.devtools = None

    def kill(self) -> None:
        """SIGKILL every process of this browser, as a phone does that runs out of memory or battery."""
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(Exception):
            self.close()
        self.context = None
        for lock in self.profile.glob("Singleton*"):
            lock.unlink(missing_ok=True)

    def processes(self) -> list[int]:
        """The pids whose command line names this profile: those that we started, and no others."""
        found = []
        for command in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                if str(self.profile).encode() in command.read_bytes():
                    found.append(int(command.parent.name))
        return found

    def wait_for_day(self) -> None:
        """Wait until this phone answers from its own copy."""
        self.page.evaluate(DAY_IS_KEPT)

    def dies(self) -> None:
        """Killed, and started again."""
        self.kill()
        self.open()

    def crashes(self) -> None:
        """The page goes, as when memory runs out; the browser stays."""
        assert self.context
        crashed, self.tab = self.page, self.context.new_page()
        with suppress(Error):  # Nobody is left to answer.
            crashed.goto("chrome://crash")
        crashed.close()

    def stops_worker(self) -> None:
        """The browser ends the service worker, as it does whenever it likes."""
        assert self.context
        session = self.context.new_cdp_session(self.page)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        session.detach()

    def waiting(self) -> list[dict[str, Any]]:
        """The forms that this phone says the office does not have, oldest first: as they are kept."""
        state: dict[str, Any] = self.page.evaluate("fetch('/outbox?page=/waiting').then((answer) => answer.json())")
        return [form for form in state["forms"] if form["state"] == "waiting"]

    def next_try_at(self) -> float:
        """When it says that it will try again to send; by this machine's clock, 0 when at once."""
        state = self.page.evaluate("fetch('/outbox?page=/waiting').then((answer) => answer.json())")
        return float(state.get("nextTryAt") or 0) / 1000

    def said_sent_at(self) -> float:
        """The moment at which the status line first said Sent after something had waited."""
        after = dropwhile(lambda said: not said[1].startswith("Saved"), self.said)
        return next(at for at, words in after if words.startswith("Sent"))

    def finds_signal(self) -> None:
        """The browser notices the network, as it does when a phone leaves a cellar; the phone sends at once."""
        self.page.evaluate("dispatchEvent(new Event('online'))")
        self.wait_until_sent()

    def wait_until_sent(self) -> None:
        """Touch nothing until the phone says that the office has everything."""
        expect(self.status.filter(visible=True)).to_contain_text("Sent", timeout=60_000)

    def second_tab(self, address: str) -> Self:
        """The same browser, with another tab open."""
        assert self.context
        tab = self.context.new_page()
        tab.goto(self.url + address)
        return replace(self, tab=tab)

    def storage_used(self) -> int:
        """Bytes that Chromium counts as ours."""
        used: int = self.page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")
        return used

    def fill_storage(self, all_but: int = 1000) -> None:
        """Start anew on a phone that has no room but for so many bytes: Chromium looks at it then, or soon after."""
        address = self.page.url.removeprefix(self.url)
        self.close()
        self.open()
        self.limit_storage(quotaSize=all_but)
        self.go(address)
        for _ in range(120):
            if not self.page.evaluate(HAS_ROOM):
                return
            self.page.wait_for_timeout(500)
        raise AssertionError("There is still room on this phone")

    def free_storage(self) -> None:
        self.limit_storage()

    def lose_store(self) -> None:
        """The browser throws away all that it kept for us but the sign-in."""
        self.tell_browser("Storage.clearDataForOrigin", storageTypes="indexeddb")

    def limit_storage(self, **limit: int) -> None:
        self.tell_browser("Storage.overrideQuotaForOrigin", **limit)

    def tell_browser(self, command: str, **values: Any) -> None:
        """Say something to the browser about our origin."""
        assert self.context
        self.devtools = self.devtools or self.context.new_cdp_session(self.page)
        self.devtools.send(command, {"origin": self.url, **values})

    def slow_down(self, times: int) -> None:
        """An old phone: so many times slower."""
        assert self.context
        self.context.new_cdp_session(self.page).send("Emulation.setCPUThrottlingRate", {"rate": times})

    def look_for_update(self) -> None:
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def wait_for_update(self) -> None:
        """Look at the phone again and again, until the new release is there: a look while one fails asks for none."""
        self.page.evaluate(UPDATED)

    def wait_until_nothing_answers_but_the_office(self) -> None:
        """Look at the phone again and again, until its worker has given up."""
        self.page.evaluate(GIVEN_UP)

    def has_kept_file_with(self, words: str) -> bool:
        """Whether a file that the phone keeps says something."""
        found: bool = self.page.evaluate(IS_KEPT, words)
        return found

    def look_again(self) -> None:
        """Put the phone away for long enough that it asks the office anew, and open it."""
        self.page.evaluate(ASK_ANEW)

    def is_pushed(self, said: dict[str, Any]) -> None:
        """A message comes to this browser, opened as browsers do; again when nothing shows, as on a busy machine."""
        assert self.context
        session = self.context.new_cdp_session(self.page)
        registrations: list[dict[str, Any]] = []
        session.on("ServiceWorker.workerRegistrationUpdated", lambda told: registrations.extend(told["registrations"]))
        session.send("ServiceWorker.enable")
        while not registrations:
            self.page.wait_for_timeout(20)
        [ours] = [one for one in registrations if one["scopeURL"].startswith(self.url)]
        message = {"origin": self.url, "registrationId": ours["registrationId"], "data": json.dumps(said)}
        for _ in "ab":
            session.send("ServiceWorker.deliverPushMessage", message)
            if self.notifications():
                break

    def notifications(self) -> list[tuple[str, str]]:
        """What the phone shows, title and text, once it shows anything."""
        shown: list[list[str]] = self.page.evaluate(NOTIFICATIONS)
        return [(title, body) for title, body in shown]
