"""Somebody who has just installed Doorstep, at the office: every verb is what they do at its pages."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

PASSWORD = "a walk by the river"


@dataclass
class Newcomer:
    """The first coordinator."""

    page: Page
    url: str
    first_passwords: dict[str, str] = field(default_factory=dict)
    """Of those whom they added, as the page showed them."""

    def fill(self, **answers: str) -> None:
        """Answer questions by their names on the form."""
        for name, answer in answers.items():
            question = self.page.locator(f"[name={name}]")
            if question.evaluate("question => question.tagName") == "SELECT":
                question.select_option(answer)
            else:
                question.fill(answer)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def opens_it(self) -> None:
        """At whatever address, the first page."""
        self.page.goto(f"{self.url}/")
        expect(self.page.get_by_role("heading", name="Set up Doorstep")).to_be_visible()

    def sets_up(self) -> None:
        self.fill(
            agency="Hearth Home Care", agency_phone="0113 496 0000", team="Headingley", name="Grace Mensah",
            username="grace", password=PASSWORD,
        )  # fmt: skip
        self.press("Set up, and sign in")
        expect(self.page.get_by_role("heading", name="Hearth Home Care")).to_be_visible()

    def adds_worker(self, name: str, username: str) -> None:
        self.page.goto(f"{self.url}/settings")
        self.page.get_by_role("link", name=re.compile("^Add your workers")).click()
        self.fill(name=name, username=username, phone="07700 900123")
        self.press("Add them")
        expect(self.page.get_by_role("heading", name=f"{name} can sign in")).to_be_visible()
        self.first_passwords[username] = self.page.locator(".first-password__word").last.inner_text()

    def takes_on(self) -> None:
        """Jean Whitcombe, page by page."""
        self.page.goto(f"{self.url}/people")
        self.page.get_by_role("link", name="Take somebody on").click()
        self.fill(given_name="Jean", family_name="Whitcombe", born_on="1941-02-03")
        self.press("Save and go on")
        self.fill(address="4 Ash Road, Leeds", postcode="ls63ab")
        self.press("Save and go on")
        self.fill(allergy_status="none_known", allergies_confirmed_by="Jean", allergies_confirmed_on="2026-11-20")
        self.press("Save and go on")
        self.fill(getting_in="Ring twice; she comes to the door.")
        self.press("Save and go on")
        self.page.get_by_label("Next of kin").check()
        self.fill(name="Peter Whitcombe", phone="07700 900111")
        self.press("Add the contact")
        self.page.get_by_role("link", name="Go on to communication").click()
        self.press("Save and go on")
        self.press("Save and go on")
        self.fill(funding="council", commissioner="Leeds City Council", hours="14", from_on="2026-11-23")
        self.press("Add the package")
        expect(self.page.get_by_text("Being taken on.")).to_be_visible()

    def plans(self, title: str, at: str, actions: str, worker: str) -> None:
        """A visit of every day, before or after the care begins."""
        self.page.get_by_role("link", name="Plan", exact=True).first.click()
        self.page.get_by_role("link", name="Visits", exact=True).click()
        self.page.get_by_role("link", name="Add a planned visit").click()
        self.fill(title=title, at=at, minutes="30", actions=actions)
        self.page.get_by_label(worker).check()
        self.press("See what this does")
        self.page.locator("[name=confirmed]").locator("xpath=ancestor::form").get_by_role("button").first.click()
        expect(self.page.get_by_text(f"{at} {title}")).to_be_visible()

    def begins_care(self) -> None:
        self.page.get_by_role("link", name="Record", exact=True).click()
        self.press("Begin the care")
        expect(self.page.get_by_text("Receiving care.")).to_be_visible()

    def publishes(self) -> None:
        self.page.goto(f"{self.url}/rota/changes")
        self.page.get_by_role("button", name=re.compile("^Publish")).click()
        expect(self.page.get_by_text("The rota is as your workers have it.")).to_be_visible()
