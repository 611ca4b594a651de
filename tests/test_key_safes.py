"""A key-safe code is found where it must be, and nowhere else."""

import logging
from io import BytesIO
from zipfile import ZipFile

from pypdf import PdfReader

from server.exporting import entry_lines, form_lines
from server.people.key_safe_models import KeySafe
from server.record_changes.models import RecordChange
from tests.agencies import all_of, it_is
from tests.routes import NO_RECORDS, ROUTES, bens_records

CODE = "QX7K9Z"
PAGES = [route for route in ROUTES if route.method == "GET" and "stream" not in route.path and "pdf" not in route.path]


def write(office, person, code=CODE, place="Left of the door"):
    return office.post(f"/people/{person.id}/key-safe", code=code, place=place)


def shown_to(person, values):
    """The routes whose answers hold the code."""
    return {route.path for route in PAGES if CODE.encode() in person.ask("GET", route.at(values)).content}


def test_the_code_is_only_in_the_answer_to_a_tap(agencies, office, caplog):
    caplog.set_level(logging.DEBUG)
    write(office, agencies.walter)
    values = bens_records(agencies) | NO_RECORDS | {"step": "door"}
    it_is("09:05")
    assert shown_to(office, values) == {"/people/{service_user_id:uuid}/key-safe"}
    assert "Nobody is found by these words." in office.post("/people/search", words=CODE).text
    assert shown_to(agencies.amina, values) == set()
    assert shown_to(agencies.ben, values) == {"/visits/{visit_id:uuid}/key-safe"}
    it_is("12:00")
    assert shown_to(agencies.ben, values) == set()
    assert CODE not in "".join(agencies.ben.take_day_home().values())
    assert CODE not in "".join([*entry_lines(), *form_lines(), caplog.text])


def test_who_checked_in_early_waits_for_it_and_who_is_late_still_gets_it(agencies, office, bens_phone):
    write(office, agencies.walter)
    address = f"/visits/{agencies.walters.id}/key-safe"
    bens_phone.arrive(agencies.walters)
    assert CODE not in bens_phone.get(address).text
    it_is("11:00")
    assert CODE in bens_phone.get(address).text
    it_is("14:00")
    assert CODE not in bens_phone.get(address).text


def test_nor_is_it_on_paper_or_in_what_is_handed_over(agencies, office):
    write(office, agencies.walter)
    values = bens_records(agencies) | NO_RECORDS
    papers = [office.ask("GET", route.at(values)).content for route in ROUTES if "pdf" in route.path]
    archive = ZipFile(BytesIO(office.ask("POST", f"/people/{agencies.walter.id}/archive").content))
    papers += [archive.read("record.pdf")]
    assert len(papers) >= 4
    assert CODE not in "".join(page.extract_text() for paper in papers for page in PdfReader(BytesIO(paper)).pages)
    assert CODE.encode() not in archive.read("record.json")


def test_a_code_is_written_and_never_shown_in_its_form_again(agencies, office):
    page = write(office, agencies.walter)
    assert "A code is recorded, changed Thu 19 Nov by Grace Mensah." in page.text
    wrong = write(office, agencies.walter, code="8842X", place="")
    assert "Say where the key safe is." in wrong.text
    assert "8842X" not in wrong.html
    assert "Key safe Grace Mensah" in office.get(f"/people/{agencies.walter.id}/record-changes").text
    assert CODE not in "".join(change.after for change in all_of(RecordChange, RecordChange.part == "key_safe"))


def test_every_showing_is_listed_for_the_office(agencies, office, bens_phone):
    write(office, agencies.walter)
    bens_phone.get(f"/visits/{agencies.walters.id}/key-safe")
    it_is("09:20")
    bens_phone.get(f"/visits/{agencies.walters.id}/key-safe")
    office.get(f"/people/{agencies.walter.id}/key-safe")
    listed = office.get(f"/people/{agencies.walter.id}/key-safe-showings").text
    assert "Grace Mensah was shown itThu 19 Nov 09:20, in the office" in listed
    assert "Ben Carter was shown itThu 19 Nov 09:20, for the visit Thu 19 Nov 09:30" in listed
    assert "Ben Carter asked, and it was not the timeThu 19 Nov 08:20" in listed


def test_a_code_that_is_no_more_is_gone(agencies, office, bens_phone):
    write(office, agencies.walter)
    office.post(f"/people/{agencies.walter.id}/key-safe/removal")
    assert all_of(KeySafe, KeySafe.service_user_id == agencies.walter.id) == []
    assert "Key code" not in bens_phone.get(f"/visits/{agencies.walters.id}").text
