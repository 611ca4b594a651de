"""A coordinator at her tablet: a browser of her own, signed in."""

from dataclasses import dataclass
from typing import Any

from phone import PASSWORD
from playwright.sync_api import Browser, Locator, Page, expect

TABLET: Any = {"width": 1180, "height": 820}
REMEMBER_WHEN_STATE_CHANGES = """(bar) => {
  const [before, id] = [bar.dataset.state, bar.getAttribute("href")]
  const look = () => {
    const now = document.querySelector(`.timeline__visit[href="${id}"]`)
    if (now && now.dataset.state !== before) window.changedAt ??= Date.now() / 1000
  }
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true })
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

    def watch_board(self) -> None:
        """Open the board, and see that it is live."""
        self.go("/board")
        expect(self.page.locator("[data-live]")).to_be_visible()

    def bar(self, visit: str) -> Locator:
        """A visit on the day's timeline."""
        return self.page.locator(f".timeline__visit[href='{visit}']")

    def waits_for_change_of(self, visit: str) -> None:
        self.bar(visit).evaluate(REMEMBER_WHEN_STATE_CHANGES)

    def saw_change_at(self) -> float:
        """When the visit she waits for changed its state; she has not reloaded since."""
        self.page.wait_for_function("window.changedAt")
        moment: float = self.page.evaluate("window.changedAt")
        return moment

    def accept_held(self) -> None:
        """Open the one record that is held, read why, and accept it."""
        self.go("/held-forms")
        self.page.locator(".people-list__row").click()
        self.page.get_by_role("button", name="Accept as it is").click()
        expect(self.page.get_by_text("Nothing is held.")).to_be_visible()
