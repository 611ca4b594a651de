from datetime import timedelta

import pytest

from server import clock
from server.accounts.models import Agency
from server.board import watchdog
from server.board.models import Alert, AlertStep, Heartbeat, heartbeat_name
from server.visits.models import Assignment, Visit
from tests.office import (
    Person,
    Phone,
    Town,
    agency,
    all_of,
    change,
    empty_database,
    it_is,
    keep,
    office,
    open_alerts,
    phone,
    wash,
)  # fmt: skip

__all__ = ["agency", "empty_database", "office", "phone", "wash"]


def kinds_open() -> list[str]:
    return sorted(alert.kind for alert in open_alerts())


def steps() -> list[str]:
    return [step.words for step in sorted(all_of(AlertStep), key=lambda step: step.at)]


def test_a_visit_that_is_not_late_yet_raises_nothing(agency: Town, wash: Visit) -> None:
    agency.watchdog_looks()
    assert kinds_open() == []


def test_a_silent_phone_raises_no_news_and_not_late(agency: Town, office: Person, wash: Visit) -> None:
    agency.heard(agency.amina, "09:41")
    it_is("10:36")
    agency.watchdog_looks()
    assert kinds_open() == ["no_news"]
    assert "Jean Whitcombe: no news" in office.get("/board").text
    assert "Amina Yusuf’s phone is silent since 09:41. Due 10:15." in office.get("/board").text


def test_a_phone_heard_without_a_check_in_raises_late(agency: Town, phone: Phone, office: Person, wash: Visit) -> None:
    it_is("10:36")
    phone.is_heard()
    agency.watchdog_looks()
    assert kinds_open() == ["late"]
    assert "Jean Whitcombe: 21 minutes late" in office.get("/board").text


def test_a_late_worker_is_said_to_be_where_they_last_checked_in(
    agency: Town, phone: Phone, office: Person, wash: Visit
) -> None:
    before = agency.visit("09:30", 30, agency.walter, phone)
    phone.arrive(before)
    it_is("10:36")
    phone.is_heard()
    agency.watchdog_looks()
    assert "Amina Yusuf is still with Walter Finch, since 10:26." in office.get("/board").text


def test_looking_twice_raises_once(agency: Town, wash: Visit) -> None:
    it_is("10:36")
    agency.watchdog_looks()
    it_is("10:37")
    agency.watchdog_looks()
    assert kinds_open() == ["no_news"]


def test_no_news_becomes_late_when_the_phone_is_heard_and_keeps_its_owner(
    agency: Town, phone: Phone, office: Person, wash: Visit
) -> None:
    it_is("10:36")
    agency.watchdog_looks()
    office.post(f"/alerts/{open_alerts()[0].id}/owner")
    phone.is_heard()
    it_is("10:38")
    agency.watchdog_looks()
    assert kinds_open() == ["late"]
    assert open_alerts()[0].owner_id == office.account.id
    assert steps() == ["Grace Mensah took this", "The phone was heard, without a check-in"]


def test_a_check_in_closes_it_at_once(agency: Town, phone: Phone, wash: Visit) -> None:
    it_is("10:36")
    agency.watchdog_looks()
    phone.arrive(wash)
    assert kinds_open() == []
    assert steps() == ["Checked in"]


def test_what_was_closed_is_not_raised_again(agency: Town, office: Person, wash: Visit) -> None:
    it_is("10:36")
    agency.watchdog_looks()
    office.post(f"/alerts/{open_alerts()[0].id}/closing", words="She rang, she is there")
    it_is("10:38")
    agency.watchdog_looks()
    assert kinds_open() == []


def test_a_visit_taken_off_the_rota_is_closed_with_the_reason(agency: Town, wash: Visit) -> None:
    it_is("10:36")
    agency.watchdog_looks()
    [turn] = all_of(Assignment, Assignment.visit_id == wash.id)
    change(Assignment, turn.id, removed_at=clock.now())
    it_is("10:38")
    agency.watchdog_looks()
    assert "Taken off this worker's rota" in steps()


def test_what_merely_grew_old_stays_open(agency: Town, wash: Visit) -> None:
    it_is("10:36")
    agency.watchdog_looks()
    clock.start_at(clock.now() + timedelta(days=2))
    agency.watchdog_looks()
    assert kinds_open() == ["no_news"]


def test_a_visit_that_nobody_has_raises_late(agency: Town, office: Person) -> None:
    agency.visit("10:00", 30, agency.walter)
    agency.watchdog_looks()
    assert "Walter Finch: 26 minutes late" in office.get("/board").text
    assert "Nobody has this visit." in office.get("/board").text


def test_a_time_critical_medicine_raises_when_its_latest_time_has_passed(
    agency: Town, office: Person, wash: Visit
) -> None:
    agency.dose(wash, "Co-careldopa 25 mg/100 mg", "10:00", "10:20")
    agency.watchdog_looks()
    assert kinds_open() == ["time_critical"]
    assert "by 10:20, nothing recorded" in office.get("/board").text


def test_a_time_critical_medicine_in_time_raises_nothing(agency: Town, wash: Visit) -> None:
    agency.dose(wash, "Co-careldopa 25 mg/100 mg", "10:15", "10:45")
    agency.watchdog_looks()
    assert kinds_open() == []


def test_a_recorded_medicine_closes_its_alert(agency: Town, phone: Phone, wash: Visit) -> None:
    dose = agency.dose(wash, "Co-careldopa 25 mg/100 mg", "10:00", "10:20")
    agency.watchdog_looks()
    phone.send(f"/doses/{dose.id}/outcomes", visit=wash.id, outcome="taken", support="administer")
    it_is("10:28")
    agency.watchdog_looks()
    assert kinds_open() == []


def test_a_declined_medicine_stays_open_when_the_watchdog_looks(agency: Town, phone: Phone, wash: Visit) -> None:
    dose = agency.dose(wash, "Co-careldopa 25 mg/100 mg", "10:00", "10:30")
    phone.send(f"/doses/{dose.id}/outcomes", visit=wash.id, outcome="declined", reason="Asleep")
    agency.watchdog_looks()
    assert kinds_open() == ["time_critical"]


def test_confirming_a_miss_closes_what_it_answers(agency: Town, office: Person, wash: Visit) -> None:
    it_is("10:36")
    agency.watchdog_looks()
    office.post(f"/visits/{wash.id}/missed", reason="Nobody was sent", done="Son is with her")
    it_is("10:38")
    agency.watchdog_looks()
    assert kinds_open() == []
    assert steps() == ["Confirmed missed. Son is with her"]


def test_the_watchdog_says_when_it_looked_and_at_how_much(agency: Town, office: Person, wash: Visit) -> None:
    agency.watchdog_looks()
    text = office.get("/board").text
    assert "Watchdog checked 1 visit at" in text
    assert "data-behind" not in text


def test_a_watchdog_that_is_behind_is_shown(agency: Town, office: Person, wash: Visit) -> None:
    agency.watchdog_looks()
    it_is("10:31")
    assert "data-behind" in office.get("/board").text


def test_a_watchdog_that_never_looked_is_shown(office: Person, wash: Visit) -> None:
    assert "The watchdog has not looked yet." in office.get("/board").text


def test_two_processes_take_turns(agency: Town, wash: Visit) -> None:
    keep(Heartbeat(name=heartbeat_name(agency.hearth.id), beat_at=clock.now()))
    agency.watchdog_looks()
    assert all_of(Heartbeat)[0].visits_checked == 0


def test_an_agency_that_cannot_be_looked_at_does_not_hide_the_others(
    agency: Town, wash: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_at = watchdog.look_at

    def fail_at_one(looked_at: Agency) -> None:
        if looked_at.id == agency.other_agency.id:
            raise RuntimeError
        look_at(looked_at)

    monkeypatch.setattr(watchdog, "look_at", fail_at_one)
    it_is("10:36")
    watchdog.look_at_everything()
    assert kinds_open() == ["no_news"]


def test_the_other_agency_hears_nothing_of_it(agency: Town, wash: Visit) -> None:
    it_is("10:36")
    agency.watchdog_looks()
    assert "no news" not in agency.olive.get("/board").text.split("<main")[1]
    assert [alert.agency_id for alert in all_of(Alert)] == [agency.hearth.id]
