"""Bringing data in: files as spreadsheets write them, tried out first, taken as a whole and once."""

from datetime import date, time

import pytest

from server.accounts.models import Account, AuditRow
from server.care_plans.models import PlannedVisit
from server.care_plans.reading import WEEKS
from server.imports.columns import day_in, time_in, weekdays_in
from server.imports.files import MOST_BYTES, MOST_ROWS, NOT_TEXT, TOO_LARGE, rows_in, template_of, text_in
from server.imports.kinds import KINDS
from server.imports.models import ImportedRow
from server.people.models import Contact, ServiceUser
from server.problems import BadInput
from server.rota.adding import WORKERS
from server.rota.times import minutes_in
from server.staff.models import WorkerFacts
from server.visits.models import Visit
from tests.agencies import DAY, PASSWORD, all_of
from tests.care import at_once
from tests.screens import Screen

NAMES = ["Reference", "First names", "Family name"]


def bring(office, kind, text, **more):
    """Choose a file; the page that comes of it."""
    content = text if isinstance(text, bytes) else text.encode()
    return office.ask("POST", f"/import/{kind}", files={"file": ("from-excel.csv", content, "text/csv")}, data=more)


def tried(office, kind, text):
    return Screen.of(bring(office, kind, text))


def taken(office, kind, text):
    """Press the button under a file that was tried out, as a browser sends its text."""
    assert "Take " in tried(office, kind, text).text
    fields = {"text": (None, text.replace("\n", "\r\n")), "confirmed": (None, "1")}
    return Screen.of(office.ask("POST", f"/import/{kind}", files=fields))


# Reading files


@pytest.mark.parametrize(
    "content",
    [
        "Reference,First names,Family name\r\n1,Zoë,O’Neill\r\n".encode(),
        "\ufeffReference;First names;Family name\n1;Zoë;O’Neill\n".encode(),
        "Reference\tFIRST_NAMES\tfamily name\n\n1\tZoë\tO’Neill\n\t\t\n".encode(),
        "sep=;\r\nReference;First names;Family name\r\n1;Zoë;O’Neill\r\n".encode("cp1252"),
        '"Reference","First names","Family name"\n"1","Zoë ","O’Neill"'.encode("cp1252"),
    ],
    ids=["comma", "semicolon and a mark", "tab, other spelling, empty rows", "Windows and sep=", "Windows, quoted"],
)
def test_a_file_is_read_as_spreadsheets_write_it(content):
    columns, [row] = rows_in(text_in(content), NAMES)
    assert columns == NAMES
    assert dict(row.cells) == {"Reference": "1", "First names": "Zoë", "Family name": "O’Neill"}


def test_what_looks_like_a_formula_is_text():
    text = 'Reference,First names,Family name\n=1+1,"=HYPERLINK(""http://x"")",+@-cmd\n'
    _, [row] = rows_in(text, NAMES)
    assert list(row.cells.values()) == ["=1+1", '=HYPERLINK("http://x")', "+@-cmd"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04 a workbook", NOT_TEXT),
        (b"Reference\n1\x00\n", NOT_TEXT),
        (b"\x81\x8d\n", NOT_TEXT),
        (b'Reference\n"' + b"x" * 200_000, NOT_TEXT),
        (b"x" * (MOST_BYTES + 1), TOO_LARGE),
        (b"Reference\n" + b"1\n" * (MOST_ROWS + 1), TOO_LARGE),
        (b"Reference,First names\n,\n", "There is no row"),
        (b"", "There is no row"),
    ],
    ids=["workbook", "NUL", "no Windows letters", "no end", "too many bytes", "too many rows", "no row", "empty"],
)
def test_what_is_no_file_of_ours_is_told(content, told):
    with pytest.raises(BadInput) as raised:
        rows_in(text_in(content), NAMES)
    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("read", "cell", "answer"),
    [
        (day_in("on"), "3/2/1941", {"on": "1941-02-03"}),
        (day_in("on"), "03/02/1941 00:00", {"on": "1941-02-03"}),
        (day_in("on"), "1941-02-03", {"on": "1941-02-03"}),
        (day_in("on"), "3/2/41", {"on": "3/2/41"}),
        (time_in("at"), "8:00", {"at": "08:00"}),
        (time_in("at"), "0800", {"at": "08:00"}),
        (time_in("at"), "08:00:00", {"at": "08:00"}),
        (weekdays_in, "Mon, wed & Friday", {"weekday_MO": "1", "weekday_WE": "1", "weekday_FR": "1"}),
    ],
)
def test_days_and_times_are_read_as_they_are_written_here(read, cell, answer):
    assert read(None, None, cell) == answer


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_template_names_every_column_and_is_read_again(kind):
    columns, _ = rows_in(template_of(kind.column_names).decode("utf-8-sig") + "1\n", kind.column_names)
    assert columns == kind.column_names


@pytest.mark.parametrize(("read", "cell"), [(minutes_in, "9" * 5000), (WORKERS, "9" * 5000), (WEEKS, "x")])
def test_no_cell_of_a_plan_breaks_the_file(read, cell):
    with pytest.raises(BadInput):
        read(cell)


# Trying out and taking


def workers(agencies, *rows):
    """A file of workers whose usernames nobody else has."""
    end = agencies.team.id.hex[-8:]
    header = "Reference,Name,Username,Telephone,Role,Team,Travels,Hours a week"
    return "\n".join([header, *rows, ""]).replace("@", end)


GOOD = ("7,Cara Doyle,cara@,07700 900333,,Headingley,by bus,30", "8,Dee Okafor,dee@,,coordinator,,,")


def names_of(agencies):
    return {account.name for account in all_of(Account, Account.agency_id == agencies.hearth.id)}


def test_a_file_that_was_tried_out_has_changed_nothing(agencies, office):
    before, rows = names_of(agencies), len(all_of(AuditRow, AuditRow.agency_id == agencies.hearth.id))
    shown = tried(office, "workers", workers(agencies, *GOOD)).text
    assert "2 rows can be taken" in shown
    assert "Cara Doyle" in shown
    assert names_of(agencies) == before
    assert all_of(ImportedRow, ImportedRow.agency_id == agencies.hearth.id) == []
    assert len(all_of(AuditRow, AuditRow.agency_id == agencies.hearth.id)) == rows


def test_a_file_is_taken_as_its_form_would_have_it(agencies, office):
    assert "2 rows taken" in taken(office, "workers", workers(agencies, *GOOD)).text
    [cara] = all_of(Account, Account.agency_id == agencies.hearth.id, Account.name == "Cara Doyle")
    assert (cara.role, cara.team_id, cara.phone) == ("care_worker", agencies.team.id, "07700 900333")
    [facts] = all_of(WorkerFacts, WorkerFacts.account_id == cara.id)
    assert (facts.travel, facts.most_hours) == ("bus", 30)
    assert agencies.stranger.submit("/sign-in", username=cara.username, password=PASSWORD).status_code == 422


def test_the_same_rows_again_change_nothing_and_are_told(agencies, office):
    taken(office, "workers", workers(agencies, *GOOD))
    changed = workers(agencies, GOOD[0].replace("Cara Doyle", "Cara Hill"), GOOD[1])
    shown = tried(office, "workers", changed).text
    assert "Nothing new is in this file" in shown
    assert "2 rows came in before" in shown
    assert {"Cara Doyle", "Dee Okafor"} <= names_of(agencies)
    assert "Cara Hill" not in names_of(agencies)


def test_of_two_who_take_one_file_at_once_one_does(agencies, office):
    text = workers(agencies, *GOOD)
    fields = {"text": (None, text), "confirmed": (None, "1")}
    answers = at_once(*[lambda: office.ask("POST", "/import/workers", files=fields)] * 2)
    assert sum("2 rows taken" in answer.text for answer in answers) == 1
    assert len(all_of(ImportedRow, ImportedRow.agency_id == agencies.hearth.id)) == 2


def test_every_problem_is_told_by_row_and_column_and_no_row_is_taken(agencies, office):
    text = workers(
        agencies,
        GOOD[0],
        "7,Again,again@,,,,,",
        ",No Reference,none@,,,,,",
        "9,,cara@,ask,boss,Otley,by boat,many",
        "10,Too Many,many@,,,,,,and more",
    )
    fields = {"text": (None, text), "confirmed": (None, "1")}
    shown = office.ask("POST", "/import/workers", files=fields)
    read = Screen.of(shown).text
    assert shown.status_code == 422
    assert "Nothing was brought in." in read
    assert "3 Reference 7 Row 2 has this reference, too." in read
    assert "4 Reference Nothing Give the row a reference" in read
    assert "5 Role boss Write one of these: care worker" in read
    assert "5 Team Otley There is no team of this name. There are: Headingley." in read
    assert "5 Travels by boat Write one of these" in read
    assert "6 The whole row Nothing This row has more cells" in read
    assert "Cara Doyle" not in names_of(agencies)


def test_what_the_form_refuses_is_told_beside_its_column(agencies, office):
    shown = tried(office, "workers", workers(agencies, GOOD[0], "9,,cara@,ask her,,,,")).text
    assert "3 Name Nothing Write their name" in shown
    assert "3 Telephone ask her Write a telephone number" in shown
    assert "Somebody signs in with this username already." in shown


def test_a_column_that_is_not_ours_or_is_missing_is_told(agencies, office):
    shown = tried(office, "workers", "Reference,Name,Salary\n1,Cara,9\n").text
    assert "1 Salary Nothing There is no such column." in shown
    assert "1 Username Nothing This column is missing." in shown


# People, contacts and plans

PEOPLE = """Reference,First names,Family name,Born,Address,Postcode,Has allergies,Allergies,Allergies told by,\
Allergies told on,Getting in
1042,Mary,Ogden,3/2/1941,4 Ash Road,ls63ab,yes,=penicillin,GP,01/11/2026,Ring twice
1043,Zoë,Ogden,1950-05-04,5 Ash Road,LS6 3AB,none known,,Zoë,01/11/2026,Knock
"""
CONTACTS = """Reference;Person;Name;Telephone;Roles;May be told
c1;1042;Peter Ogden;07700 900111;next of kin, unpaid carer;day to day
"""
PLANS = """Reference,Person,Visit,At,Minutes,Days,Workers,Usually,Actions
p1,1042,Morning care,8:00,45,,2,{amina},Wash|Breakfast
p2,1042,Lunch,12.30,30,Mon Wed,,,Lunch
"""


def plans(agencies):
    return PLANS.format(amina=agencies.amina.account.username)


def person_called(agencies, given):
    [person] = all_of(ServiceUser, ServiceUser.agency_id == agencies.hearth.id, ServiceUser.given_name == given)
    return person


def test_people_with_contacts_and_plans_come_in_and_wait_for_their_care_to_begin(agencies, office):
    assert "2 rows taken" in taken(office, "people", PEOPLE.encode("cp1252").decode("cp1252")).text
    assert "1 row taken" in taken(office, "contacts", CONTACTS).text
    assert "2 rows taken" in taken(office, "plans", plans(agencies)).text
    mary = person_called(agencies, "Mary")
    assert (mary.born_on, mary.postcode, mary.is_new) == (date(1941, 2, 3), "LS6 3AB", True)
    assert (mary.allergy_status, mary.allergies) == ("recorded", "=penicillin")
    [peter] = all_of(Contact, Contact.service_user_id == mary.id)
    assert (peter.roles, peter.may_be_told) == ("next_of_kin unpaid_carer", "day_to_day")
    morning, lunch = sorted(all_of(PlannedVisit, PlannedVisit.service_user_id == mary.id), key=lambda one: one.at)
    assert (morning.weekdays, morning.workers_needed, morning.minutes) == ("MO TU WE TH FR SA SU", 2, 45)
    assert (lunch.at, lunch.weekdays, lunch.from_on) == (time(12, 30), "MO WE", DAY)
    assert "Usually Amina Yusuf" in office.get(f"/people/{mary.id}/planned-visits").text
    assert all_of(Visit, Visit.service_user_id == mary.id) == []


def test_what_is_wrong_with_people_and_plans_is_told_by_column(agencies, office):
    unclear = "1042,Mary,Ogden,3/2/41,4 Ash Road,Leeds,,,,,Ring"
    shown = tried(office, "people", PEOPLE.splitlines()[0] + f"\n{unclear}\n").text
    assert "2 Has allergies Nothing Write one of these: yes, none known, not asked." in shown
    assert "2 Born 3/2/41 Write the day on which they were born." in shown
    assert "2 Postcode Leeds This is no whole postcode." in shown
    shown = tried(office, "plans", "Reference,Person,Visit,At,Minutes,Days,Usually\np,9,,25:00,x,Someday,nobody\n").text
    assert "2 Days Someday “someday” is no day." in shown
    assert "2 Usually nobody No care worker signs in as nobody." in shown
    assert "2 Person 9 Nobody came in with this reference." in shown
    assert "2 Visit Nothing Say what the visit is for" in shown
    assert "2 At 25:00 Say when the visit begins" in shown
    assert "2 Minutes x Say how many minutes" in shown


def test_somebody_twice_in_one_file_or_on_record_already_is_told(agencies, office):
    again = PEOPLE.splitlines()[1].replace("1042", "1044")
    shown = tried(office, "people", f"{PEOPLE}{again}\n").text
    assert "4 Family name Ogden Mary Ogden, born that day, is on record already." in shown


def test_another_agencys_reference_names_nobody(agencies, office):
    taken(agencies.olive, "people", PEOPLE)
    assert "Nobody came in with this reference." in tried(office, "contacts", CONTACTS).text


def test_a_file_that_is_much_too_large_is_not_read(office):
    answer = bring(office, "workers", b"x" * (2 * MOST_BYTES))
    assert (answer.status_code, "This file is too large" in answer.text) == (413, True)


def test_a_template_is_downloaded_by_coordinators_only(office, phone):
    answer = office.ask("GET", "/import/workers/template")
    assert answer.content.startswith(b"\xef\xbb\xbfReference,Name,Username")
    assert "attachment" in answer.headers["content-disposition"]
    assert phone.ask("GET", "/import/workers/template").status_code == 404
    assert office.ask("GET", "/import/salaries").status_code == 404
