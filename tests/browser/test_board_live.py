"""The coordinator's board while the day goes on: it changes under her eyes, and never pretends."""

from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect


def test_a_check_in_reaches_the_board_within_two_seconds(doorstep: Doorstep, phone: Phone, grace: Coordinator) -> None:
    visit = phone.open_visits()[0]
    grace.watch_board()
    grace.waits_for_change_of(visit)
    place = grace.looks_at("Ben Carter")
    phone.go(visit)
    phone.check_in()
    assert grace.saw_change_at() - doorstep.last_received_at() < 2
    expect(grace.bar(visit)).to_contain_text("In progress")
    assert grace.place() == place


def test_a_board_without_its_server_says_so_until_it_is_back(
    doorstep: Doorstep, phone: Phone, grace: Coordinator
) -> None:
    visit = phone.open_visits()[0]
    grace.watch_board()
    live = grace.colours()
    doorstep.stop()
    expect(grace.page.get_by_text("Connection lost at")).to_be_visible(timeout=15_000)
    assert grace.colours() != live
    doorstep.start()
    expect(grace.page.get_by_text("Live,")).to_be_visible(timeout=15_000)
    expect(grace.page.get_by_text("Connection lost at")).to_be_hidden()
    assert grace.colours() == live
    phone.go(visit)
    phone.check_in()
    expect(grace.bar(visit)).to_have_attribute("data-state", "in-progress")


def test_a_worker_sees_who_has_seen_her_concern(phone: Phone, grace: Coordinator) -> None:
    visit = phone.open_first_visit()
    phone.raise_concern("Skin", "A red heel, left")
    phone.wait_until_sent()
    grace.go(visit)
    expect(grace.page.get_by_text("A red heel, left").first).to_be_visible()
    phone.look_again()
    expect(phone.note("A red heel, left").locator(".sync-mark")).to_contain_text("Seen by Grace")
