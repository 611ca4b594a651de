"""Documents about a person: added and read by whom they are for, followed, withdrawn, and kept on phones."""

import pytest

from server.accounts.models import AuditRow
from server.db import new_id
from server.documents import adding, looking
from server.documents.models import Document
from server.documents.readable import files_to_keep
from server.documents.words import DOCUMENT_WORDS
from tests.agencies import DAY, all_of
from tests.files import HTML, drawn, paper

WORDS = {"title": "Sling guide", "kind": "equipment", "dated": "2026-11-02", "for_workers": "1", "offline": "1"}


def send(office, address, content=None, name="scan.jpg", **said):
    """Fill in the form of a document; answers the page that comes of it."""
    file = {"file": (name, content or drawn((300, 200)))}
    return office.follow(office.ask("POST", address, data=WORDS | said, files=file))


def add(office, person, content=None, **said):
    return send(office, f"/people/{person.id}/documents", content, **said)


def documents_about(person):
    return sorted(all_of(Document, Document.service_user_id == person.id), key=lambda one: one.added_at)


def added(office, person, content=None, **said):
    """A document that is there now."""
    assert add(office, person, content, **said).status == 200
    return documents_about(person)[-1]


def file_of(person, document, size="whole"):
    return person.ask("GET", f"/files/{document.id}/{size}")


def test_a_worker_reads_what_is_marked_for_workers(agencies, office, phone):
    document = added(office, agencies.jean)
    page = phone.get(f"/documents/{document.id}")
    assert ("Sling guide" in page.text, "Jean WHITCOMBE" in page.text) == (True, True)
    shown = file_of(phone, document)
    assert (shown.status_code, shown.headers["content-type"], shown.content[:3]) == (200, "image/jpeg", b"\xff\xd8\xff")
    assert shown.headers["cache-control"] == "private, no-store"
    assert {row.deed for row in all_of(AuditRow, AuditRow.about == document.id)} == {
        "added document", "read document", "read file",
    }  # fmt: skip


@pytest.mark.parametrize(("name", "marks"), [("amina", {"for_workers": "", "offline": ""}), ("ben", {}), ("olive", {})])
def test_who_may_not_read_a_document_is_told_what_everybody_is(agencies, office, name, marks):
    document, outsider = added(office, agencies.jean, **marks), getattr(agencies, name)
    asked = [f"/documents/{document.id}", f"/files/{document.id}/whole", f"/files/{document.id}/small"]
    assert {outsider.ask("GET", address).text for address in asked} == {outsider.ask("GET", "/files/0/whole").text}
    assert {outsider.ask("GET", address).status_code for address in asked} == {404}


def test_a_pdf_is_only_ever_downloaded(agencies, office, phone):
    document = added(office, agencies.jean, paper(), name="letter.jpg")
    got = file_of(phone, document)
    assert got.headers["content-disposition"].startswith("attachment")
    assert got.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "Open the PDF" in phone.get(f"/documents/{document.id}").text


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_added(agencies, office):
    page = add(office, agencies.jean, HTML, title="", kind="", dated="today", for_workers="")
    assert page.status == 422
    asked = ("what it is called", "Choose what it is", "the day", "Tick both", looking.NEITHER)
    assert [sentence for sentence in asked if sentence not in page.text] == []
    again = add(office, agencies.jean, title=" ")
    assert adding.AGAIN in again.text
    assert documents_about(agencies.jean) == []


def test_no_file_and_one_beyond_all_bounds_are_told(agencies, office):
    address = f"/people/{agencies.jean.id}/documents"
    assert adding.CHOOSE in office.post(address, **WORDS).text
    headers = {"content-type": "multipart/form-data; boundary=x"}
    endless = office.ask("POST", address, headers, content=b"x" * 40_000_001)
    assert (endless.status_code, "larger than 15 MB" in endless.text) == (413, True)


def test_the_same_form_sent_twice_adds_one(agencies, office):
    twice = str(new_id())
    add(office, agencies.jean, document=twice)
    assert add(office, agencies.jean, document=twice).status == 200
    assert len(documents_about(agencies.jean)) == 1


def test_the_same_form_with_another_file_is_not_dropped_in_silence(agencies, office):
    twice = str(new_id())
    add(office, agencies.jean, document=twice)
    page = add(office, agencies.jean, drawn((500, 400)), document=twice, title="Hoist guide")
    assert (page.status, "with something else in it" in page.text) == (422, True)


def test_a_newer_version_follows_and_the_older_stays(agencies, office, phone):
    first = added(office, agencies.jean)
    send(office, f"/documents/{first.id}/versions", title="Sling guide 2027")
    page = phone.get(f"/people/{agencies.jean.id}")
    assert ("Sling guide 2027" in page.text, page.text.count("Sling guide")) == (True, 1)
    assert "earlier version" in office.get(f"/documents/{first.id}").text
    late = send(office, f"/documents/{first.id}/versions", title="Mine")
    assert (late.status, "newer version meanwhile" in late.text, len(documents_about(agencies.jean))) == (422, True, 2)


def test_a_document_is_withdrawn_with_a_reason_and_stays(agencies, office, phone):
    document = added(office, agencies.jean)
    assert "Say why" in office.post(f"/documents/{document.id}/withdrawal", why=" ").text
    shown = office.post(f"/documents/{document.id}/withdrawal", why="For another hoist.")
    assert "Withdrawn" in shown.text
    assert "For another hoist." in office.get(f"/documents/{document.id}").text
    told = office.get(f"/people/{agencies.jean.id}/timeline").text
    assert ("Document added: Sling guide" in told, "Document withdrawn: Sling guide" in told) == (True, True)
    assert file_of(office, document).status_code == 200
    assert file_of(phone, document).status_code == 404


def test_phones_keep_what_is_marked_and_nothing_else(agencies, office, phone):
    phone.take_day_home()
    kept, not_kept = added(office, agencies.jean), added(office, agencies.jean, offline="")
    pages = phone.take_day_home()
    assert f"/documents/{kept.id}" in pages
    assert f"/documents/{not_kept.id}" not in phone.kept
    assert phone.ask_for_day().json()["files"] == [f"/files/{kept.id}/whole"]
    office.post(f"/documents/{kept.id}/withdrawal", why="Old.")
    assert phone.ask_for_day().json()["files"] == []
    phone.take_day_home()
    assert f"/documents/{kept.id}" not in phone.kept


def test_a_phone_keeps_no_more_files_than_it_has_room_for():
    values = {"service_user_id": new_id(), "title": "", "dated_on": DAY, "media_type": "", "offline": True}
    papers = [Document(kind="letter", size=11_000_000, **values) for _ in range(3)]
    face = Document(kind="portrait", size=4_000_000, **values)
    [first, *others] = files_to_keep([*papers, face])
    assert (first, len(others)) == (f"/files/{face.id}/small", 1)


def test_every_kind_of_document_has_its_words():
    assert all(words for words in DOCUMENT_WORDS.values())
