"""A care worker's phone: every verb is what she does, and looks at what she would see."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.device import Device

PASSWORD = "doorstep-demo"
SUBSCRIBES = """(subscription) => {
  const { endpoint, p256dh, auth } = subscription
  const made = { endpoint, toJSON: () => ({ endpoint, keys: { p256dh, auth } }), unsubscribe: async () => true }
  let now = null
  PushManager.prototype.subscribe = async () => (now = made)
  PushManager.prototype.getSubscription = async () => now
}"""


@dataclass
class Phone(Device):
    """A phone in a worker's hand."""

    warned: str = ""
    """What was said before signing out with something waiting."""

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

    def turns_notifications_on(self, subscription: dict[str, str]) -> None:
        """As she does at the settings; no real push service can be reached here, so it is this subscription."""
        assert self.context
        self.context.grant_permissions(["notifications"], origin=self.url)
        self.context.add_init_script(f"({SUBSCRIBES})({json.dumps(subscription)})")
        self.go("/settings/notifications")
        self.page.get_by_role("button", name="Turn on notifications").click()
        expect(self.page.get_by_text("This phone tells you.")).to_be_visible()

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
