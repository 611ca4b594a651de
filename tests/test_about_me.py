"""About me: in the person's words, version by version, with their photo; on top of what workers see."""

import pytest

from server.about_me.headings import HEADINGS
from server.documents.models import Document
from tests.agencies import all_of
from tests.files import drawn, paper


def page_of(person):
    return f"/people/{person.id}/about-me"


def write(office, person, **said):
    """Open the page, change some of it, and save."""
    return office.fill_in(page_of(person), page_of(person), **{"why": "First talk at home"} | said)


def choose_photo(office, person, content):
    return office.follow(office.ask("POST", f"/people/{person.id}/portraits", files={"file": ("me.jpg", content)}))


def test_what_is_written_is_a_version_and_the_older_text_can_be_read(agencies, office, phone):
    write(office, agencies.jean, important="My tablets on time.", helped="Peter")
    write(office, agencies.jean, important="My tablets on time, and Pip.", why="Pip came")
    page = office.get(page_of(agencies.jean)).text
    asked = ("Version 3, Grace Mensah", "Pip came", "Version 2, Grace", "Peter helped", "tablets on time.", "Version 1")
    assert [words for words in asked if words not in page] == []
    shown = phone.get(f"/people/{agencies.jean.id}").text
    assert ("and Pip." in shown, "Choir on Tuesdays." in shown) == (True, True)


def test_workers_get_the_new_words_on_their_phones(agencies, office, phone):
    phone.take_day_home()
    write(office, agencies.jean, please="Please do put the kettle on first.")
    pages = phone.take_day_home()
    assert "kettle" in pages[f"/people/{agencies.jean.id}"]


def test_why_is_asked_and_nothing_at_all_is_no_version(agencies, office):
    page = office.post(page_of(agencies.harold), seen=0, why="", important=" ")
    asked = ("Say why it is written now.", "Write at least one")
    assert (page.status, [words for words in asked if words not in page.text]) == (422, [])
    assert "Version 1" not in office.get(page_of(agencies.harold)).text


def test_two_who_write_at_once_are_told_and_both_texts_stay(agencies, office):
    opened = office.get(page_of(agencies.jean)).form(page_of(agencies.jean)).hidden
    write(office, agencies.jean, important="Choir.")
    page = office.post(page_of(agencies.jean), **opened | {"important": "My garden.", "why": "Talk"})
    assert page.status == 422
    assert "Grace Mensah wrote “Choir.” while you were typing" in page.text
    assert "My garden." in page.text
    anew = page.form(page_of(agencies.jean)).hidden | {"important": "Both.", "why": "Talk"}
    assert "Version 3" in office.post(page_of(agencies.jean), **anew).text


def test_the_button_pressed_twice_writes_once(agencies, office):
    said = {"seen": 1, "important": "Choir.", "why": "Talk"} | dict.fromkeys(list(HEADINGS)[1:], "")
    assert [office.post(page_of(agencies.jean), **said).status for _ in "ab"] == [200, 200]
    assert "Version 3" not in office.get(page_of(agencies.jean)).text


def test_workers_see_the_newest_photo_of_the_person_without_signal(agencies, office, phone):
    choose_photo(office, agencies.jean, drawn((300, 200)))
    choose_photo(office, agencies.jean, drawn((400, 300)))
    first, newest = sorted(all_of(Document, Document.service_user_id == agencies.jean.id), key=lambda one: one.added_at)
    assert newest.follows == first.id
    assert f"/files/{newest.id}/small" in phone.get(f"/people/{agencies.jean.id}").html
    assert phone.ask_for_day().json()["files"] == [f"/files/{newest.id}/small"]


@pytest.mark.parametrize(
    ("content", "sentence"), [(paper(), "This is a PDF. Choose a photo."), (b"", "Choose a file.")]
)
def test_what_is_no_photo_is_told(agencies, office, content, sentence):
    page = choose_photo(office, agencies.jean, content)
    assert (page.status, sentence in page.text, "Choir on Tuesdays." in page.text) == (422, True, True)
