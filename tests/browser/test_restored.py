"""The office goes back to an older backup: phones bring what it lacks, once and in its order."""

from collections.abc import Callable

from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

from tests.faults import Line


def test_what_the_backup_lacks_comes_again_before_what_is_newer(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    phone.open_first_visit()
    phone.write("Visit note about", "In the backup")
    phone.wait_until_sent()
    doorstep.back_up()
    phone.write_notes(3)
    phone.wait_until_sent()
    line.becomes("hang")
    phone.write("Visit note about", "After the power cut")
    [newest] = phone.waiting()
    doorstep.restore()
    line.heals()
    expect(phone.status).to_have_text("Saved on this phone: 1. Sign in to send")
    phone.sign_in_again("amina")
    phone.wait_until_sent()
    assert doorstep.numbers_from(newest["device"]) == [1, 2, 3, 4, 5]
    assert len(doorstep.recorded_from(newest["device"])) == 5
    phone.open_first_visit()
    expect(phone.page.locator("[data-list=note-visit] .sync-mark", has_text="Sent")).to_have_count(5)


def test_who_signed_in_after_the_backup_signs_in_again_and_brings_it(
    doorstep: Doorstep, line: Line, new_phone: Callable[..., Phone]
) -> None:
    doorstep.back_up()
    phone = new_phone(line.url)
    phone.sign_in("amina")
    phone.open_first_visit()
    phone.write_notes(3)
    phone.wait_until_sent()
    line.becomes("hang")
    phone.write("Visit note about", "After the power cut")
    [newest] = phone.waiting()
    doorstep.restore()
    line.heals()
    expect(phone.status).to_have_text("Saved on this phone: 1. Sign in to send")
    phone.sign_in_again("amina")
    phone.wait_until_sent()
    assert doorstep.numbers_from(newest["device"]) == [1, 2, 3, 4]
    assert len(doorstep.recorded_from(newest["device"])) == 4
