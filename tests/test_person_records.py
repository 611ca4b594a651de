"""A person is taken on page by page, what changes is kept with what it was, and two who write at once are told."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

from sqlmodel import col

from server.accounts.queries import asker_of
from server.care_plans.horizon import planner_for
from server.care_plans.models import EVERY_DAY, PlannedVisit
from server.db import reading
from server.discharges.models import Discharge
from server.inbox.unit import Unit
from server.packages.models import Package
from server.people.models import Contact, MayBeTold, ServiceUser
from server.person_records.saving import take_on as begin_record
from server.record_changes.models import RecordChange
from server.stock.pages import pharmacies_of
from server.visits.models import Visit
from tests.agencies import DAY, all_of, change, it_is

IVY = {"given_name": "Ivy", "family_name": "Marsh", "born_on": "1939-04-05", "nhs_number": "943 476 5919"}
ADDRESS = {"address": "2 Elm Close", "postcode": "ls63aa"}
ALLERGIES = {
    "allergy_status": "none_known", "allergies_confirmed_by": "Ivy", "allergies_confirmed_on": "2026-11-18",
}  # fmt: skip
PETER = {"name": "Peter Marsh", "phone": "07700 900222", "role_next_of_kin": "1", "may_be_told": "everything"}
PACKAGE = {"funding": "council", "commissioner": "Leeds City Council", "hours": "10.5", "from_on": "2026-11-19"}
LUNCH = {
    "title": "Lunch", "at": "12:30", "minutes": 30, "workers": 1, "from_on": DAY, "every_weeks": 1,
    "bank_holidays": "as_usual", "confirmed": 1, **{f"weekday_{day}": 1 for day in EVERY_DAY.split()},
}  # fmt: skip


def take_on(office, **said):
    """Ivy, with only her names on record."""
    office.post("/people", **IVY | said)
    return all_of(ServiceUser, ServiceUser.family_name == "Marsh", ServiceUser.agency_id == office.account.agency_id)[0]


def save(office, person, step, **said):
    return office.post(f"/people/{person.id}/record/{step}", **said)


def complete(office, person):
    save(office, person, "address", **ADDRESS)
    save(office, person, "allergies", **ALLERGIES)
    save(office, person, "door", getting_in="Ring twice.")
    office.post(f"/people/{person.id}/contacts", **PETER)
    office.post(f"/people/{person.id}/packages", **PACKAGE)


def visits_of(person):
    return all_of(Visit, Visit.service_user_id == person.id, col(Visit.cancelled_at).is_(None))


def test_a_person_is_taken_on_page_by_page_and_visited_only_when_all_that_is_needed_is_there(office):
    ivy = take_on(office)
    office.post(f"/people/{ivy.id}/planned-visits", **LUNCH)
    refused = office.post(f"/people/{ivy.id}/care-beginning")
    assert "Not on record yet: the address and its postcode, whether they have allergies, how to get in" in refused.text
    assert visits_of(ivy) == []
    complete(office, ivy)
    assert "Begin the care" in office.get(f"/people/{ivy.id}/record").text
    office.post(f"/people/{ivy.id}/care-beginning")
    assert len(visits_of(ivy)) == 29


def test_saving_leads_to_the_next_page_or_to_the_whole_record(office):
    ivy = take_on(office)
    on = office.submit(f"/people/{ivy.id}/record/address", **ADDRESS, then="on")
    later = office.submit(f"/people/{ivy.id}/record/address", **ADDRESS, then="later")
    assert on.headers["location"] == f"/people/{ivy.id}/record/allergies"
    assert later.headers["location"] == f"/people/{ivy.id}/record"


def test_all_that_is_wrong_is_said_and_what_was_typed_stays(office):
    page = office.post("/people", **IVY | {"given_name": "", "nhs_number": "943 476 5918", "born_on": "2027-01-01"})
    assert page.status == 422
    assert "Write their first name." in page.text
    assert "its check digit does not fit" in page.text
    assert "Nobody receiving care was born then." in page.text
    assert page.form("/people").filled["nhs_number"] == "943 476 5918"


def test_h1_nobody_gets_two_records(office):
    take_on(office)
    again = office.post("/people", **IVY | {"given_name": "Rose"})
    assert "Ivy Marsh has this NHS number on record." in again.text
    alike = office.post("/people", **IVY | {"nhs_number": "", "given_name": "ivy"})
    assert "Is this somebody else?" in alike.text
    office.post("/people", **IVY | {"nhs_number": "", "given_name": "ivy", "is_another": "1"})
    assert len(all_of(ServiceUser, ServiceUser.agency_id == office.account.agency_id)) == 5


def test_h1_nobody_gets_two_records_from_two_who_write_in_the_same_moment(office):
    with ThreadPoolExecutor(1) as threads, Unit(writes=True) as db:
        begin_record(db, asker_of(db.connection(), office.token), IVY)
        second = threads.submit(office.post, "/people", **IVY | {"given_name": "Rose"})
        wait([second], timeout=0.5)
        db.finish()
        assert "Ivy Marsh has this NHS number on record." in second.result().text


def test_every_change_is_kept_with_who_and_what_it_was(agencies, office):
    save(office, agencies.jean, "address", **ADDRESS)
    page = office.get(f"/people/{agencies.jean.id}/record-changes").text
    assert "Where they live Grace Mensah, Thu 19 Nov 08:20" in page
    assert "Address 2 Elm CloseBefore: 4 Ash Road" in page
    before = all_of(RecordChange, RecordChange.service_user_id == agencies.jean.id)
    save(office, agencies.jean, "address", **ADDRESS)
    assert all_of(RecordChange, RecordChange.service_user_id == agencies.jean.id) == before


def test_two_coordinators_are_told_of_each_other_and_only_of_what_both_wrote(agencies, office):
    dee = agencies.coordinator("Dee Holt", agencies.team)
    agencies.keep()
    save(dee, agencies.jean, "culture", religion="Quaker", culture="", seen=0)
    told = save(office, agencies.jean, "culture", religion="Methodist", culture="Silence before meals", seen=0)
    assert "Dee Holt wrote “Quaker” while you were typing." in told.text
    action = f"/people/{agencies.jean.id}/record/culture"
    assert told.form(action).filled["religion"] == "Methodist"
    save(office, agencies.jean, "culture", religion="Methodist", culture="", **told.form(action).hidden)
    assert all_of(ServiceUser, ServiceUser.id == agencies.jean.id)[0].religion == "Methodist"


def test_workers_read_how_to_talk_with_a_person_before_they_begin(agencies, office, phone, visit):
    phone.take_day_home()
    save(office, agencies.jean, "communication", communication="Face her.", interpreter="Polish", formats_braille="1")
    save(office, agencies.jean, "door", getting_in="Ring twice.", pets="Pip, a small dog")
    pages = phone.take_day_home()
    assert "Interpreter: Polish." in pages[f"/visits/{visit.id}"]
    assert "Pip, a small dog" in pages[f"/visits/{visit.id}"]
    assert "Face her." in pages[f"/people/{agencies.jean.id}"]
    assert "Braille" in office.get(f"/people/{agencies.jean.id}/record").text


# Contacts


def test_one_contact_at_most_is_rung_first(agencies, office):
    office.post(f"/people/{agencies.jean.id}/contacts", **PETER, is_clinical="1")
    office.post(f"/people/{agencies.jean.id}/contacts", **PETER | {"name": "Dr Shah"}, is_clinical="1")
    clinical = all_of(Contact, Contact.service_user_id == agencies.jean.id, col(Contact.is_clinical))
    assert [contact.name for contact in clinical] == ["Dr Shah"]


def test_a_contact_is_changed_and_taken_off_and_its_history_stays(agencies, office, phone):
    [peter] = all_of(Contact, Contact.service_user_id == agencies.jean.id)
    assert peter.may_be_told == MayBeTold.NOT_ASKED
    office.post(f"/contacts/{peter.id}/changes", **PETER | {"may_be_told": "emergencies", "relation": "son"})
    assert "May be told: emergencies only" in phone.get(f"/people/{agencies.jean.id}").text
    office.post(f"/contacts/{peter.id}/removal")
    assert "Peter" not in phone.get(f"/people/{agencies.jean.id}").text
    assert "Before: Peter Whitcombe" in office.get(f"/people/{agencies.jean.id}/record-changes").text


def test_who_was_taken_off_is_rung_for_no_medicines(agencies, office):
    shop = {"name": "Otley Road", "role_pharmacist": "1", "may_be_told": "nothing", "phone": "0113 496 0099"}
    office.post(f"/people/{agencies.jean.id}/contacts", **shop)
    [added] = all_of(Contact, Contact.service_user_id == agencies.jean.id, Contact.name == "Otley Road")
    with reading() as db:
        assert pharmacies_of(db, planner_for(agencies.hearth, agencies.team))[agencies.jean.id].id == added.id
        office.post(f"/contacts/{added.id}/removal")
    with reading() as db:
        assert pharmacies_of(db, planner_for(agencies.hearth, agencies.team)) == {}


def test_a_contact_says_what_they_are(agencies, office):
    page = office.post(f"/people/{agencies.jean.id}/contacts", name="Ann", phone="1", may_be_told="nothing")
    assert "Say what they are to the person" in page.text


# Packages


def plan_lunch(office, person):
    office.post(f"/people/{person.id}/planned-visits", **LUNCH)
    return visits_of(person)


def test_a_stop_gap_package_ends_by_itself_and_the_visits_with_it(agencies, office):
    plan_lunch(office, agencies.walter)
    until = DAY + timedelta(days=3)
    stop_gap = PACKAGE | {"until_on": str(until), "is_stop_gap": "1"}
    office.post(f"/people/{agencies.walter.id}/packages", **stop_gap)
    [planned] = all_of(PlannedVisit, PlannedVisit.service_user_id == agencies.walter.id)
    assert planned.until_on == until
    assert "25 visits change" in office.get("/rota/changes").text
    agencies.watchdog_looks()
    assert "the package ends on Sun 22 Nov, and the visits with it" in office.get("/board").text
    office.post(f"/people/{agencies.walter.id}/planned-visits", **LUNCH | {"title": "Tea", "at": "17:00"})
    tea = all_of(PlannedVisit, PlannedVisit.title == "Tea", PlannedVisit.service_user_id == agencies.walter.id)
    assert [one.until_on for one in tea] == [until]


def test_visits_that_ended_with_a_package_go_on_when_it_does(agencies, office):
    plan_lunch(office, agencies.walter)
    stop_gap = PACKAGE | {"until_on": "2026-11-22", "is_stop_gap": "1"}
    office.post(f"/people/{agencies.walter.id}/packages", **stop_gap)
    [package] = all_of(Package, Package.service_user_id == agencies.walter.id)
    office.post(f"/packages/{package.id}/changes", **stop_gap | {"until_on": "2026-11-24"})
    office.post(f"/people/{agencies.walter.id}/packages", **PACKAGE | {"from_on": "2026-11-27"})
    planned = sorted(
        all_of(PlannedVisit, PlannedVisit.service_user_id == agencies.walter.id), key=lambda one: one.from_on
    )
    assert [(one.from_on.day, one.until_on and one.until_on.day) for one in planned] == [
        (DAY.day, 22), (23, 24), (27, None),
    ]  # fmt: skip
    coming = {visit.service_on.day for visit in visits_of(agencies.walter) if visit.planned_visit_id == planned[-1].id}
    assert {27, 28} <= coming


def test_visits_that_ended_with_a_package_written_down_late_go_on_once_when_it_does(agencies, office):
    plan_lunch(office, agencies.walter)
    ended = PACKAGE | {"from_on": "2026-11-01", "until_on": str(DAY - timedelta(days=3)), "is_stop_gap": "1"}
    office.post(f"/people/{agencies.walter.id}/packages", **ended)
    it_is("08:00", DAY + timedelta(days=1))
    [package] = all_of(Package, Package.service_user_id == agencies.walter.id)
    until = DAY + timedelta(days=9)
    office.post(f"/packages/{package.id}/changes", **ended | {"until_on": str(until)})
    office.post(f"/packages/{package.id}/changes", **ended)
    office.post(f"/packages/{package.id}/changes", **ended | {"until_on": str(until)})
    going_on = all_of(PlannedVisit, PlannedVisit.service_user_id == agencies.walter.id, PlannedVisit.until_on == until)
    assert [one.title for one in going_on] == ["Lunch"]
    assert all_of(Visit, Visit.planned_visit_id == going_on[0].id)


def test_a_package_that_another_one_follows_ends_nothing(agencies, office):
    plan_lunch(office, agencies.walter)
    office.post(f"/people/{agencies.walter.id}/packages", **PACKAGE | {"from_on": "2026-11-23"})
    office.post(f"/people/{agencies.walter.id}/packages", **PACKAGE | {"until_on": "2026-11-22", "is_stop_gap": "1"})
    agencies.watchdog_looks()
    assert "the package ends" not in office.get("/board").text
    assert all_of(PlannedVisit, PlannedVisit.service_user_id == agencies.walter.id)[0].until_on is None


# Discharge

HOME = {
    "from_on": str(DAY + timedelta(days=1)), "reason": "independent", "destination": "At home",
    "follow_up_on": str(DAY + timedelta(days=7)),
}  # fmt: skip


def discharge(office, person, **said):
    return office.post(f"/people/{person.id}/discharges", **HOME | said)


def test_a_discharge_cancels_what_comes_after_it_and_the_record_stays(agencies, office, phone):
    discharge(office, agencies.jean)
    office.post("/rota/publications", team=agencies.team.id)
    assert [visit.service_on for visit in visits_of(agencies.jean)] == [DAY, DAY]
    assert "Jean Whitcombe" in phone.get("/people").text
    it_is("08:00", DAY + timedelta(days=1))
    assert "Jean Whitcombe" not in phone.get("/people").text
    assert "Jean Whitcombe" not in office.get("/people").text
    assert "Jean Whitcombe" in office.get("/people?show=discharged").text
    assert "Washing and breakfast" in office.get(f"/people/{agencies.jean.id}").text


def test_a_visit_after_the_end_of_care_is_not_brought_back(agencies, office):
    visit = f"/rota/visits/{agencies.evening.id}"
    discharge(office, agencies.jean, from_on=str(DAY))
    assert "The last day of care for Jean Whitcombe is Wed 18 Nov" in office.get(visit).text
    refused = office.post(f"{visit}/undoing")
    assert "so this visit stays cancelled. Take them on again first." in refused.text
    office.post(f"/discharges/{discharges_of(agencies.jean)[0].id}/return")
    office.post(f"{visit}/undoing")
    assert "Cancelled" not in office.get(visit).text


def test_the_call_after_a_discharge_is_due_and_done(agencies, office):
    discharge(office, agencies.walter, from_on=str(DAY), follow_up_on=str(DAY))
    agencies.watchdog_looks()
    assert "the call after their discharge is due" in office.get("/board").text
    [one] = discharges_of(agencies.walter)
    assert "Write how they are" in office.post(f"/discharges/{one.id}/follow-up", follow_up_words="").text
    office.post(f"/discharges/{one.id}/follow-up", follow_up_words="Well, and cooking again.")
    assert "Well, and cooking again.Grace Mensah" in office.get(f"/people/{agencies.walter.id}/discharges").text
    assert agencies.open_alerts() == []


def discharges_of(person):
    return all_of(Discharge, Discharge.service_user_id == person.id)


def test_who_is_taken_on_again_has_their_record_and_their_visits_back(agencies, office):
    plan_lunch(office, agencies.walter)
    complete(office, agencies.walter)
    discharge(office, agencies.walter, from_on=str(DAY))
    [one] = discharges_of(agencies.walter)
    office.post(f"/discharges/{one.id}/return", same_visits="1")
    assert "Being taken on." in office.get(f"/people/{agencies.walter.id}/record").text
    office.post(f"/people/{agencies.walter.id}/care-beginning")
    planned = all_of(
        PlannedVisit, PlannedVisit.service_user_id == agencies.walter.id, col(PlannedVisit.follows).is_not(None)
    )
    assert [(again.title, again.from_on, again.until_on) for again in planned] == [("Lunch", DAY, None)]
    assert all_of(Visit, Visit.planned_visit_id == planned[0].id)


def test_nobody_visits_who_is_new_or_discharged(agencies, office):
    visit = {"on": DAY, "at": "15:00", "minutes": 30, "workers": 1, "title": "Tea", "team": agencies.team.id}
    ivy = take_on(office)
    assert "has not begun" in office.post("/rota/visits", person=ivy.id, **visit).text
    change(ServiceUser, ServiceUser.id == agencies.jean.id, discharged_on=DAY)
    assert "is discharged by then" in office.post("/rota/visits", person=agencies.jean.id, **visit).text
    change(ServiceUser, ServiceUser.id == agencies.harold.id, discharged_on=DAY + timedelta(days=1))
    moved = {"at": "15:00", "minutes": 30, "on": str(DAY + timedelta(days=1))}
    assert "is discharged by then" in office.post(f"/rota/visits/{agencies.double.id}/times", **moved).text
