"""A rota that changes while a phone has no signal: the worker sees it, answers, and the office hears of it."""

from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect


def test_a_change_that_is_accepted_without_signal(doorstep: Doorstep, phone: Phone, grace: Coordinator) -> None:
    cancelled = phone.open_visits()[-1]
    grace.cancels(cancelled, "She is with her son.")
    grace.publishes()
    phone.look_again()
    expect(phone.told_of_change).to_contain_text("Your rota changed: 1 visit")
    doorstep.kill()
    phone.go("/today")
    assert cancelled not in phone.open_visits()
    phone.told_of_change.click()
    expect(phone.page.get_by_text("She is with her son.")).to_be_visible()
    phone.page.get_by_role("button", name="Accept 1 change").click()
    expect(phone.page.locator("#answer .sync-mark")).to_contain_text("Saved on this phone")
    doorstep.start()
    phone.finds_signal()
    grace.go("/rota/changes")
    expect(grace.page.locator(".receipts__step").filter(has_text="Accepted")).to_be_visible()
    phone.go("/today")
    expect(phone.told_of_change).to_have_count(0)


def test_who_cannot_go_says_why_and_is_on_the_board(phone: Phone, grace: Coordinator) -> None:
    grace.cancels(phone.open_visits()[-1], "She is with her son.")
    grace.publishes()
    phone.look_again()
    phone.told_of_change.click()
    grace.watch_board()
    phone.page.get_by_text("I can’t do this").click()
    phone.page.get_by_label("Why not?").fill("My car broke down.")
    phone.page.get_by_role("button", name="Tell the office").click()
    expect(phone.page.locator("#answer [data-summary]")).to_contain_text("My car broke down.")
    grace.page.get_by_role("region", name="Needs a person now").locator("summary", has_text="more").click()
    expect(grace.page.get_by_role("link", name="can’t do the changed rota: My car broke down.")).to_be_visible()
