"""What the office sees of a day: how far each visit is, what needs a person, and the record of each visit."""

import asyncio
from datetime import timedelta

import pytest

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account, Team
from server.accounts.queries import ASKER
from server.board import feeds, news
from server.board.boards import board_of
from server.board.pages import news_between, write
from server.db import reading
from server.visits.entry_kinds import EntrySeen
from server.visits.models import Assignment, Visit
from tests.agencies import DAY, all_of, change, it_is
from tests.care import minutes_pass


def asker(office):
    with reading() as db:
        return Asker(*db.execute(ASKER.where(Account.id == office.account.id)).one())


def board(office):
    """A board's HTML, without its breaks."""
    return " ".join(office.get("/board").html.split())


def bar_of(office, person):
    """A person's first bar on the board."""
    html = board(office)
    start = html.rindex('<a class="timeline__visit"', 0, html.index(f"<b>{person}</b>"))
    return html[start : html.index("</a>", start)]


# How far a visit is


def test_a_tick_is_counted_on_the_board(phone, office, visit, wash):
    phone.arrive(visit)
    phone.tick(wash)
    assert "1 of 3 answered" in bar_of(office, "Jean Whitcombe")


def test_a_tick_corrected_counts_once(phone, office, visit, wash):
    phone.arrive(visit)
    phone.tick(wash)
    phone.tick(wash, "declined", "")
    assert "1 of 3 answered" in bar_of(office, "Jean Whitcombe")


def test_a_medicine_only_as_needed_is_not_asked(phone, office, visit, paracetamol):
    phone.arrive(visit)
    phone.give(paracetamol)
    assert "0 of 3 answered" in bar_of(office, "Jean Whitcombe")


def test_a_check_in_shows_as_in_progress(phone, office, visit):
    phone.arrive(visit)
    assert "In progress 0/3" in bar_of(office, "Jean Whitcombe")


def test_a_check_out_shows_as_done_with_its_time(phone, office, visit):
    phone.arrive(visit)
    minutes_pass(4)
    phone.leave(visit)
    assert "Done 08:24" in bar_of(office, "Jean Whitcombe")


def test_a_visit_that_could_not_be_completed_says_so(phone, office, visit):
    phone.stop(visit)
    assert "Not completed" in bar_of(office, "Jean Whitcombe")


def test_a_visit_begun_less_than_fifteen_minutes_ago_is_due(phone, office):
    phone.is_heard()
    assert "Due 08:15" in bar_of(office, "Jean Whitcombe")


def test_a_visit_is_late_when_the_phone_was_heard_without_a_check_in(phone, office):
    it_is("08:40")
    phone.is_heard()
    assert "Late" in bar_of(office, "Jean Whitcombe")


def test_a_silent_phone_is_no_news_and_neither_late_nor_missed(phone, office):
    it_is("07:41")
    phone.is_heard()
    it_is("12:00")
    bar = bar_of(office, "Jean Whitcombe")
    assert "No news" in bar
    assert "Late" not in bar
    assert "Missed" not in bar


def test_a_phone_that_was_never_heard_is_no_news(office):
    it_is("12:00")
    assert "No news" in bar_of(office, "Jean Whitcombe")
    assert "Never heard" in board(office)


def test_silence_is_drawn_from_when_the_phone_was_last_heard(phone, office):
    it_is("07:41")
    phone.is_heard()
    it_is("08:41")
    assert "Silent since 07:41" in board(office)
    assert 'class="timeline__silence" data-from="41" data-to="100"' in board(office)


def test_a_quiet_phone_that_owes_nothing_is_not_called_silent(phone, office):
    it_is("07:41")
    phone.is_heard()
    it_is("08:20")
    assert "Heard 07:41" in board(office)


def test_the_board_says_how_much_waits_on_a_phone(phone, office):
    phone.say([], waiting=3)
    assert "3 waiting" in board(office)


def test_a_visit_that_nobody_has_stands_in_its_own_lane(agencies, office):
    agencies.visit("08:00", agencies.walter)
    agencies.keep()
    assert "Nobody yet" in board(office)
    assert "Late" in bar_of(office, "Walter Finch")


def test_who_was_taken_off_the_rota_is_not_shown(phone, office):
    assert "Amina Yusuf" in board(office)
    change(Assignment, Assignment.account_id == phone.account.id, removed_at=clock.now())
    assert "Amina Yusuf" not in board(office)


def test_who_came_all_the_same_is_shown(phone, office, visit):
    phone.arrive(visit)
    change(Assignment, Assignment.visit_id == visit.id, removed_at=clock.now())
    assert "In progress" in bar_of(office, "Jean Whitcombe")


def test_a_double_handed_visit_counts_once(phone, office, double):
    phone.arrive(double)
    assert 'aria-label="4 visits"' in board(office)
    assert "1 in progress" in board(office)


def test_words_of_short_visits_do_not_collide(agencies, phone, office):
    agencies.visit("12:00", agencies.person(agencies.hearth, "Olga", "Petrenko"), phone, minutes=15)
    agencies.visit("12:15", agencies.person(agencies.hearth, "Percy", "Bell"), phone, minutes=15)
    agencies.keep()
    assert "data-level" not in bar_of(office, "Olga Petrenko")
    assert 'data-level="1"' in bar_of(office, "Percy Bell")


def test_another_day_has_no_now(office):
    board = office.get("/board/2026-11-20")
    assert "Fri 20 Nov" in board.text
    assert 'id="timeline-now" hidden' in board.html


# Who may look


def test_the_board_of_another_agency_is_not_there(agencies):
    assert agencies.olive.get(f"/board?team={agencies.team.id}").status == 404


def test_another_agencys_coordinator_sees_none_of_our_visits(agencies):
    assert "Whitcombe" not in agencies.olive.get("/board").html


@pytest.mark.parametrize("url", ["/board", f"/board/{DAY}", "/workers", "/teams", "/held-forms"])
def test_a_care_worker_does_not_find_the_office(phone, url):
    assert phone.get(url).status == 404


def test_a_team_of_the_agency_can_be_chosen(agencies, office):
    second = agencies.add(Team(agency_id=agencies.hearth.id, name="Otley"))
    agencies.keep()
    assert "Otley" in office.get(f"/board?team={second.id}").text
    assert f"/board?team={second.id}" in office.get("/teams").html


@pytest.mark.parametrize("url", ["/board", "/visits/{visit.id}", "/people/{visit.service_user_id}"])
def test_the_title_of_a_page_names_nobody(office, visit, url):
    title = office.get(url.format(visit=visit)).title
    assert title
    assert "Jean" not in title
    assert "Whitcombe" not in title


# What needs a person


@pytest.fixture
def fall(agencies, phone, visit):
    """The alert about Jean's fall, which nobody has taken yet."""
    phone.raise_concern(visit, "On the floor", kind="fall")
    [alert] = agencies.open_alerts()
    return alert


def test_a_concern_needs_a_person_and_says_whom_to_ring(office, fall):
    assert "Jean Whitcombe: concern, fall" in board(office)
    assert 'href="tel:07700900123"' in board(office)
    assert "Ring Amina" in board(office)


def test_the_worst_comes_first(phone, office, visit):
    phone.run_late(visit, 20)
    phone.raise_concern(visit, "On the floor", kind="fall")
    html = board(office)
    assert html.index("concern, fall") < html.index("will be 20 minutes late")


def test_a_long_list_folds(phone, office, visit):
    assert len([phone.run_late(visit, minutes) for minutes in range(1, 7)]) == 6
    assert "2 more" in board(office)


def test_what_is_open_from_another_day_says_which(office, fall):
    assert "Amina Yusuf, 08:20. Visit at 08:15." in board(office)
    it_is("09:00", DAY + timedelta(days=2))
    assert "Amina Yusuf, Thu 19 Nov 08:20. Visit at Thu 19 Nov 08:15." in board(office)


def test_grace_takes_an_alert_and_everybody_sees_whose_it_is(office, fall):
    assert 'hx-target="#alerts"' in office.press(f"/alerts/{fall.id}/owner").html
    assert "Grace Mensah took this" in board(office)


def test_without_scripts_taking_goes_back_to_the_board(office, visit, fall):
    answer = office.submit(f"/alerts/{fall.id}/owner")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/board?team={visit.team_id}")


def test_what_was_done_is_written_down(office, fall):
    office.fill_in("/board", f"/alerts/{fall.id}/owner")
    office.fill_in("/board", f"/alerts/{fall.id}/steps", words="GP asked to ring back")
    assert "GP asked to ring back" in board(office)


def test_a_step_without_words_is_asked_for_again(office, fall):
    office.post(f"/alerts/{fall.id}/owner")
    answers = [send(f"/alerts/{fall.id}/steps", words=" ") for send in (office.post, office.press)]
    shown = [(page.status, page.html.count(f'id="words-{fall.id}-wrong"')) for page in answers]
    assert shown == [(422, 1), (422, 1)]


def test_an_alert_is_closed_with_words(agencies, office, fall):
    office.post(f"/alerts/{fall.id}/closing", words="Not hurt, daughter is there")
    assert 'Closed <span class="figure">08:20</span>. Not hurt, daughter is there' in board(office)
    assert agencies.open_alerts() == []


def test_an_alert_is_not_closed_without_words(agencies, office, fall):
    office.post(f"/alerts/{fall.id}/closing", words="")
    assert len(agencies.open_alerts()) == 1


@pytest.mark.parametrize("deed", ["owner", "steps", "closing"])
def test_an_alert_of_another_agency_is_not_there(agencies, phone, fall, deed):
    assert agencies.olive.post(f"/alerts/{fall.id}/{deed}", words="Mine").status == 404
    assert phone.post(f"/alerts/{fall.id}/{deed}", words="Mine").status == 404
    assert agencies.open_alerts()[0].owner_id is None


# Confirming that nobody came


def confirm_missed(office, visit, reason="Nobody was sent", done="Son is with her"):
    return office.submit(f"/visits/{visit.id}/missed", reason=reason, done=done).status_code


def test_a_missed_visit_says_who_confirmed_it(office, visit):
    assert confirm_missed(office, visit) == 303
    assert "Missed, Grace confirmed" in bar_of(office, "Jean Whitcombe")
    assert "Missed, confirmed by Grace Mensah" in office.get(f"/visits/{visit.id}").text


@pytest.mark.parametrize(("reason", "done"), [("", "Son is with her"), ("Nobody was sent", " ")])
def test_a_missed_visit_needs_why_and_what_was_done(office, visit, reason, done):
    answer = office.post(f"/visits/{visit.id}/missed", reason=reason, done=done)
    assert answer.status == 422
    assert (reason or done) in answer.html
    assert "Due" in bar_of(office, "Jean Whitcombe")


def test_a_visit_that_somebody_came_to_is_not_confirmed_missed(phone, office, visit):
    phone.arrive(visit)
    assert confirm_missed(office, visit) == 422


def test_a_visit_that_has_not_begun_is_not_confirmed_missed(agencies, office):
    assert confirm_missed(office, agencies.evening) == 422


def test_a_check_in_after_a_confirmed_miss_shows_both(phone, office, visit):
    phone.lose_signal()
    phone.arrive(visit)
    confirm_missed(office, visit)
    phone.find_signal()
    assert "In progress" in bar_of(office, "Jean Whitcombe")
    assert "It had been confirmed missed" in office.get(f"/visits/{visit.id}").text


def test_a_missed_visit_of_another_agency_is_not_there(agencies, phone, visit):
    assert confirm_missed(agencies.olive, visit) == 404
    assert confirm_missed(phone, visit) == 404


# The record of a visit


def test_the_record_shows_when_an_entry_was_made_and_when_it_came(phone, office, visit):
    phone.lose_signal()
    phone.arrive(visit)
    minutes_pass(86)
    phone.find_signal()
    record = office.get(f"/visits/{visit.id}").text
    assert "Checked in" in record
    assert "1 h 26 later" in record


def test_a_correction_stands_under_what_it_corrects(phone, office, visit, wash):
    phone.tick(wash)
    phone.note(visit, "Cheerful")
    phone.tick(wash, "declined", "")
    html = office.get(f"/visits/{visit.id}").html
    assert "<s>Wash: done</s>" in html
    assert html.index("Wash: done") < html.index("Correction by Amina Yusuf") < html.index("Cheerful")


def test_a_wrong_clock_is_shown(phone, office, visit):
    phone.lose_signal()
    phone.say([phone.arrive(visit).on_the_wire() | {"offset": 7 * 60_000}])
    html = office.get(f"/visits/{visit.id}").html
    assert "7 minutes behind" in html
    assert "08:27</time> by our clock" in html


def version_of(visit):
    return all_of(Visit, Visit.id == visit.id)[0].version


def test_opening_a_visit_is_seeing_its_concerns_and_notes(office, visit, fall):
    before = version_of(visit)
    assert "Seen by Grace Mensah" in office.get(f"/visits/{visit.id}").text
    assert version_of(visit) == before + 1


def test_seeing_twice_is_seeing_once(office, visit, fall):
    office.get(f"/visits/{visit.id}")
    before = version_of(visit)
    office.get(f"/visits/{visit.id}")
    assert len(all_of(EntrySeen, EntrySeen.entry_id == fall.about)) == 1
    assert version_of(visit) == before


def test_a_held_form_stands_in_the_record_with_its_reason(phone, office, visit, breakfast):
    phone.tick(breakfast, "not_done", "")
    record = office.get(f"/visits/{visit.id}").text
    assert "Needs attention" in record
    assert "does not say why it was not done" in record


def test_the_record_of_another_agency_is_not_there(agencies, bens_phone, visit):
    assert agencies.olive.get(f"/visits/{visit.id}").status == 404
    assert bens_phone.get(f"/visits/{visit.id}").status == 404


# People and workers


def test_the_office_finds_people_and_workers(phone, office, visit):
    phone.arrive(visit)
    phone.leave(visit)
    assert "Jean Whitcombe" in office.get("/people").text
    assert "penicillin" in office.get(f"/people/{visit.service_user_id}").text
    assert "1 of 3 done" in office.get("/workers").text


def test_the_workers_of_another_agency_are_not_there(agencies):
    assert agencies.olive.get(f"/workers?team={agencies.team.id}").status == 404


# Live


def seen_by(office):
    with reading() as db:
        who = asker(office)
        return write(board_of(db, who, who.team_id, DAY), who)


def test_only_what_changed_is_sent(phone, office, visit):
    before = seen_by(office)
    phone.arrive(visit)
    told = news_between(before, seen_by(office))
    assert "Amina Yusuf" in told
    assert "Ben Carter" not in told


def test_a_new_lane_is_sent_with_all_the_others(agencies, office):
    before = seen_by(office)
    agencies.visit("11:00", agencies.walter)
    agencies.keep()
    assert 'hx-target="#timeline"' in news_between(before, seen_by(office))


def watching(office, look):
    """Watch the board of today, and let go of it in the end."""

    async def run():
        who = asker(office)
        stream = feeds.watch(who, office.token, who.team_id, DAY)
        try:
            await look(stream)
        finally:
            await stream.aclose()

    asyncio.run(run())
    assert feeds.feeds == {}
    assert news.listeners == {}


async def next_message(stream):
    """The next message that carries news."""
    async for message in stream:
        if b"hx-partial" in message:
            return message.decode()
    raise AssertionError("The stream ended.")


def test_who_begins_to_watch_is_sent_everything(office):
    async def look(stream):
        assert "Jean Whitcombe" in await next_message(stream)

    watching(office, look)


def test_a_check_in_reaches_the_board_within_two_seconds(phone, office, visit):
    async def look(stream):
        await next_message(stream)
        await asyncio.to_thread(phone.arrive, visit)
        assert "In progress" in await asyncio.wait_for(next_message(stream), 2)

    watching(office, look)


def test_changes_close_together_come_as_one_message(phone, office, visit, wash, breakfast, monkeypatch):
    monkeypatch.setattr(feeds, "COALESCE_SECONDS", 1)  # long enough for three forms on a machine that is busy
    phone.lose_signal()
    forms = [phone.arrive(visit), phone.tick(wash), phone.tick(breakfast)]

    async def look(stream):
        await next_message(stream)
        await asyncio.to_thread(lambda: [phone.send_again(form) for form in forms])
        assert "2 of 3 answered" in await next_message(stream)

    watching(office, look)


def test_a_stream_ends_when_the_server_stops(office):
    async def look(stream):
        await next_message(stream)
        news.close_streams()
        assert [message async for message in stream] == []

    watching(office, look)


def test_a_stream_ends_with_the_sign_in_and_tells_nothing_more(phone, office, visit):
    async def look(stream):
        await next_message(stream)
        await asyncio.to_thread(office.post, "/sign-out")
        await asyncio.to_thread(phone.arrive, visit)
        async with asyncio.timeout(feeds.LOOK_SECONDS + 2):
            assert [message async for message in stream if b"event: beat" not in message] == []

    watching(office, look)


def test_the_stream_of_another_agency_is_not_there(agencies, phone):
    url = f"/board/stream?team={agencies.team.id}&day={DAY}"
    assert agencies.olive.get(url).status == 404
    assert phone.get(url).status == 404
