"""A new release while a phone is in use: it takes over without touching what the worker does, and loses nothing."""

from coordinator import Coordinator
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import expect

from tests.faults import Line

WORKER = "service_worker/worker.js"
FORMS = 30
A_FEW = 3
NOTES_OF_VERSION_2 = """

NoteForm.version = 2
NoteForm.upcasts = {1: lambda said: said | {"words": said["words"] + ", said version 1"}}
"""
GIVES_UP = """
self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(forget()))
const forget = async () => {
  for (const name of await caches.keys()) await caches.delete(name)
  await self.registration.unregister()
}
"""
WHY = "This was recorded with a newer Doorstep than the office has. It will be looked at."


def as_version_2(macros: str) -> str:
    """Pages whose forms say that they are of version 2."""
    return macros.replace('name="form_version" value="{{ version }}"', 'name="form_version" value="2"')


def test_a_new_release_takes_over_in_the_middle_of_a_visit(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    phone.open_first_visit()
    line.becomes("hang")
    waited = phone.write_notes(FORMS)
    line.becomes("500")
    typed = phone.is_typing("Handover to", "The key is under")
    phone.page.evaluate("window.isThisPage = true")
    doorstep.update(WORKER, "\nself.release = 2\n")
    phone.wait_for_update()
    assert phone.waiting() == waited
    line.heals(phone.next_try_at())
    phone.wait_until_sent()
    expect(typed).to_have_value("The key is under")
    assert phone.page.evaluate("window.isThisPage")
    typed.press_sequentially(" the gnome")
    phone.save(typed)
    expect(phone.note("The key is under the gnome")).to_contain_text("Sent")
    assert len(doorstep.recorded_from(waited[0]["device"])) == FORMS + 1


def test_a_login_page_in_the_middle_of_an_update_is_not_kept(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    line.becomes("portal", "/offline", "/icons")
    doorstep.update(WORKER, "\nself.release = 2\n")
    phone.look_for_update()
    line.wait_until_hit()
    line.heals()
    phone.wait_for_update()
    assert not phone.has_kept_file_with("WiFi login")


def test_an_older_phone_is_understood_by_a_newer_office(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    phone.open_first_visit()
    line.becomes("hang")
    waited = phone.write_notes(A_FEW)
    doorstep.update("server/visits/forms.py", NOTES_OF_VERSION_2)
    line.becomes("drop", "/service_worker.js", "/day-pack")
    phone.wait_until_sent()
    assert doorstep.recorded_from(waited[0]["device"]) == [form["id"] for form in waited]
    assert doorstep.words() >= {f"Note {number} of {A_FEW}, said version 1" for number in range(1, A_FEW + 1)}


def test_what_a_newer_phone_says_to_an_older_office_is_held_until_it_is_read(
    doorstep: Doorstep, line: Line, phone: Phone, grace: Coordinator
) -> None:
    newer = {
        "server/visits/forms.py": lambda text: text + NOTES_OF_VERSION_2,
        "web/templates/_macros.html": as_version_2,
        WORKER: lambda text: text + "\nself.release = 2\n",
    }
    doorstep.update_to(newer)
    phone.wait_for_update()
    phone.look_again()
    phone.open_first_visit()
    line.becomes("hang")
    phone.write("Visit note about", "She slept well")
    doorstep.roll_back()
    line.heals()
    expect(phone.status).to_have_text("Needs attention: 1", timeout=30_000)
    expect(phone.note("She slept well")).to_contain_text(WHY)
    expect(grace.held()).to_contain_text(WHY)
    doorstep.update_to(newer)
    grace.accept_held()
    assert "She slept well" in doorstep.words()


def test_a_worker_that_gives_up_leaves_what_waits(doorstep: Doorstep, line: Line, phone: Phone) -> None:
    """As a release that pulls the emergency brake: everything comes from the office until the next one."""
    visit = phone.open_first_visit()
    line.becomes("hang")
    waited = phone.write_notes(A_FEW)
    line.becomes("500")
    doorstep.update_to({WORKER: lambda _text: GIVES_UP})
    phone.look_for_update()
    phone.wait_until_nothing_answers_but_the_office()
    phone.go(visit)
    expect(phone.page.get_by_role("button", name="Check in to")).to_be_visible()
    expect(phone.status).to_be_hidden()
    doorstep.roll_back()
    line.heals()
    phone.go(visit)
    phone.wait_until_sent()
    assert doorstep.recorded_from(waited[0]["device"]) == [form["id"] for form in waited]
