"""A photo taken without signal: it is sent last and by itself, and what is given meanwhile never waits for it."""

import re
from pathlib import Path

from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from PIL import Image
from playwright.sync_api import expect

from tests.faults import Line


def photo_of_several_megabytes(folder: Path) -> Path:
    file = folder / "heel.jpg"
    Image.effect_noise((4000, 3000), 24).convert("RGB").save(file, quality=92)
    assert file.stat().st_size > 4_000_000
    return file


def test_h2_a_photo_taken_without_signal_delays_no_dose_and_arrives_once(
    phone: Phone, doorstep: Doorstep, grace: Coordinator, line: Line, tmp_path: Path
) -> None:
    phone.go("/today")
    address = phone.page.locator("[data-holds~=due] .shift__link").filter(has_text="Jean Whitcombe").first
    visit = str(address.get_attribute("href"))
    phone.go(visit)
    doorstep.kill()
    phone.take_photo(photo_of_several_megabytes(tmp_path), "Left heel")
    phone.give(phone.dose("Co-careldopa"))
    line.becomes("slow")
    doorstep.start()
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    expect(phone.dose("Co-careldopa").locator(".sync-mark").first).to_contain_text("Sent", timeout=30_000)
    expect(phone.photo("Left heel")).to_contain_text("Saved on this phone")
    phone.give(phone.dose("Apixaban"))
    expect(phone.dose("Apixaban").locator(".sync-mark").first).to_contain_text("Sent")
    expect(phone.photo("Left heel")).to_contain_text("Saved on this phone")
    phone.wait_until_sent()
    sent = [
        entry for entry in doorstep.entries() if entry["visit"] in visit and entry["received_at"] > entry["recorded_at"]
    ]
    kinds = [entry["kind"] for entry in sent]
    assert (kinds.count("photo"), kinds[-1]) == (1, "photo")
    grace.go(visit)
    expect(grace.page.get_by_role("row", name=re.compile("Photo: skin"))).to_contain_text("Left heel")
