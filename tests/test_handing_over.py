"""One page for a hospital, and everything about a person as one archive."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from server.accounts.models import AuditRow
from server.people.key_safe_models import KeySafe
from server.printing import CannotPrint, weasyprint
from server.visits.models import Visit
from tests.agencies import DAY, all_of, change
from tests.test_legal import CPR


@pytest.fixture(autouse=True)
def pango():
    try:
        weasyprint()
    except CannotPrint as problem:
        pytest.skip(str(problem))


@pytest.fixture
def jean(agencies):
    return agencies.jean


def pack_of(office, person):
    answer = office.ask("GET", f"/people/{person.id}/hospital-pack.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def archive_of(office, person):
    answer = office.ask("POST", f"/people/{person.id}/archive")
    assert answer.headers["content-disposition"] == 'attachment; filename="record.zip"'
    return ZipFile(BytesIO(answer.content))


def test_the_hospital_gets_one_page_with_what_must_not_be_overlooked(office, jean):
    office.post(f"/people/{jean.id}/legal/new/cpr", **CPR)
    pack = pack_of(office, jean)
    assert len(pack.pages) == 1
    text = pack.pages[0].extract_text()
    assert "CPR: do not attempt. Paper: Red folder in the hall" in text
    assert "Jean WHITCOMBE" in text


def test_the_archive_has_every_record_to_read_and_as_rows(office, phone, visit, wash, jean):
    phone.tick(wash, "done", "with_help")
    phone.note(visit, "Sang in the shower.")
    archive = archive_of(office, jean)
    rows = json.loads(archive.read("record.json"))["held"]
    assert [note["words"] for note in rows["notes"]] == ["Sang in the shower."]
    assert rows["action_outcomes"][0]["outcome"] == "done"
    assert rows["risk_assessment_versions"][0]["tells"] == "Unsteady on the stairs."
    assert rows["service_users"][0]["family_name"] == "Whitcombe"
    assert "Sang in the shower." in PdfReader(BytesIO(archive.read("record.pdf"))).pages[-1].extract_text()


def test_what_was_written_before_the_first_visit_is_in_it_too(agencies, office):
    office.post(f"/people/{agencies.walter.id}/legal/new/cpr", **CPR)
    change(Visit, Visit.service_user_id == agencies.walter.id, service_on=DAY + timedelta(days=9))
    text = "".join(
        page.extract_text() for page in PdfReader(BytesIO(archive_of(office, agencies.walter).read("record.pdf"))).pages
    )
    assert "CPR decision: do not attempt" in text


def test_a_key_safe_code_is_not_in_it(agencies, office, jean):
    codes = {one.code for one in all_of(KeySafe)}
    archive = archive_of(office, jean)
    assert codes
    assert not any(code.encode() in archive.read(name) for code in codes for name in archive.namelist())


def test_nor_is_anybody_else(agencies, office, bens_phone, jean):
    bens_phone.note(agencies.walters, "Walter was in good voice.")
    assert b"Walter was in good voice." not in archive_of(office, jean).read("record.json")


def test_taking_it_out_is_on_record(office, jean):
    archive_of(office, jean)
    assert "exported all of a person's record" in {row.deed for row in all_of(AuditRow)}
