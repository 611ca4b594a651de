"""Every kind of medicine: recorded without signal, corrected, and seen at the office on the record and on the chart."""

import re
import sqlite3
from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import Locator, expect

EVERY_DAY = {f"weekday_{day}": "1" for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")}
ORDER = {
    "amount": "1 tablet, by mouth",
    "support": "administer",
    "times": "10:20",
    "from_on": "2026-11-23",
    **EVERY_DAY,
}
SKIN = {"amount": "A thin layer, on the skin", "site_thigh_left": "1", "site_thigh_right": "1"}
KINDS: dict[str, Any] = {
    "Ramipril 5 mg": {"kind": "scheduled"},
    "Madopar 100 mg/25 mg": {"kind": "scheduled", "time_critical_minutes": "30"},
    "Codeine 30 mg": {"kind": "when_required", "indication": "For pain.", "interval_hours": "4", "most_in_a_day": "4"},
    "Warfarin 1 mg": {"kind": "variable", "amount": "As the yellow book says, by mouth"},
    "Morning pack": {"kind": "compliance_aid", "contents": "Amlodipine 5 mg\nAtorvastatin 20 mg"},
    "Hydrocortisone 1 % cream": {"kind": "topical", **SKIN},
    "Buprenorphine 5 micrograms/hour": {"kind": "patch", **SKIN},
    "Morphine 10 mg": {"kind": "controlled", "is_witnessed": "1"},
}

RECORDED = (
    "Ramipril 5 mg, 1 tablet, by mouth: taken", "Madopar 100 mg/25 mg, 1 tablet, by mouth: taken",
    "Codeine 30 mg, 1 tablet, by mouth: taken", "For: As she wished",
    "Warfarin 1 mg, As the yellow book says, by mouth: taken", "Morning pack, 1 tablet, by mouth: taken",
    "Hydrocortisone 1 % cream, A thin layer, on the skin: applied", "Left thigh",
    "Buprenorphine 5 micrograms/hour, A thin layer, on the skin: applied", "Old patch taken off",
    "Morphine 10 mg, 1 tablet, by mouth: taken", "Seen by As she wished",
)  # fmt: skip


@pytest.fixture
def jean(doorstep: Doorstep, grace: Coordinator) -> str:
    """Her id; Grace has added a medicine of every kind to those due on Amina's visit in the morning."""
    with closing(sqlite3.connect(doorstep.folder / "doorstep.sqlite3")) as database:
        [found] = database.execute("SELECT id FROM service_users WHERE family_name = 'Whitcombe'").fetchone()
    person = str(UUID(found))
    for name, said in KINDS.items():
        grace.adds_medicine(person, ORDER | {"name": name} | said)
    return person


@pytest.fixture
def morning(jean: str, phone: Phone) -> str:
    """The visit that has them all, open on Amina's phone."""
    phone.go("/today")
    link = phone.page.locator("[data-holds~=due] .shift__link").filter(has_text="Jean Whitcombe").first
    visit = str(link.get_attribute("href"))
    phone.go_until_shown(visit, phone.dose("Morphine"))
    return visit


def answer(phone: Phone, name: str) -> None:
    dose = phone.dose(name.split()[0])
    phone.begin_to_give(dose)
    dose.get_by_role("button", name=re.compile("^Record ")).click()
    expect(dose.locator(".sync-mark").first).to_contain_text("Saved on this phone")


def correct(phone: Phone, name: str) -> None:
    """It was spat out, after all."""
    dose = phone.dose(name.split()[0])
    dose.get_by_role("button", name=re.compile("^Correct")).click()
    for closed in dose.locator(".choice__rest:not([open]) > summary").all():
        closed.click()
    dose.get_by_label("Declined", exact=True).check()
    phone.answer_more(dose)
    dose.get_by_role("button", name=re.compile("^Record ")).click()
    expect(dose.locator("[data-summary]")).to_contain_text("Declined")


def row_of(grace: Coordinator, name: str) -> Locator:
    return grace.page.locator(".mar-chart tbody").filter(has_text=name)


def note_on(grace: Coordinator, name: str) -> Locator:
    return grace.page.locator(".mar-notes li").filter(has_text=f"{name.split()[0]}:").last


def test_every_kind_is_recorded_corrected_and_seen(
    doorstep: Doorstep, grace: Coordinator, phone: Phone, jean: str, morning: str
) -> None:
    doorstep.kill()
    phone.check_in()
    for name in KINDS:
        answer(phone, name)
    doorstep.start()
    phone.finds_signal()
    grace.go(morning)
    for said in RECORDED:
        expect(grace.page.locator("main")).to_contain_text(said)
    grace.go(f"/people/{jean}/mar?month=2026-11")
    for name in KINDS:
        expect(row_of(grace, name).locator(".mar-chart__initials").first).to_have_text("AY")
    doorstep.kill()
    phone.go(morning)
    for name in KINDS:
        correct(phone, name)
    doorstep.start()
    phone.finds_signal()
    grace.go(f"/people/{jean}/mar?month=2026-11")
    for name in KINDS:
        expect(row_of(grace, name).locator(".mar-chart__code").first).to_contain_text("R")
        expect(note_on(grace, name)).to_contain_text(
            re.compile(r"corrected\. Amina Yusuf .*; declined, “As she wished”")
        )
    grace.go("/board")
    expect(grace.page.locator("#attention")).to_contain_text("Morphine 10 mg: declined")
