"""A new release while a phone is in use: it takes over without touching what the worker does."""

from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

from tests.faults import Line

FORMS = 10


def test_a_new_release_takes_over_in_the_middle_of_a_visit(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    phone.open_first_visit()
    line.becomes("500")
    waited = phone.write_notes(FORMS)
    typed = phone.is_typing("Handover to", "The key is under")
    phone.page.evaluate("window.isThisPage = true")
    doorstep.update("service_worker/worker.js", "\n// A new release\n")
    phone.wait_for_update()
    assert phone.waiting() == waited
    line.heals()
    phone.wait_until_sent()
    expect(typed).to_have_value("The key is under")
    assert phone.page.evaluate("window.isThisPage")
    typed.press_sequentially(" the gnome")
    phone.save(typed)
    expect(phone.note("The key is under the gnome")).to_contain_text("Sent")
    assert len(doorstep.recorded_from(waited[0]["device"])) == FORMS + 1


def test_a_login_page_in_the_middle_of_an_update_is_not_kept(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    line.becomes("portal", "/offline", "/icons")
    doorstep.update("service_worker/worker.js", "\n// A new release\n")
    phone.look_for_update()
    line.wait_until_hit()
    line.heals()
    phone.wait_for_update()
    assert not phone.has_kept_file_with("WiFi login")
