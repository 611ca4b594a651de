"""Soft signs: one tap from the visit, a message drafted from the record, and nothing that says it was sent."""

from uuid import UUID

import pytest

from server.board.models import AlertKind
from server.db import new_id
from server.people.models import Contact
from server.soft_signs.models import SbardVersion, SoftSigns
from server.soft_signs.queries import chained
from server.verifying import differences
from tests.agencies import all_of, at
from tests.care import minutes_pass
from tests.screens import Screen

GIVEN = {"given_to": "Dr Patel (GP)", "how": "Rang", "given": "2026-11-19T08:20", "decision": "She visits at noon."}


@pytest.fixture
def message(phone, visit):
    phone.observe(visit, "temperature", "38.4")
    signs = phone.tell_signs(visit, "eating sleepy", since="Tuesday", words="Left her tea.")
    return f"/soft-signs/{signs.id}"


@pytest.fixture
def write(office, message):
    """Fill in the message as it stands, but for what is said."""

    def fill(**said):
        shown = office.get(message)
        parts = {
            "situation": "Jean is sleepier.",
            "background": "",
            "assessment": "",
            "recommendation": "Please see her.",
        }
        return office.post(f"{message}/versions", **shown.form(f"{message}/versions").hidden | parts | said)

    return fill


def write_about(office, recorded, **said):
    url = f"/soft-signs/{recorded.id}"
    return office.post(f"{url}/versions", **office.get(url).form(f"{url}/versions").hidden | said)


def is_open(agencies):
    return any(alert.kind == AlertKind.SOFT_SIGNS for alert in agencies.open_alerts())


def test_signs_reach_the_board_and_draft_a_message_from_the_record(message, office, agencies):
    assert (
        "Jean Whitcombe: not as usual, sleepier, harder to wake; eating or drinking less" in office.get("/board").text
    )
    shown = office.get(message).html
    assert "Amina Yusuf, care worker, Thu 19 Nov 08:20: sleepier, harder to wake; eating or drinking less." in shown
    assert "Allergies: penicillin." in shown
    assert "No CPR decision is on our record: attempt." in shown
    assert "Co-careldopa 25 mg/100 mg, 1 tablet, by mouth; Paracetamol 500 mg" in shown
    assert "Temperature: 38.4 °C, Thu 19 Nov 08:20" in shown
    assert not list(differences())


def test_nothing_says_that_it_was_sent_until_a_coordinator_states_it(write, office, message, agencies):
    write()
    assert "To nobody, as far as Doorstep knows" in office.get(message).text
    write(**GIVEN)
    shown = office.get(message).text
    assert "Rang: Dr Patel (GP)" in shown
    assert "as Grace Mensah states" in shown
    assert is_open(agencies)


def test_it_is_on_the_board_until_it_is_closed_with_what_was_decided(write, office, message, agencies):
    [alert] = [one for one in agencies.open_alerts() if one.kind == AlertKind.SOFT_SIGNS]
    assert "Open it, and close it there" in office.post(f"/alerts/{alert.id}/closing", words="Done.").text
    write(status="closed", **GIVEN)
    assert not is_open(agencies)
    assert "Rang: Dr Patel (GP). Decided: She visits at noon." in office.get("/board").text
    assert "She visits at noon." in office.get(f"/people/{agencies.jean.id}/soft-signs").text
    write(**GIVEN)
    assert is_open(agencies)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"situation": ""}, "Say what is happening."),
        ({"status": "closed"}, "Say what was decided, or why nobody had to be told"),
        ({"how": "Rang"}, "Say to whom you gave it."),
        ({"given": "2026-11-19T08:00", "given_to": "Dr Patel"}, "Say how: you rang, or sent it by secure email."),
        ({**GIVEN, "given": "soon"}, "Say on which day and at what time you gave it."),
        ({**GIVEN, "given": "2026-11-20T08:00"}, "That is still to come"),
    ],
)
def test_what_is_missing_is_asked_again(write, said, sentence):
    shown = write(**{"recommendation": "Please come."} | said)
    assert sentence in shown.text
    assert "Please come." in shown.html


def test_two_coordinators_keep_both_texts(write, office, message):
    seen = office.get(message).form(f"{message}/versions").hidden
    write(situation="Sleepier since noon.")
    write(situation="Sleepier since noon.")
    shown = office.post(f"{message}/versions", **seen, situation="Hard to wake.")
    assert "Grace Mensah wrote “Sleepier since noon.” while you were typing." in shown.text
    signs = UUID(message.split("/")[-1])
    assert [one.version for one in all_of(SbardVersion, SbardVersion.soft_signs_id == signs)] == [1]


def test_the_worker_sees_who_has_read_it(message, office, phone, visit):
    office.get(message)
    assert "Seen by Grace Mensah 08:20" in phone.page(f"/visits/{visit.id}").text


def test_a_correction_is_a_step_of_the_same_alert(phone, visit, message, office, agencies):
    [first] = all_of(SoftSigns, SoftSigns.visit_id == visit.id)
    minutes_pass(1)
    phone.tell_signs(visit, "breathing", corrects=first.id)
    shown = office.get(message)
    assert "<s>Not as usual: sleepier" in shown.html
    assert "breathing is harder, or a new cough." in shown.html
    assert [alert.about for alert in agencies.open_alerts() if alert.kind == AlertKind.SOFT_SIGNS] == [first.id]


def test_what_was_written_about_a_correction_is_shown_when_its_original_is_accepted(
    bens_phone, visit, office, agencies
):
    said = {"visit": str(visit.id), "signs": "sleepy"}
    held = bens_phone.keep(f"/visits/{visit.id}/soft-signs", "/today", said)
    correction = bens_phone.keep(f"/visits/{visit.id}/soft-signs", "/today", said | {"corrects": str(held.id)})
    office.post(f"/held-forms/{correction.id}/acceptance")
    write_about(office, correction, situation="Jean cannot be woken.", status="closed", **GIVEN)
    office.post(f"/held-forms/{held.id}/acceptance")
    assert "Jean cannot be woken." in office.get(f"/soft-signs/{held.id}").html
    assert is_open(agencies)
    write_about(office, held, situation="Jean cannot be woken.", status="closed", **GIVEN)
    assert not is_open(agencies)


@pytest.mark.parametrize("said", [{"signs": "", "words": " "}, {"signs": "odd"}])
def test_signs_that_cannot_be_read_are_held(phone, visit, said):
    values = {"visit": str(visit.id)} | said
    assert phone.keep(f"/visits/{visit.id}/soft-signs", f"/visits/{visit.id}", values).state == "held"


def test_several_boxes_without_a_script_are_several_signs(phone, visit):
    answer = phone.ask(
        "POST", f"/visits/{visit.id}/soft-signs", data={"visit": str(visit.id), "signs": ["sick", "pain"]}
    )
    assert answer.status_code == 303
    assert "Not as usual: new or worse pain; being sick" in Screen.of(phone.ask("GET", f"/visits/{visit.id}")).text


def test_it_is_meant_for_the_clinical_contact_that_the_record_names(phone, visit, office, agencies):
    for name, relation, is_clinical in (("Dr Patel", "GP", False), ("Sara Lindqvist", "Matron", True)):
        agencies.add(
            Contact(
                service_user_id=agencies.jean.id, position=5, name=name, relation=relation, phone="01632 960541",
                is_clinical=is_clinical,
            )
        )  # fmt: skip
    agencies.keep()
    signs = phone.tell_signs(visit)
    form = office.get(f"/soft-signs/{signs.id}").form(f"/soft-signs/{signs.id}/versions")
    assert form.filled["given_to"] == "Sara Lindqvist (Matron), 01632 960541"


def test_a_correction_stands_whatever_the_phones_clock_said_meanwhile():
    first, clock_set_back = new_id(), new_id()
    seen = SoftSigns(id=first, signs="sleepy", recorded_at=at("08:20"))
    corrected = SoftSigns(id=clock_set_back, signs="eating", recorded_at=at("08:05"), corrects=first)
    assert chained([corrected, seen]) == {first: [seen, corrected]}
