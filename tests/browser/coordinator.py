"""A coordinator at her tablet: a browser of her own, signed in."""

from dataclasses import dataclass
from typing import Any

from phone import PASSWORD
from playwright.sync_api import Browser, Locator, Page, expect

TABLET: Any = {"width": 1180, "height": 820}
REMEMBER_WHEN_STATE_CHANGES = """(bar) => { window.changedAt = new Promise((changed) => {
  const before = bar.dataset.state
  const find = ".timeline__row[aria-label='Amina Yusuf'] " + `[href="${bar.getAttribute("href")}"]`
  const look = () => {
    if (document.querySelector(find)?.dataset.state !== before) changed(Date.now() / 1000)
  }
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true })
}) }"""
PLACE = """() => {
  const [focus, day] = [document.activeElement, document.getElementById("timeline")]
  return [focus.getAttribute("href"), day.scrollLeft, Math.round(focus.getBoundingClientRect().top)]
}"""


@dataclass
class Coordinator:
    """Every verb is what she does at the office's pages."""

    browser: Browser
    url: str
    page: Page

    @classmethod
    def signed_in(cls, browser: Browser, url: str, username: str) -> "Coordinator":
        page = browser.new_context(viewport=TABLET).new_page()
        page.goto(f"{url}/sign-in")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/board")
        return cls(browser, url, page)

    def go(self, address: str) -> None:
        self.page.goto(self.url + address)

    def adds_medicine(self, person: str, said: dict[str, str]) -> None:
        """An order of a person's, as the form at `/people/<id>/medicines/new` sends it."""
        answer = self.page.request.post(
            f"{self.url}/people/{person}/medicines", form=said, headers={"origin": self.url}, max_redirects=0
        )
        assert answer.status == 303, answer.text()

    def cancels(self, visit: str, reason: str) -> None:
        """A visit that will not take place: in her draft, until she publishes it."""
        self.go(f"/rota{visit}")
        self.page.get_by_text("Cancel this visit").click()
        self.page.get_by_label("Why?").fill(reason)
        self.page.get_by_role("button", name="Cancel the visit").click()
        expect(self.page.get_by_text("Changed, and not published yet.")).to_be_visible()

    def moves(self, visit: str, at: str) -> None:
        """To another time of its day, in her draft."""
        self.go(f"/rota{visit}")
        self.page.get_by_text("Another time, length or day").click()
        self.page.get_by_label("Begins").fill(at)
        self.page.get_by_role("button", name="Move").click()
        expect(self.page.get_by_text("Changed, and not published yet.")).to_be_visible()

    def adds(self, person: str, at: str, worker: str) -> None:
        """A short visit of today for somebody, in her draft."""
        self.go("/rota/new-visit")
        self.page.get_by_label("Who is it for?").select_option(label=person)
        self.page.get_by_label("Begins").fill(at)
        self.page.get_by_label("Minutes").fill("15")
        self.page.get_by_role("button", name="Add the visit").click()
        self.page.locator(".choose-worker__one").filter(has_text=worker).get_by_role("button", name="Choose").click()
        expect(self.page.get_by_role("button", name=f"Take off {worker}")).to_be_visible()

    def publishes(self) -> None:
        self.go("/rota/changes")
        self.page.get_by_role("button", name="Publish").click()
        expect(self.page.get_by_text("The rota is as your workers have it.")).to_be_visible()

    def watch_board(self) -> None:
        """Open the board, and see that it is live."""
        self.go("/board")
        expect(self.page.locator("[data-live]")).to_be_visible()

    def bar(self, visit: str, worker: str = "Amina Yusuf") -> Locator:
        """A worker's turn at a visit, on the day's timeline."""
        return self.page.get_by_role("region", name=worker).locator(f".timeline__visit[href='{visit}']")

    def waits_for_change_of(self, visit: str) -> None:
        self.bar(visit).evaluate(REMEMBER_WHEN_STATE_CHANGES)

    def saw_change_at(self) -> float:
        """When the visit she waits for changed its state; she has not reloaded since."""
        moment: float = self.page.evaluate("window.changedAt")
        return moment

    def looks_at(self, worker: str) -> Any:
        """Go to a worker's last visit of the day, and rest there; where that is."""
        visit = self.page.get_by_role("region", name=worker).get_by_role("link").last
        visit.evaluate("visit => visit.scrollIntoView({ block: 'center', inline: 'center' })")
        visit.evaluate("visit => visit.focus({ preventScroll: true })")
        return self.place()

    def place(self) -> Any:
        """What has the focus, how far the day is scrolled, and where on the screen that is."""
        return self.page.evaluate(PLACE)

    def colours(self) -> str:
        """The colour of the board's words."""
        colour: str = self.page.locator(".office__work").evaluate("work => getComputedStyle(work).color")
        return colour

    def entry(self, visit: str, words: str) -> Locator:
        """What was recorded at a visit, by how it reads on the visit's page."""
        self.go(visit)
        return self.page.locator(".entry", has_text=words)

    def held(self) -> Locator:
        """The list of what is held, opened anew."""
        self.go("/held-forms")
        return self.page.locator(".people-list__row")

    def accept_held(self) -> None:
        """Open the one record that is held, read why, and accept it."""
        self.go("/held-forms")
        self.page.locator(".people-list__row").click()
        self.page.get_by_role("button", name="Accept as it is").click()
        expect(self.page.get_by_text("Nothing is held.")).to_be_visible()
