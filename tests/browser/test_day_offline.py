"""A day of care with the office gone: it arrives by itself, once, with the phone's times."""

from datetime import datetime
from zoneinfo import ZoneInfo

from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

LONDON = ZoneInfo("Europe/London")


def test_a_day_recorded_with_the_office_gone_arrives_once(doorstep: Doorstep, phone: Phone, grace: Coordinator) -> None:
    before = {entry["id"] for entry in doorstep.entries()}
    grace.watch_board()
    doorstep.kill()
    phone.close()
    phone.open()
    first, *others = phone.open_visits()[:4]
    phone.work(first)
    phone.write("Visit note about", "Slept well, ate all her toast")
    phone.write("Handover to", "Buy more milk")
    phone.raise_concern("Skin", "A red heel, left")
    phone.correct(phone.page.locator("#care [data-record]").first, "Declined")
    phone.check_out()
    for visit in others:
        phone.work(visit)
    waiting, times = phone.waiting(), phone.times_shown()
    doorstep.start()
    phone.finds_signal()
    arrived = [entry for entry in doorstep.entries() if entry["id"] not in before]
    assert sorted(entry["id"] for entry in arrived) == sorted(form["id"] for form in waiting)
    assert sorted(map(shown_time, arrived)) == sorted(times)
    expect(grace.bar(first)).to_contain_text("Done", timeout=15_000)
    expect(grace.bar(others[-1])).to_contain_text("In progress")


def shown_time(entry: dict[str, str]) -> str:
    return datetime.fromisoformat(entry["recorded_at"]).astimezone(LONDON).strftime("%H:%M")
