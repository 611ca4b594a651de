"""A photo taken without signal: it is sent last and by itself, and what is given meanwhile never waits for it."""

import re
from pathlib import Path

from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from PIL import Image
from playwright.sync_api import expect

from tests.faults import Line, wait_until

FILES_KEPT = """() => new Promise((told) => {
  const asked = indexedDB.open("doorstep")
  asked.onsuccess = () => {
    const counted = asked.result.transaction("kept").objectStore("kept").count()
    counted.onsuccess = () => { asked.result.close(); told(counted.result) }
  }
})"""
HAS_COME = "(picture) => picture.decode().then(() => picture.naturalWidth > 0)"


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


def files_kept(phone: Phone) -> int:
    return int(phone.page.evaluate(FILES_KEPT))


def test_a_document_is_read_without_signal_and_goes_with_who_signs_out(phone: Phone, doorstep: Doorstep) -> None:
    phone.go("/people")
    phone.page.get_by_role("link", name="Jean Whitcombe").click()
    wait_until(lambda: files_kept(phone) == 2)
    doorstep.kill()
    phone.page.reload()
    face, paper = phone.page.locator(".portrait__face"), phone.page.locator(".document__whole")
    assert face.evaluate(HAS_COME)
    phone.page.get_by_role("link", name="Where the DNACPR form is").click()
    expect(paper).to_be_visible()
    assert paper.evaluate(HAS_COME)
    doorstep.start()
    phone.sign_out()
    assert files_kept(phone) == 0
