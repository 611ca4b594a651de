"""A rota that changes while Doorstep is closed: the phone is told by push, and has the new day before it says so."""

from collections.abc import Iterator

import pytest
from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

from tests.faults import wait_until
from tests.push_service import PushService, push_service


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    """A push service that the server knows; asked for before the server starts."""
    monkeypatch.setenv("PUSH_HOSTS", "localhost")
    with push_service() as made:
        yield made


def test_a_change_is_on_the_phone_before_it_says_so(
    service: PushService, doorstep: Doorstep, phone: Phone, grace: Coordinator
) -> None:
    browser = service.browser()
    phone.turns_notifications_on(browser.subscription)
    _, _, moved, *_, cancelled = phone.open_visits()
    phone.go("/people")
    grace.moves(moved, "10:30")
    grace.adds("Edith Lamb, born 21 Mar 1932", "15:40", "Amina Yusuf")
    grace.cancels(cancelled, "She is with her son.")
    grace.publishes()
    wait_until(lambda: service.messages != [])
    [message] = service.messages
    said = browser.read(message.body)
    assert said["doorstep"] == "rota"
    assert message.signed["aud"] == "http://localhost"
    phone.is_pushed(said)
    assert phone.notifications() == [("Your rota changed", "Open Doorstep to see what is new.")]
    doorstep.kill()
    phone.go("/today")
    expect(phone.told_of_change).to_contain_text("Your rota changed: 3 visits")
    assert cancelled not in phone.open_visits()
    for at in ("10:30", "15:40"):
        expect(phone.page.get_by_role("main")).to_contain_text(at)
    phone.told_of_change.click()
    for change in ("Added Edith Lamb", "Moved", "Cancelled"):
        expect(phone.page.get_by_role("heading", name=change)).to_be_visible()
    phone.page.get_by_role("button", name="Accept 3 changes").click()
    doorstep.start()
    phone.finds_signal()
    grace.go("/rota/changes")
    for step in ("Published", "Notification sent", "Reached the phone", "Opened", "Accepted"):
        expect(grace.page.locator(".receipts__step").filter(has_text=step)).to_be_visible()


def test_a_test_message_says_that_it_is_one(service: PushService, phone: Phone) -> None:
    browser = service.browser()
    phone.turns_notifications_on(browser.subscription)
    phone.page.get_by_role("button", name="Send a test").click()
    expect(phone.page.get_by_text("On its way")).to_be_visible()
    wait_until(lambda: service.messages != [])
    phone.is_pushed(browser.read(service.messages[0].body))
    assert phone.notifications() == [("Notifications work", "This phone tells you when your rota changes.")]
