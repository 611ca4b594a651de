"""What the commands print, and that `verify` notices whatever was changed behind the entries' backs."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlmodel import col

from server import clock
from server.__main__ import main, parser
from server.accounts.models import AuditRow
from server.board.models import Alert
from server.db import writing
from server.hazards import HAZARDS, named_tests
from server.inbox.models import Form
from server.medication.models import Dose, MarEntry
from server.verifying import CHECKS
from server.visits.entry_kinds import Note
from server.visits.models import Assignment
from tests.agencies import at, change
from tests.care import minutes_pass

SHARED = (
    "id", "kind", "visit", "service_user", "care_worker", "device", "device_sequence", "recorded_at", "received_at",
    "held", "corrects",
)  # fmt: skip


def printed(capsys, command):
    """The lines that a command prints; capsys forgets what was printed before."""
    capsys.readouterr()
    assert main([command]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def entries_of(capsys, visit):
    return [entry for entry in printed(capsys, "entries") if entry["visit"] == str(visit.id)]


# `doorstep entries`


def test_every_entry_says_who_when_where_and_from_which_phone(capsys, phone, visit):
    phone.lose_signal()
    note = phone.note(visit, "Had tea.")
    minutes_pass(10)
    phone.find_signal()
    [entry] = entries_of(capsys, visit)
    assert tuple(entry)[: len(SHARED)] == SHARED
    assert (entry["id"], entry["kind"]) == (str(note.id), "note")
    assert (entry["service_user"], entry["care_worker"]) == (str(visit.service_user_id), str(phone.account.id))
    assert (entry["device"], entry["device_sequence"]) == (str(phone.device), note.sequence)
    assert (entry["recorded_at"][:16], entry["received_at"][:16]) == ("2026-11-19T08:20", "2026-11-19T08:30")
    assert (entry["held"], entry["corrects"]) == (False, None)


def test_an_entry_says_what_is_its_own(capsys, phone, visit):
    phone.note(visit, "Had tea.", kind="handover")
    [entry] = entries_of(capsys, visit)
    assert (entry["note_kind"], entry["words"], entry["plan_version"]) == ("handover", "Had tea.", 1)


@pytest.mark.parametrize(
    ("record", "kind", "own"),
    [
        (lambda town: town.amina.arrive(town.morning), "arrival", "happened_at"),
        (lambda town: town.amina.leave(town.morning), "departure", "left_open"),
        (lambda town: town.amina.tick(town.wash), "action_outcome", "care_action_id"),
        (lambda town: town.amina.give(town.levodopa), "mar_entry", "dose_id"),
        (lambda town: town.amina.raise_concern(town.morning, "Pale."), "concern", "concern_kind"),
        (lambda town: town.amina.run_late(town.morning), "late_notice", "minutes"),
        (lambda town: town.amina.stop(town.morning), "stopped_visit", "why"),
        (lambda town: town.amina.read_changes(town.morning), "changes_read", "plan_version"),
    ],
)
def test_every_kind_of_entry_is_printed(capsys, agencies, record, kind, own):
    form = record(agencies)
    [entry] = entries_of(capsys, agencies.morning)
    assert (entry["id"], entry["kind"]) == (str(form.id), kind)
    assert own in entry


def test_a_correction_names_what_it_corrects_and_both_are_printed(capsys, phone, visit, wash):
    first, second = phone.tick(wash), phone.tick(wash, "declined", "")
    corrected = {entry["id"]: entry["corrects"] for entry in entries_of(capsys, visit)}
    assert corrected == {str(first.id): None, str(second.id): str(first.id)}


def test_entries_come_in_the_order_received(capsys, phone, bens_phone, double):
    phone.lose_signal()
    phone.note(double, "First recorded.")
    minutes_pass(1)
    bens_phone.note(double, "First received.")
    minutes_pass(1)
    phone.find_signal()
    assert [entry["words"] for entry in entries_of(capsys, double)] == ["First received.", "First recorded."]


def test_what_is_held_is_no_entry_until_it_is_accepted_and_then_says_so(capsys, office, bens_phone, visit):
    form = bens_phone.keep(f"/visits/{visit.id}/notes", "/today", {"words": "I came too."})
    assert entries_of(capsys, visit) == []
    office.post(f"/held-forms/{form.id}/acceptance")
    [entry] = entries_of(capsys, visit)
    assert (entry["id"], entry["held"]) == (str(form.id), True)


def test_a_plain_form_is_an_entry_of_no_device(capsys, phone, visit):
    phone.fill_in(f"/visits/{visit.id}", f"/visits/{visit.id}/arrival")
    [entry] = entries_of(capsys, visit)
    assert (entry["kind"], entry["device"], entry["device_sequence"]) == ("arrival", None, None)


# `doorstep forms`


def test_every_form_is_printed_as_it_came_with_its_receipt(capsys, phone, visit, breakfast):
    sent, held = phone.note(visit, "Had tea."), phone.tick(breakfast, "not_done", "")
    forms = {form["id"]: form for form in printed(capsys, "forms")}
    assert (forms[str(sent.id)]["state"], forms[str(sent.id)]["body"]) == ("accepted", sent.body)
    assert (forms[str(held.id)]["state"], forms[str(held.id)]["why"]) == ("held", held.why)
    assert (forms[str(sent.id)]["device_id"], forms[str(sent.id)]["device_sequence"]) == (str(phone.device), 1)


def test_a_form_set_aside_is_printed_with_who_decided_and_why(capsys, phone, office, breakfast):
    held = phone.tick(breakfast, "not_done", "")
    office.post(f"/held-forms/{held.id}/setting-aside", decision="Recorded twice.")
    [form] = [form for form in printed(capsys, "forms") if form["id"] == str(held.id)]
    assert (form["state"], form["decision"]) == ("set_aside", "Recorded twice.")
    assert form["decided_by"] == str(office.account.id)


# `doorstep verify`


def test_when_all_is_well_nothing_differs(capsys, phone, visit, wash, levodopa):
    phone.arrive(visit)
    phone.arrive(visit, at="08:16")
    phone.tick(wash, "declined", "")
    phone.give(levodopa, "asleep", "")
    phone.stop(visit)
    phone.leave(visit, left_open="Breakfast")
    assert main(["verify"]) == 0
    assert "Nothing differs." in capsys.readouterr().err


def test_what_differs_is_printed_and_the_shell_is_told(capsys, phone, visit):
    change(Assignment, Assignment.visit_id == visit.id, arrived_at=at("07:00"))
    assert main(["verify"]) == 1
    change(Assignment, Assignment.visit_id == visit.id, arrived_at=None)
    assert f"Visit {visit.id}, worker {phone.account.id}: arrived_at is" in capsys.readouterr().out


def found_after(*statements):
    """What differs once somebody did this behind everybody's back; then it is undone."""
    with writing() as db:
        done = [db.execute(statement) for statement in statements]
        assert all(result.rowcount for result in done)
        found = [sentence for check in CHECKS for sentence in check(db)]
        db.rollback()
    return found


def test_an_arrival_that_nobody_recorded_is_noticed(visit):
    [sentence] = found_after(update(Assignment).where(Assignment.visit_id == visit.id).values(arrived_at=at("08:00")))
    assert "the entries say None" in sentence


@pytest.mark.parametrize("name", ["left_at", "stopped_at"])
def test_a_departure_or_a_stop_that_nobody_recorded_is_noticed(visit, name):
    [sentence] = found_after(update(Assignment).where(Assignment.visit_id == visit.id).values({name: at("08:00")}))
    assert f"{name} is" in sentence


def test_an_entry_of_a_worker_without_a_turn_is_noticed(phone, visit):
    phone.arrive(visit)
    [sentence] = found_after(delete(Assignment).where(Assignment.visit_id == visit.id))
    assert "recorded something there and has no assignment" in sentence


def test_an_entry_that_is_gone_is_noticed(phone, visit):
    note = phone.note(visit, "Had tea.")
    assert found_after(delete(Note).where(Note.id == note.id)) == [f"Form {note.id} is accepted and has no entries."]


def test_an_entry_whose_form_was_set_aside_is_noticed(phone, visit):
    note = phone.note(visit, "Had tea.")
    [sentence] = found_after(update(Form).where(Form.id == note.id).values(state="set_aside"))
    assert sentence == f"Note {note.id} has a form that is set aside."


def test_an_entry_put_on_somebody_elses_name_is_noticed(phone, bens_phone, visit):
    note = phone.note(visit, "Had tea.")
    [sentence] = found_after(update(Note).where(Note.id == note.id).values(author_id=bens_phone.account.id))
    assert sentence == f"Note {note.id} is by another worker than its form."


def test_an_entry_put_on_another_visit_is_noticed(phone, visit, double):
    note = phone.note(visit, "Had tea.")
    [sentence] = found_after(update(Note).where(Note.id == note.id).values(visit_id=double.id))
    assert sentence == f"Note {note.id} is about another visit."


def test_a_concern_that_the_office_was_not_told_of_is_noticed(phone, visit):
    concern = phone.raise_concern(visit, "Pale.")
    assert found_after(delete(Alert).where(Alert.about == concern.id)) == [f"Concern {concern.id} has no alert."]


def test_a_dose_not_taken_that_the_office_was_not_told_of_is_noticed(phone, levodopa):
    dose = phone.give(levodopa, "asleep", "")
    assert found_after(delete(Alert).where(Alert.about == dose.id)) == [f"Mar entry {dose.id} has no alert."]


def test_a_dose_changed_to_taken_leaves_an_alert_but_changed_from_taken_is_noticed(phone, levodopa):
    dose = phone.give(levodopa)
    [sentence] = found_after(update(MarEntry).where(MarEntry.id == dose.id).values(outcome="declined"))
    assert sentence == f"Mar entry {dose.id} has no alert."


def test_a_card_that_names_another_time_critical_medicine_is_noticed(visit, levodopa):
    [sentence] = found_after(update(Dose).where(Dose.id == levodopa.id).values(latest_at=at("10:00")))
    assert sentence == f"Visit {visit.id}: its card says Co-careldopa 25 mg/100 mg is time-critical, its doses differ."


@pytest.mark.parametrize(
    "values",
    [{"deed": "read nothing"}, {"about": None}, {"account_id": None}, {"at": at("03:00")}, {"hash": b"0" * 32}],
    ids=lambda values: next(iter(values)),
)
def test_a_line_of_the_audit_that_was_changed_is_noticed(agencies, phone, visit, values):
    phone.get(f"/visits/{visit.id}")
    of_hearth = col(AuditRow.agency_id) == agencies.hearth.id
    [sentence] = found_after(update(AuditRow).where(of_hearth, AuditRow.number == 1).values(values))
    assert sentence == f"The audit of agency {agencies.hearth.id} is broken at row 1."


def test_a_line_that_was_taken_out_of_the_audit_is_noticed(agencies, phone, visit):
    phone.get(f"/visits/{visit.id}")
    phone.get(f"/visits/{visit.id}")
    of_hearth = col(AuditRow.agency_id) == agencies.hearth.id
    [sentence] = found_after(delete(AuditRow).where(of_hearth, AuditRow.number == 1))
    assert sentence == f"The audit of agency {agencies.hearth.id} is broken at row 2."


# The command line


@pytest.mark.parametrize("command", ["demo", "run", "migrate", "seed", "entries", "forms", "verify"])
def test_every_command_explains_itself(capsys, command):
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert "usage: doorstep" in capsys.readouterr().out


def test_a_time_to_start_at_is_local_wall_time():
    options = parser().parse_args(["run", "--at", "2026-07-23T08:00"])
    assert options.at - clock.moment(options.at.date(), options.at.time(), "UTC") == timedelta(hours=-1)


def test_the_demo_is_not_put_into_a_database_that_has_an_agency(agencies):
    with pytest.raises(SystemExit, match="The demo needs an empty one"):
        main(["seed"])


# The hazards


def test_every_hazard_has_tests_that_name_it():
    named = named_tests()
    assert [hazard.id for hazard in HAZARDS if not named[hazard.id]] == []


def test_no_test_names_a_hazard_that_is_not_listed():
    assert set(named_tests()) == {hazard.id for hazard in HAZARDS}


def test_the_hazards_are_printed_with_their_tests(capsys):
    assert main(["hazards"]) == 0
    assert "tests/test_orders.py::test_h10_a_stopped_medicine" in capsys.readouterr().out
