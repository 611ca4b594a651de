"""A key-safe code is in no file that a browser keeps: not on the worker's phone, not on the coordinator's tablet."""

from collections.abc import Callable
from pathlib import Path

from doorstep import Doorstep
from phone import PASSWORD, Phone
from playwright.sync_api import expect

CODE = "QX7K9ZW4"
TYPED = "Ring twice, then use the key safe."
ENCODINGS = "utf-8", "utf-16-le", "utf-16-be"


def kept_in(phone: Phone, words: str) -> list[str]:
    """The files of the profile in which something is."""
    forms = [words.encode(encoding) for encoding in ENCODINGS]
    files = [file for file in Path(phone.profile).rglob("*") if file.is_file()]
    return [file.name for file in files if any(form in file.read_bytes() for form in forms)]


def sign_in_at_office(tablet: Phone) -> None:
    tablet.go("/sign-in")
    tablet.page.get_by_label("Username").fill("grace")
    tablet.page.get_by_label("Password").fill(PASSWORD)
    tablet.page.get_by_role("button", name="Sign in").click()
    tablet.page.wait_for_url("**/board")


def write_and_look(tablet: Phone, person: str) -> None:
    """The coordinator writes the code, twice because the page went, and looks at it on a tap."""
    page = tablet.page
    tablet.go(f"{person}/record/door")
    page.get_by_label("How to get in").fill(TYPED)
    page.get_by_label("New code").fill(CODE)
    page.reload()
    expect(page.get_by_label("New code")).to_have_value("")
    page.get_by_label("New code").fill(CODE)
    page.get_by_label("Where the key safe is").fill("Under the meter box")
    page.get_by_role("button", name="Keep the code").click()
    expect(page.get_by_text("by Grace Mensah")).to_be_visible()
    assert CODE not in page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    page.get_by_role("link", name="Show me the code").click()
    expect(page.get_by_text(CODE)).to_be_visible()
    page.go_back()
    expect(page.get_by_text(CODE)).to_have_count(0)


def test_a_code_is_in_no_file_that_a_browser_keeps(doorstep: Doorstep, new_phone: Callable[..., Phone]) -> None:
    tablet, phone = new_phone(), new_phone()
    sign_in_at_office(tablet)
    phone.sign_in("amina")
    visit = phone.open_first_visit()
    person = str(phone.page.get_by_role("link", name="More about").get_attribute("href"))
    write_and_look(tablet, person)
    phone.go(visit)
    phone.page.get_by_role("link", name="Key code").click()
    expect(phone.page.get_by_text(CODE)).to_be_visible()
    phone.go("/today")
    phone.wait_for_day()
    assert CODE not in phone.page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    tablet.close()
    phone.close()
    assert kept_in(tablet, TYPED)
    assert (kept_in(tablet, CODE), kept_in(phone, CODE)) == ([], [])
