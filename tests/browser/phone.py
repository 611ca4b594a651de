"""A care worker's phone: a real Chromium with a profile of its own, that can be closed, killed and opened again."""

import json
import os
import re
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import dropwhile
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Error, Locator, Page, Playwright, expect

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PASSWORD = "doorstep-demo"
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
SUBSCRIBES = """(subscription) => {
  const { endpoint, p256dh, auth } = subscription
  const made = { endpoint, toJSON: () => ({ endpoint, keys: { p256dh, auth } }), unsubscribe: async () => true }
  let now = null
  PushManager.prototype.subscribe = async () => (now = made)
  PushManager.prototype.getSubscription = async () => now
}"""
NOTIFICATIONS = """async () => {
  const registration = await navigator.serviceWorker.ready
  for (const end = Date.now() + 15_000; Date.now() < end;) {
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
    options: dict[str, object] = {"args": ARGUMENTS, "chromium_sandbox": False}
    return options | {"executable_path": CHROMIUM} if Path(CHROMIUM).exists() else options


@dataclass
class Phone:
    """A phone in a worker's hand. Every verb is what she does, and looks at what she would see."""

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
    warned: str = ""
    """What was said before signing out with something waiting."""
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

    def go_until_it_answers(self, address: str) -> None:
        """As she does who is told that there is no signal, and sees that there is."""
        no_signal = self.page.get_by_role("heading", name="No signal")
        for _ in range(5):
            self.go(address)
            if not no_signal.is_visible():
                return

    def go_until_shown(self, address: str, news: Locator) -> None:
        """Open a page again until it shows what is new: the phone asks the office behind the page that it keeps."""
        for _ in range(20):
            self.go(address)
            with suppress(AssertionError):
                return expect(news).to_be_visible(timeout=1000)
        raise AssertionError("The page never showed what is new")

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

    def sign_in(self, username: str) -> None:
        """Sign in, and wait until the day is on the phone."""
        self.go("/sign-in")
        self.fill_sign_in(username)
        self.wait_for_day()

    def signs_in_first(self, username: str, first: str, own: str) -> None:
        """With the password that the office gave her; then she chooses her own, and waits for the day."""
        self.go("/sign-in")
        self.page.get_by_label("Username").fill(username)
        self.page.get_by_label("Password").fill(first)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_label("Your new password").fill(own)
        self.page.get_by_role("button", name="Use this password").click()
        self.page.wait_for_url("**/today")
        self.wait_for_day()

    def sign_in_again(self, username: str) -> None:
        """As the phone asks: from what is waiting."""
        self.go("/waiting")
        self.page.get_by_role("link", name="Sign in to send").click()
        self.fill_sign_in(username)

    def fill_sign_in(self, username: str) -> None:
        self.page.get_by_label("Username").fill(username)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/today")

    def wait_for_day(self) -> None:
        """Wait until this phone answers from its own copy."""
        self.page.evaluate(DAY_IS_KEPT)

    def open_visits(self) -> list[str]:
        """The addresses of today's visits that are still to be done, in order."""
        self.go("/today")
        links = self.page.locator("[data-holds~=due] .shift__link")
        return [str(link.get_attribute("href")) for link in links.all()]

    def open_first_visit(self) -> str:
        """The visit that is due now, open; its address."""
        visit = self.open_visits()[0]
        self.go(visit)
        return visit

    @property
    def told_of_change(self) -> Locator:
        """The notice that the rota is not as it was."""
        return self.page.locator("a[href^='/rota-changes/']")

    def card(self, title: str) -> Locator:
        """The question about a care action or a medicine, by what it is called."""
        return self.page.get_by_role("group", name=title, exact=True)

    def dose(self, medicine: str) -> Locator:
        """The question about a medicine, by how its name begins."""
        return self.page.get_by_role("group", name=re.compile(f"^{medicine}"))

    def check_in(self) -> None:
        self.page.get_by_role("button", name=re.compile("^Check in to")).click()
        self.answer_why()

    def answer_why(self) -> None:
        """Pass by the question why she is early or late, where it is asked, and see that she is checked in."""
        anyway = self.page.get_by_role("button", name=re.compile("^Check in(,| without)"))
        checked_in = self.page.locator("#arrival .sync-mark")
        expect(anyway.or_(checked_in).first).to_be_visible()
        if anyway.is_visible():
            anyway.click()
        expect(checked_in).to_be_visible()

    def tick_plainly(self, card: Locator) -> None:
        """Done, and with help, with the form's own button."""
        card.get_by_label("Done", exact=True).check()
        card.get_by_label("With help", exact=True).check()
        card.get_by_role("button", name=re.compile("^Record for")).click()
        expect(card.locator(".sync-mark")).to_contain_text("Sent")

    def tick(self, card: Locator, support: str = "With help") -> None:
        """Done, and how much support it took."""
        card.get_by_label("Done", exact=True).check()
        card.get_by_label(support, exact=True).check()
        expect(card.locator(".sync-mark")).to_contain_text(re.compile("Saved on this phone|Sent"))

    def decline(self, card: Locator) -> None:
        """The person would not have it done."""
        card.get_by_label("Declined", exact=True).check()
        expect(card.locator(".sync-mark")).to_contain_text(re.compile("Saved on this phone|Sent"))

    def says_as_of(self, address: str) -> bool:
        """Whether a page opens and says how old it is."""
        self.go(address)
        return self.page.locator("[data-as-of-words]").first.inner_text().startswith("As of")

    def questions(self, count: int) -> list[tuple[str, str]]:
        """So many care actions of today that are not answered: the visit's address, and the question's id."""
        found = [(visit, name) for visit in self.open_visits() for name in self.unanswered_on(visit)]
        assert len(found) >= count
        return found[:count]

    def unanswered_on(self, visit: str) -> list[str]:
        self.go(visit)
        return self.unanswered("#care")

    def has_ticked(self, visit: str, question: str) -> bool:
        """Whether a visit's page, opened anew, shows the answer."""
        self.go(visit)
        return self.page.locator(f"#{question}").get_attribute("data-state") == "recorded"

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

    def keeps_though(self, befallen: Callable[["Phone"], None], visit: str, question: str) -> bool:
        """Tick, let something befall the phone the moment that it says saved, and look."""
        self.go(visit)
        self.tick(self.page.locator(f"#{question}"))
        befallen(self)
        return self.has_ticked(visit, question)

    def give(self, dose: Locator) -> None:
        """A dose taken, administered."""
        self.begin_to_give(dose)
        dose.get_by_role("button", name=re.compile("^Record ")).click()
        expect(dose.locator(".sync-mark")).to_be_visible()

    def begin_to_give(self, dose: Locator) -> None:
        """Answer what is asked, and do not press yet; a dose that is only given when needed is opened first."""
        for closed in dose.locator(".dose__prn:not([open]) > summary").all():
            closed.click()
        dose.get_by_label("Administered", exact=True).check()
        dose.locator("[name=outcome]:is([value=taken], [value=applied])").check()
        self.answer_more(dose)

    def answer_more(self, dose: Locator) -> None:
        """What else a dose asks: the first key of each question, a word for each that is to be written."""
        for key in ("sites", "old_patch", "seen"):
            for first in dose.locator(f"[name={key}]:enabled").all()[:1]:
                first.check(force=True)
        for asked in dose.locator("input.field__input:required:enabled").all():
            asked.fill("As she wished")

    def answer_everything(self) -> None:
        """Every care action done, every medicine taken."""
        for name in self.unanswered("#care"):
            self.tick(self.page.locator(f"#{name}"))
        for name in self.unanswered("#medicines"):
            self.give(self.page.locator(f"#{name}"))

    def correct(self, card: Locator, outcome: str) -> None:
        """Another answer to a question; the first one stays, struck."""
        card.get_by_role("button", name=re.compile("^Correct")).click()
        card.get_by_label(outcome, exact=True).check()
        expect(card.locator(".recorded [data-summary]")).to_contain_text(outcome)
        expect(card.locator("s").first).to_be_visible()

    def correct_note(self, words: str, anew: str) -> None:
        """Other words for a note; the first ones stay, struck."""
        self.note(words).get_by_role("button", name=re.compile("^Correct")).click()
        field = self.page.locator("textarea:focus")
        field.fill(anew)
        self.save(field)
        expect(self.note(words).locator("s")).to_be_visible()
        expect(self.note(anew)).to_be_visible()

    def work(self, visit: str) -> None:
        """Open a visit, check in, and answer everything that is asked."""
        self.go(visit)
        self.check_in()
        self.answer_everything()

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

    def times_shown(self) -> list[str]:
        """The times on the page of what is waiting, as `08:05`."""
        self.go("/waiting")
        expect(self.page.locator("[data-waiting-count]")).to_contain_text("waiting")
        return self.page.locator(".waiting-item__time").all_inner_texts()

    def unanswered(self, section: str) -> list[str]:
        """The ids of the questions in a section that are still open."""
        asked = self.page.locator(f"{section} [data-record]:not([data-state])")
        names: list[str] = asked.evaluate_all("questions => questions.map((question) => question.id)")
        return names

    def write(self, label: str, words: str) -> None:
        """A visit note or a handover."""
        field = self.page.get_by_label(re.compile(label))
        field.fill(words)
        self.save(field)
        expect(self.note(words)).to_be_visible()

    def saves(self, label: str, words: str) -> bool:
        """Write, press, and see what it says: whether it was saved, or that it was not."""
        field = self.page.get_by_label(re.compile(label))
        field.fill(words)
        self.save(field)
        note, not_saved = self.note(words), self.page.get_by_role("alert").filter(has_text="Not saved")
        expect(note.or_(not_saved).first).to_be_visible()
        return note.is_visible()

    def save(self, field: Locator) -> None:
        """Press the button under what is written."""
        field.locator("xpath=ancestor::form").get_by_role("button", name=re.compile("^Save")).click()

    def write_notes(self, count: int) -> list[dict[str, Any]]:
        """So many visit notes, each seen on the page; the forms that the phone then keeps."""
        for number in range(1, count + 1):
            self.write("Visit note about", f"Note {number} of {count}")
        return self.waiting()

    def note(self, words: str) -> Locator:
        """A note or a concern, by what it says."""
        return self.page.locator(".note__item", has_text=words)

    def is_typing(self, label: str, words: str) -> Locator:
        """Something written and not saved."""
        field = self.page.get_by_label(re.compile(label))
        field.press_sequentially(words)
        return field

    def sign_out(self) -> None:
        """Sign out, and once more where the phone says what is still on it."""
        self.go("/rota")
        self.page.get_by_role("button", name="Sign out").click()
        warning = self.page.locator("[data-signing-out]")
        gone = self.page.get_by_role("heading", name=re.compile("^(Doorstep|No signal)$"))
        expect(warning.or_(gone).first).to_be_visible()
        if warning.is_visible():
            self.warned = warning.inner_text()
            self.page.get_by_role("button", name="Sign out").click()
        self.page.wait_for_url("**/sign-in")

    def second_tab(self, address: str) -> "Phone":
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

    def turns_notifications_on(self, subscription: dict[str, str]) -> None:
        """As she does at the settings; no real push service can be reached here, so it is this subscription."""
        assert self.context
        self.context.grant_permissions(["notifications"], origin=self.url)
        self.context.add_init_script(f"({SUBSCRIBES})({json.dumps(subscription)})")
        self.go("/settings/notifications")
        self.page.get_by_role("button", name="Turn on notifications").click()
        expect(self.page.get_by_text("This phone tells you.")).to_be_visible()

    def is_pushed(self, said: dict[str, Any]) -> None:
        """A message comes to this browser, opened as browsers do."""
        assert self.context
        session = self.context.new_cdp_session(self.page)
        registrations: list[dict[str, Any]] = []
        session.on("ServiceWorker.workerRegistrationUpdated", lambda told: registrations.extend(told["registrations"]))
        session.send("ServiceWorker.enable")
        while not registrations:
            self.page.wait_for_timeout(20)
        [ours] = [one for one in registrations if one["scopeURL"].startswith(self.url)]
        message = {"origin": self.url, "registrationId": ours["registrationId"], "data": json.dumps(said)}
        session.send("ServiceWorker.deliverPushMessage", message)

    def notifications(self) -> list[tuple[str, str]]:
        """What the phone shows, title and text, once it shows anything."""
        shown: list[list[str]] = self.page.evaluate(NOTIFICATIONS)
        return [(title, body) for title, body in shown]

    def raise_concern(self, kind: str, seen: str) -> None:
        self.page.get_by_role("button", name="Concern", exact=True).click()
        sheet = self.page.get_by_role("dialog", name=re.compile("Raise a concern"))
        sheet.get_by_label(kind, exact=True).check()
        sheet.get_by_label(re.compile("What did you see")).fill(seen)
        sheet.get_by_role("button", name=re.compile("^Raise concern")).click()
        expect(self.page.locator(".note__item", has_text=seen)).to_be_visible()

    def take_photo(self, file: Path, words: str) -> None:
        """Choose a photo on the open visit's page, say what it shows, and see that it is saved."""
        self.page.get_by_role("button", name="Add a photo").click()
        sheet = self.page.get_by_role("dialog", name=re.compile("^Add a photo"))
        sheet.get_by_label("Take or choose a photo").set_input_files(file)
        sheet.get_by_label("Skin").check()
        sheet.get_by_label("What does it show?").fill(words)
        sheet.get_by_role("button", name=re.compile("^Save photo for")).click()
        expect(self.photo(words)).to_contain_text("Saved on this phone")

    def photo(self, words: str) -> Locator:
        return self.page.locator("[data-list=photos] > li").filter(has_text=words)

    def check_out(self) -> None:
        self.page.get_by_role("button", name=re.compile("^Check out from")).click()
        leaving = self.page.get_by_role("button", name="No time")
        gone = self.page.locator("#departure .sync-mark")
        expect(leaving.or_(gone).first).to_be_visible()
        if leaving.is_visible():
            leaving.click()
        expect(gone).to_be_visible()
