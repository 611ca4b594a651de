import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

import pytest

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.accounts.queries import ASKER
from server.board import feeds, news
from server.board.boards import board_of
from server.board.models import Alert
from server.board.pages import Written, news_between, write
from server.db import reading
from server.visits.models import Assignment, EntrySeen, Visit
from tests.office import (
    DAY,
    Person,
    Phone,
    Town,
    actions_of,
    agency,
    all_of,
    at,
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


def asker(office: Person) -> Asker:
    with reading() as db:
        return Asker(*db.execute(ASKER.where(Account.id == office.account.id)).one())


def board_text(office: Person) -> str:
    """What a board says, without its markup's breaks."""
    return " ".join(office.get("/board").text.split())


def bar_of(office: Person, person: str) -> str:
    """One person's bar on the board."""
    text = board_text(office)
    start = text.rindex('<a class="timeline__visit"', 0, text.index(f"<b>{person}</b>"))
    return text[start : text.index("</a>", start)]


# How far a visit is


def test_a_tick_is_counted_on_the_board(phone: Phone, office: Person, wash: Visit) -> None:
    phone.arrive(wash)
    phone.tick(actions_of(wash)[0])
    assert "1 of 2 answered" in bar_of(office, "Jean Whitcombe")


def test_a_tick_corrected_counts_once(phone: Phone, office: Person, wash: Visit) -> None:
    phone.arrive(wash)
    first = phone.tick(actions_of(wash)[0])
    phone.tick(actions_of(wash)[0], corrects=first, outcome="declined", support="")
    assert "1 of 2 answered" in bar_of(office, "Jean Whitcombe")


def test_a_medicine_only_as_needed_is_not_asked(agency: Town, phone: Phone, office: Person, wash: Visit) -> None:
    change(type(dose := agency.dose(wash, "Paracetamol 500 mg", "10:20")), dose.id, due_at=None)
    phone.arrive(wash)
    assert "0 of 2 answered" in bar_of(office, "Jean Whitcombe")


def test_a_check_in_shows_as_in_progress(phone: Phone, office: Person, wash: Visit) -> None:
    phone.arrive(wash)
    assert "In progress 0/2" in bar_of(office, "Jean Whitcombe")


def test_a_check_out_shows_as_done_with_its_time(phone: Phone, office: Person, wash: Visit) -> None:
    phone.arrive(wash)
    phone.leave(wash, recorded_at=at("10:24"))
    assert "Done 10:24" in bar_of(office, "Jean Whitcombe")


def test_a_visit_that_could_not_be_completed_says_so(phone: Phone, office: Person, wash: Visit) -> None:
    phone.send(f"/visits/{wash.id}/stop", visit=wash.id, why="no_reply", done="Rang the office")
    assert "Not completed" in bar_of(office, "Jean Whitcombe")


def test_a_visit_begun_less_than_fifteen_minutes_ago_is_due(phone: Phone, office: Person, wash: Visit) -> None:
    phone.is_heard()
    assert "Due 10:15" in bar_of(office, "Jean Whitcombe")


def test_a_visit_is_late_when_the_phone_was_heard_without_a_check_in(phone: Phone, office: Person, wash: Visit) -> None:
    it_is("10:40")
    phone.is_heard()
    assert "Late" in bar_of(office, "Jean Whitcombe")


def test_a_silent_phone_is_no_news_and_neither_late_nor_missed(agency: Town, office: Person, wash: Visit) -> None:
    agency.heard(agency.amina, "09:41")
    it_is("14:00")
    bar = bar_of(office, "Jean Whitcombe")
    assert "No news" in bar
    assert "Late" not in bar
    assert "Missed" not in bar


def test_a_phone_that_was_never_heard_is_no_news(office: Person, wash: Visit) -> None:
    it_is("14:00")
    assert "No news" in bar_of(office, "Jean Whitcombe")
    assert "Never heard" in board_text(office)


def test_silence_is_drawn_from_when_the_phone_was_last_heard(agency: Town, office: Person, wash: Visit) -> None:
    agency.heard(agency.amina, "09:41")
    it_is("10:41")
    assert "Silent since 09:41" in board_text(office)
    assert 'class="timeline__silence" data-from="161" data-to="220"' in board_text(office)


def test_a_quiet_phone_that_owes_nothing_is_not_called_silent(agency: Town, office: Person, wash: Visit) -> None:
    agency.heard(agency.amina, "09:41")
    assert "Heard 09:41" in board_text(office)


def test_the_board_says_how_much_waits_on_a_phone(agency: Town, phone: Phone, office: Person, wash: Visit) -> None:
    phone.browser.post("/inbox", json={"device": str(phone.device), "forms": [], "waiting": 3}, headers=phone.headers)
    assert "3 waiting" in board_text(office)


def test_a_visit_that_nobody_has_stands_in_its_own_lane(agency: Town, office: Person) -> None:
    agency.visit("10:00", 30, agency.walter)
    assert "Nobody yet" in board_text(office)
    assert "Late" in bar_of(office, "Walter Finch")


def test_who_was_taken_off_the_rota_is_not_shown(agency: Town, office: Person, wash: Visit) -> None:
    [gone] = all_of(Assignment, Assignment.visit_id == wash.id)
    change(Assignment, gone.id, removed_at=clock.now())
    assert "Amina Yusuf" not in board_text(office)


def test_who_came_all_the_same_is_shown(agency: Town, office: Person, wash: Visit) -> None:
    [gone] = all_of(Assignment, Assignment.visit_id == wash.id)
    change(Assignment, gone.id, removed_at=clock.now(), arrived_at=at("10:20"))
    assert "In progress" in bar_of(office, "Jean Whitcombe")


def test_a_double_handed_visit_counts_once(agency: Town, office: Person) -> None:
    hoist = agency.visit("10:15", 45, agency.jean, agency.amina, agency.ben)
    agency.amina.arrive(hoist)
    assert 'aria-label="1 visit"' in board_text(office)
    assert "1 in progress" in board_text(office)


def test_words_of_short_visits_do_not_collide(agency: Town, office: Person) -> None:
    agency.visit("11:00", 15, agency.jean, agency.amina)
    agency.visit("11:15", 15, agency.walter, agency.amina)
    assert "data-level" not in bar_of(office, "Jean Whitcombe")
    assert 'data-level="1"' in bar_of(office, "Walter Finch")


def test_another_day_has_no_now(agency: Town, office: Person) -> None:
    text = office.get("/board/2026-11-20").text
    assert "Fri 20 Nov" in text
    assert 'id="timeline-now" hidden' in text


# Who may look


def test_the_board_of_another_agency_is_not_there(agency: Town) -> None:
    assert agency.olive.get(f"/board?team={agency.team.id}").status_code == 404


def test_another_agencys_coordinator_sees_none_of_our_visits(agency: Town, wash: Visit) -> None:
    assert "Whitcombe" not in agency.olive.get("/board").text


@pytest.mark.parametrize("url", ["/board", "/board/2026-11-19", "/workers", "/teams", "/held-forms"])
def test_a_care_worker_does_not_find_the_office(phone: Phone, url: str) -> None:
    assert phone.get(url).status_code == 404


def test_a_team_of_the_agency_can_be_chosen(agency: Town, office: Person) -> None:
    second = type(agency.team)(agency_id=agency.hearth.id, name="Otley")
    keep(second)
    assert "Otley" in office.get(f"/board?team={second.id}").text
    assert f"/board?team={second.id}" in office.get("/teams").text


def test_the_title_of_a_page_names_nobody(office: Person, wash: Visit) -> None:
    for url in ("/board", f"/visits/{wash.id}", f"/people/{wash.service_user_id}"):
        title = office.get(url).text.split("<title>")[1].split("</title>")[0]
        assert "Jean" not in title
        assert "Whitcombe" not in title


# What needs a person


def concern(phone: Phone, visit: Visit) -> Alert:
    phone.send(f"/visits/{visit.id}/concerns", visit=visit.id, kind="fall", seen="On the floor")
    return open_alerts()[-1]


def test_a_concern_needs_a_person_and_says_whom_to_ring(phone: Phone, office: Person, wash: Visit) -> None:
    concern(phone, wash)
    text = board_text(office)
    assert "Jean Whitcombe: concern, fall" in text
    assert 'href="tel:07700900123"' in text
    assert "Ring Amina" in text


def test_the_worst_comes_first(phone: Phone, office: Person, wash: Visit) -> None:
    phone.send(f"/visits/{wash.id}/late-notices", visit=wash.id, minutes=20)
    concern(phone, wash)
    text = board_text(office)
    assert text.index("concern, fall") < text.index("will be 20 minutes late")


def test_a_long_list_folds(agency: Town, phone: Phone, office: Person, wash: Visit) -> None:
    for minutes in range(6):
        phone.send(f"/visits/{wash.id}/late-notices", visit=wash.id, minutes=minutes + 1)
    assert "2 more" in board_text(office)


def test_grace_takes_an_alert_and_everybody_sees_whose_it_is(phone: Phone, office: Person, wash: Visit) -> None:
    alert = concern(phone, wash)
    answer = office.press(f"/alerts/{alert.id}/owner")
    assert 'hx-target="#alerts"' in answer.text
    assert "Grace Mensah took this" in board_text(office)


def test_without_scripts_taking_goes_back_to_the_board(phone: Phone, office: Person, wash: Visit) -> None:
    alert = concern(phone, wash)
    answer = office.post(f"/alerts/{alert.id}/owner")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/board?team={wash.team_id}")


def test_what_was_done_is_written_down(phone: Phone, office: Person, wash: Visit) -> None:
    alert = concern(phone, wash)
    office.post(f"/alerts/{alert.id}/owner")
    office.post(f"/alerts/{alert.id}/steps", words="GP asked to ring back")
    assert "GP asked to ring back" in board_text(office)


def test_a_step_without_words_is_asked_for_again(phone: Phone, office: Person, wash: Visit) -> None:
    assert office.post(f"/alerts/{concern(phone, wash).id}/steps", words=" ").status_code == 422


def test_an_alert_is_closed_with_words(phone: Phone, office: Person, wash: Visit) -> None:
    alert = concern(phone, wash)
    office.post(f"/alerts/{alert.id}/closing", words="Not hurt, daughter is there")
    assert 'Closed <span class="figure">10:26</span>. Not hurt, daughter is there' in board_text(office)
    assert open_alerts() == []


def test_an_alert_is_not_closed_without_words(phone: Phone, office: Person, wash: Visit) -> None:
    office.post(f"/alerts/{concern(phone, wash).id}/closing", words="")
    assert len(open_alerts()) == 1


@pytest.mark.parametrize("deed", ["owner", "steps", "closing"])
def test_an_alert_of_another_agency_is_not_there(agency: Town, phone: Phone, wash: Visit, deed: str) -> None:
    alert = concern(phone, wash)
    assert agency.olive.post(f"/alerts/{alert.id}/{deed}", words="Mine").status_code == 404
    assert phone.post(f"/alerts/{alert.id}/{deed}", words="Mine").status_code == 404
    assert open_alerts()[0].owner_id is None


# Confirming that nobody came


def confirm_missed(office: Person, visit: Visit, reason: str = "Nobody was sent", done: str = "Son is with her") -> int:
    return office.post(f"/visits/{visit.id}/missed", reason=reason, done=done).status_code


def test_a_missed_visit_says_who_confirmed_it(office: Person, wash: Visit) -> None:
    assert confirm_missed(office, wash) == 303
    assert "Missed, Grace confirmed" in bar_of(office, "Jean Whitcombe")
    assert "Missed, confirmed by Grace Mensah" in office.get(f"/visits/{wash.id}").text


@pytest.mark.parametrize(("reason", "done"), [("", "Son is with her"), ("Nobody was sent", " ")])
def test_a_missed_visit_needs_why_and_what_was_done(office: Person, wash: Visit, reason: str, done: str) -> None:
    answer = office.post(f"/visits/{wash.id}/missed", reason=reason, done=done)
    assert answer.status_code == 422
    assert (reason or done) in answer.text
    assert "Due" in bar_of(office, "Jean Whitcombe")


def test_a_visit_that_somebody_came_to_is_not_confirmed_missed(phone: Phone, office: Person, wash: Visit) -> None:
    phone.arrive(wash)
    assert confirm_missed(office, wash) == 422


def test_a_visit_that_has_not_begun_is_not_confirmed_missed(agency: Town, office: Person) -> None:
    assert confirm_missed(office, agency.visit("12:00", 30, agency.jean, agency.amina)) == 422


def test_a_check_in_after_a_confirmed_miss_shows_both(phone: Phone, office: Person, wash: Visit) -> None:
    confirm_missed(office, wash)
    phone.arrive(wash, recorded_at=at("10:16"))
    assert "In progress" in bar_of(office, "Jean Whitcombe")
    assert "It had been confirmed missed" in office.get(f"/visits/{wash.id}").text


def test_a_missed_visit_of_another_agency_is_not_there(agency: Town, phone: Phone, wash: Visit) -> None:
    assert confirm_missed(agency.olive, wash) == 404
    assert confirm_missed(phone, wash) == 404


# The record of a visit


def test_the_record_shows_when_an_entry_was_made_and_when_it_came(phone: Phone, office: Person, wash: Visit) -> None:
    phone.arrive(wash, recorded_at=at("09:00"))
    text = office.get(f"/visits/{wash.id}").text
    assert "Checked in" in text
    assert "1 h 26 later" in text


def test_a_correction_stands_under_what_it_corrects(phone: Phone, office: Person, wash: Visit) -> None:
    first = phone.tick(actions_of(wash)[0])
    phone.send(f"/visits/{wash.id}/notes", visit=wash.id, words="Cheerful")
    phone.tick(actions_of(wash)[0], corrects=first, outcome="declined", support="")
    text = office.get(f"/visits/{wash.id}").text
    assert "<s>Wash: done</s>" in text
    assert text.index("Wash: done") < text.index("Correction by Amina Yusuf") < text.index("Cheerful")


def test_a_wrong_clock_is_shown(phone: Phone, office: Person, wash: Visit) -> None:
    phone.arrive(wash, recorded_at=at("10:16"), offset=7 * 60_000)
    text = office.get(f"/visits/{wash.id}").text
    assert "7 minutes behind" in text
    assert "10:23</time> by our clock" in text


def test_opening_a_visit_is_seeing_its_concerns_and_notes(phone: Phone, office: Person, wash: Visit) -> None:
    concern(phone, wash)
    before = all_of(Visit, Visit.id == wash.id)[0].version
    assert "Seen by Grace Mensah" in office.get(f"/visits/{wash.id}").text
    assert all_of(Visit, Visit.id == wash.id)[0].version == before + 1


def test_seeing_twice_is_seeing_once(phone: Phone, office: Person, wash: Visit) -> None:
    concern(phone, wash)
    office.get(f"/visits/{wash.id}")
    before = all_of(Visit, Visit.id == wash.id)[0].version
    office.get(f"/visits/{wash.id}")
    assert len(all_of(EntrySeen)) == 1
    assert all_of(Visit, Visit.id == wash.id)[0].version == before


def test_a_held_form_stands_in_the_record_with_its_reason(phone: Phone, office: Person, wash: Visit) -> None:
    phone.tick(actions_of(wash)[0], outcome="not_done", support="")
    text = office.get(f"/visits/{wash.id}").text
    assert "Needs attention" in text
    assert "does not say why it was not done" in text


def test_the_record_of_another_agency_is_not_there(agency: Town, wash: Visit) -> None:
    assert agency.olive.get(f"/visits/{wash.id}").status_code == 404
    assert agency.ben.get(f"/visits/{wash.id}").status_code == 404


# People and workers


def test_the_office_finds_people_and_workers(phone: Phone, office: Person, wash: Visit) -> None:
    phone.arrive(wash)
    phone.leave(wash)
    assert "Jean Whitcombe" in office.get("/people").text
    assert "penicillin" in office.get(f"/people/{wash.service_user_id}").text
    assert "1 of 1 done" in office.get("/workers").text


def test_the_workers_of_another_agency_are_not_there(agency: Town) -> None:
    assert agency.olive.get(f"/workers?team={agency.team.id}").status_code == 404


# Live


def seen_by(office: Person) -> Written:
    with reading() as db:
        who = asker(office)
        return write(board_of(db, who, who.team_id, DAY), who)


def test_only_what_changed_is_sent(agency: Town, phone: Phone, office: Person, wash: Visit) -> None:
    agency.visit("11:00", 30, agency.walter, agency.ben)
    before = seen_by(office)
    phone.arrive(wash)
    told = news_between(before, seen_by(office))
    assert "Amina Yusuf" in told
    assert "Ben Carter" not in told


def test_a_new_lane_is_sent_with_all_the_others(agency: Town, office: Person, wash: Visit) -> None:
    before = seen_by(office)
    agency.visit("11:00", 30, agency.walter, agency.ben)
    assert 'hx-target="#timeline"' in news_between(before, seen_by(office))


Look = Callable[[AsyncGenerator[bytes, None]], Awaitable[None]]


def watching(office: Person, look: Look) -> None:
    """Watch the board of today, and let go of it in the end."""

    async def run() -> None:
        who = asker(office)
        stream = feeds.watch(who, who.team_id, DAY)
        try:
            await look(stream)
        finally:
            await stream.aclose()

    asyncio.run(run())
    assert feeds.feeds == {}
    assert news.listeners == {}


async def next_message(stream: AsyncGenerator[bytes, None]) -> str:
    """The next message that carries news."""
    async for message in stream:
        if b"hx-partial" in message:
            return message.decode()
    raise AssertionError("The stream ended.")


def test_who_begins_to_watch_is_sent_everything(office: Person, wash: Visit) -> None:
    async def look(stream: AsyncGenerator[bytes, None]) -> None:
        assert "Jean Whitcombe" in await next_message(stream)

    watching(office, look)


def test_a_check_in_reaches_the_board_within_two_seconds(phone: Phone, office: Person, wash: Visit) -> None:
    async def look(stream: AsyncGenerator[bytes, None]) -> None:
        await next_message(stream)
        await asyncio.to_thread(phone.arrive, wash)
        assert "In progress" in await asyncio.wait_for(next_message(stream), 2)

    watching(office, look)


def test_changes_close_together_come_as_one_message(phone: Phone, office: Person, wash: Visit) -> None:
    def work() -> None:
        phone.arrive(wash)
        for action in actions_of(wash):
            phone.tick(action)

    async def look(stream: AsyncGenerator[bytes, None]) -> None:
        await next_message(stream)
        await asyncio.to_thread(work)
        assert "2 of 2 answered" in await next_message(stream)

    watching(office, look)


def test_a_stream_ends_when_the_server_stops(office: Person, wash: Visit) -> None:
    async def look(stream: AsyncGenerator[bytes, None]) -> None:
        await next_message(stream)
        news.close_streams()
        assert [message async for message in stream] == []

    watching(office, look)


def test_the_stream_of_another_agency_is_not_there(agency: Town) -> None:
    url = f"/board/stream?team={agency.team.id}&day={DAY}"
    assert agency.olive.get(url).status_code == 404
    assert agency.amina.get(url).status_code == 404
