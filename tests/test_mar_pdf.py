"""The month's chart on paper, and the blank one.

After a change that is meant, make the golden files anew and read them:
`RENEW_GOLDEN=1 .venv/bin/pytest tests/test_mar_pdf.py`.
"""

import os
import sys
from io import BytesIO

import pytest
from pypdf import PdfReader

from server.accounts.models import AuditRow
from server.assets import ROOT
from server.care_plans.recurrences import WEEKDAYS
from server.people.models import AllergyStatus, ServiceUser
from server.printing import CannotPrint, pdf_of, weasyprint
from tests.agencies import DAY, all_of, change, it_is
from tests.auditor import report
from tests.full_month import full_month

A4_LANDSCAPE = (842, 595)
CREAM = {
    "kind": "topical", "name": "Hydrocortisone cream 1 %", "amount": "thinly, on both elbows", "support": "administer",
    "times": "08:30", "from_on": str(DAY), "site_forearm_left": "1", **{f"weekday_{day}": "1" for day in WEEKDAYS},
}  # fmt: skip
LONG = "; ".join(f"substance {number} (came out in a rash, {1950 + number})" for number in range(40))


@pytest.fixture(autouse=True)
def pango():
    try:
        weasyprint()
    except CannotPrint as problem:
        pytest.skip(str(problem))


@pytest.fixture
def winifred(agencies):
    """Where the charts are of a woman with fourteen medicines."""
    return f"/people/{full_month(agencies).person.id}"


@pytest.fixture
def jeans(agencies):
    return f"/people/{agencies.jean.id}"


def printed(office, address):
    answer = office.ask("GET", address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    return PdfReader(BytesIO(answer.content))


def text_of(pdf):
    return "\n\n".join(page.extract_text() for page in pdf.pages)


def without_spaces(text):
    """Where a line is broken depends on the machine's Pango; what is said does not."""
    return "".join(text.split())


def golden(name, pdf):
    """What the file of that name holds; it is written first when that is asked for."""
    file = ROOT / "tests" / "golden" / name
    if os.environ.get("RENEW_GOLDEN"):
        file.write_text("\n".join(line.rstrip() for line in text_of(pdf).splitlines()) + "\n")
    return file.read_text()


@pytest.mark.parametrize(("name", "pages"), [("mar", 4), ("mar-blank", 5)])
def test_a_full_month_of_fourteen_medicines_says_what_it_should(office, winifred, name, pages):
    pdf = printed(office, f"{winifred}/{name}.pdf?month=2026-10")
    assert without_spaces(text_of(pdf)) == without_spaces(golden(f"{name}-2026-10.txt", pdf))
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in pdf.pages}
    assert (len(pdf.pages), sizes) == (pages, {A4_LANDSCAPE})
    assert [about_whom(page) for page in pdf.pages] == [(True, f"Page {number} of {pages}") for number in one_to(pages)]


def one_to(number):
    return range(1, number + 1)


def about_whom(page):
    """Whether it says whose it is, and which page it says that it is."""
    text = " ".join(page.extract_text().split())
    hers = ("Winifred BARRACLOUGH", "Born 3 Feb 1941 (85)", "GP: Dr Patel, Priory Surgery", "Allergies: penicillin")
    return all(said in text for said in hers), text[text.rindex("Page ") :]


def test_the_file_is_tagged_and_names_nobody_outside(office, jeans):
    answer = office.ask("GET", f"{jeans}/mar.pdf?month=2026-11")
    pdf = PdfReader(BytesIO(answer.content))
    assert answer.headers["content-disposition"] == 'attachment; filename="mar-2026-11.pdf"'
    assert pdf.metadata.title == "MAR chart, November 2026"
    assert (pdf.trailer["/Root"]["/MarkInfo"]["/Marked"], pdf.trailer["/Root"]["/Lang"]) == (True, "en-GB")


def test_printing_is_on_record(agencies, office, jeans):
    printed(office, f"{jeans}/mar.pdf")
    printed(office, f"{jeans}/mar-blank.pdf")
    rows = all_of(AuditRow, AuditRow.about == agencies.jean.id)
    assert [(row.deed, row.account_id) for row in rows] == [("printed MAR chart", office.account.id)] * 2


def test_it_says_what_is_not_in_it(agencies, office, phone, jeans, levodopa):
    phone.lose_signal()
    phone.give(levodopa)
    assert "records still on phones are not in this print." in without_breaks(printed(office, f"{jeans}/mar.pdf"))
    phone.find_signal()
    phone.give(agencies.paracetamol, "not an outcome")
    assert "not in this print, nor are 1 that the office holds" in without_breaks(printed(office, f"{jeans}/mar.pdf"))


def without_breaks(pdf):
    return " ".join(text_of(pdf).split())


def test_a_month_without_medicines_says_so(office, jeans):
    assert "No medicine was due in this month." in text_of(printed(office, f"{jeans}/mar.pdf?month=2026-12"))


def test_h5_allergies_are_whole_on_every_page(agencies, office, winifred):
    change(ServiceUser, ServiceUser.family_name == "Barraclough", allergies=LONG)
    pages = printed(office, f"{winifred}/mar.pdf?month=2026-10").pages
    assert [without_spaces(LONG) in without_spaces(page.extract_text()) for page in pages] == [True] * len(pages)


@pytest.mark.parametrize(
    ("status", "words"),
    [(AllergyStatus.NONE_KNOWN, "No known allergies"), (AllergyStatus.NOT_RECORDED, "Allergies not recorded.")],
)
def test_h5_no_allergies_and_none_recorded_are_two_things_on_paper(agencies, office, jeans, status, words):
    change(ServiceUser, ServiceUser.id == agencies.jean.id, allergy_status=status, allergies="")
    assert words in text_of(printed(office, f"{jeans}/mar-blank.pdf"))


def test_h10_a_stopped_medicine_is_not_on_the_blank_chart(office, jeans, levodopa):
    assert "Co-careldopa" in text_of(printed(office, f"{jeans}/mar-blank.pdf"))
    office.post(f"/medicines/{levodopa.medicine_id}/stopping", last_on="2026-11-18", why_stopped="Dr Patel.")
    assert "Co-careldopa" not in text_of(printed(office, f"{jeans}/mar-blank.pdf"))


def test_a_stopped_medicine_says_when_and_why(office, jeans, levodopa):
    office.post(f"/medicines/{levodopa.medicine_id}/stopping", last_on="2026-11-18", why_stopped="Dr Patel rang.")
    assert "Stopped after Wed 18 Nov. Dr Patel rang." in without_breaks(printed(office, f"{jeans}/mar.pdf"))


def test_a_reported_error_is_in_the_notes(agencies, office):
    report(office, agencies.walter, dose=agencies.aspirin.id)
    text = without_breaks(printed(office, f"/people/{agencies.walter.id}/mar.pdf"))
    assert "1 Thu 19 Nov 09:30 Aspirin 75 mg. An error is reported. Nothing is recorded." in text


def test_a_cream_has_a_sheet_of_its_own(office, jeans):
    office.post(f"{jeans}/medicines", **CREAM)
    it_is("12:00")
    assert "On the skin" in office.get(f"{jeans}/mar").text
    assert "On the skin" in text_of(printed(office, f"{jeans}/mar.pdf"))
    assert "On the skin" in text_of(printed(office, f"{jeans}/mar-blank.pdf"))


# The machine that makes it


def test_where_no_pdf_can_be_made_the_page_says_what_to_do(office, jeans, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    page = office.get(f"{jeans}/mar.pdf")
    assert (page.status, "Print the page from the browser instead." in page.text) == (503, True)


@pytest.mark.parametrize("address", ["https://elsewhere.example/a.png", "file:///etc/hostname", "fonts/none.woff2"])
def test_a_page_to_print_fetches_nothing_but_our_own_files(address):
    with pytest.raises(RuntimeError, match="nothing but its own stylesheet and font"):
        pdf_of(f'<title>A page</title><img src="{address}" alt="">')


def test_drawing_complains_of_nothing(office, jeans, caplog):
    printed(office, f"{jeans}/mar.pdf")
    printed(office, f"{jeans}/mar-blank.pdf")
    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []
