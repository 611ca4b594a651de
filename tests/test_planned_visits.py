"""Planned visits: what the plan asks for again and again, the visits that are made from it, and what a change does."""

from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest

from server import clock
from server.accounts.models import SignIn
from server.care_plans.horizon import HORIZON, plan_ahead
from server.care_plans.models import PlannedVisit
from server.care_plans.reading import typed
from server.medication.models import Dose, Medicine
from server.people.models import Wish
from server.problems import BadInput
from server.visits.models import CareAction, Visit
from tests.agencies import DAY, ZONE, all_of, at, it_is
from tests.agencies import change as change_rows
from tests.planner import drafts, goers, plan, publish

EVERY_DAY = {f"weekday_{day}": "1" for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")}
LUNCH = {
    "title": "Lunch", "at": "12:00", "minutes": "30", "workers": "1", "every_weeks": "1", "from_on": str(DAY),
    "actions": "Warm the soup\nMake tea", **EVERY_DAY,
}  # fmt: skip


@pytest.fixture
def walters(agencies):
    """The address of Walter's planned visits."""
    return f"/people/{agencies.walter.id}/planned-visits"


@pytest.fixture
def lunch(agencies, office, walters):
    """Every day at noon, usually with Ben."""
    office.post(walters, **LUNCH, **{f"usual_{agencies.ben.account.id}": "1"}, confirmed="1")
    return planned_visits(agencies)[0]


def planned_visits(agencies):
    return sorted(all_of(PlannedVisit, PlannedVisit.service_user_id == agencies.walter.id), key=lambda one: one.from_on)


def lunches(agencies, *where):
    found = all_of(Visit, Visit.service_user_id == agencies.walter.id, Visit.title == "Lunch", *where)
    return sorted(found, key=lambda visit: visit.starts_at)


def filled(office, planned, **said):
    """Its form, as it would be sent with these answers."""
    form = office.get(f"/planned-visits/{planned.id}").form(f"/planned-visits/{planned.id}/changes")
    return form.filled | {name: str(value) for name, value in said.items()}


def change(office, planned, **said):
    """Change it, having seen what that does."""
    return office.post(f"/planned-visits/{planned.id}/changes", **filled(office, planned, **said), confirmed="1")


# Into the plan


def test_what_it_would_do_is_shown_first_and_nothing_is_done(agencies, office, walters):
    shown = office.post(walters, **LUNCH).text
    assert "29 visits are new Thu 19 Nov 12:00 to 12:30" in shown
    assert planned_visits(agencies) == lunches(agencies) == []


def test_the_visits_of_the_next_four_weeks_are_made(agencies, lunch):
    assert [visit.service_on for visit in lunches(agencies)] == [DAY + timedelta(days=ahead) for ahead in range(29)]


def test_each_has_what_is_to_be_done(agencies, lunch):
    [first, *_] = lunches(agencies)
    actions = all_of(CareAction, CareAction.visit_id == first.id)
    assert [action.title for action in actions] == ["Warm the soup", "Make tea"]


def test_who_usually_goes_is_drawn_where_phones_can_see_and_goes_at_once_further_ahead(agencies, lunch):
    near, *_, far = lunches(agencies)
    assert (goers(near), goers(far)) == (set(), {agencies.ben.account.id})
    assert len(drafts(agencies)) == 15


def test_published_they_are_his(agencies, office, lunch):
    publish(office, agencies)
    assert goers(lunches(agencies)[0]) == {agencies.ben.account.id}
    assert "15 visits, Thu 19 Nov to Thu 3 Dec" in agencies.ben.get(the_change(agencies)).text


def the_change(agencies):
    page = agencies.ben.get("/today").html
    return page.partition('href="/rota-changes/')[2].partition('"')[0].join(["/rota-changes/", ""])


def test_the_medicines_of_that_time_are_due(agencies, office, walters):
    agencies.add(
        Medicine(
            service_user_id=agencies.walter.id, name="Metformin 500 mg", amount="1 tablet", support="administer",
            at=time(12, 15), started_on=DAY,
        )
    )  # fmt: skip
    agencies.keep()
    office.post(walters, **LUNCH, confirmed="1")
    doses = {dose.name: dose for dose in all_of(Dose, Dose.visit_id == lunches(agencies)[0].id)}
    assert doses["Metformin 500 mg"].due_at == at("12:15")
    assert doses["Aspirin 75 mg"].due_at is None


def test_what_is_past_is_not_made(agencies, office, walters):
    office.post(walters, **LUNCH | {"at": "08:00"}, confirmed="1")
    assert lunches(agencies)[0].service_on == DAY + timedelta(days=1)


def test_a_worker_who_is_busy_is_not_sent(agencies, office, walters):
    agencies.visit("12:15", agencies.jean, agencies.ben)
    agencies.keep()
    office.post(walters, **LUNCH, **{f"usual_{agencies.ben.account.id}": "1"}, confirmed="1")
    assert lunches(agencies)[0].id not in {draft.visit_id for draft in drafts(agencies)}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (dict.fromkeys(EVERY_DAY, ""), "Choose the days on which it takes place."),
        ({"from_on": "2026-11-18"}, "What is past stays as it was. Choose today or a later day."),
        ({"from_on": "soon"}, "Choose the day from which it counts."),
        ({"until_on": "2026-11-18"}, "The last day comes before the first one."),
        ({"until_on": "never"}, "Choose a day, or leave it empty."),
        ({"every_weeks": "0"}, "Say every how many weeks, from 1 to 8."),
        ({"title": ""}, "Say what the visit is for, as Personal care."),
        ({"minutes": "long"}, "Say how many minutes the visit takes, as 30."),
    ],
)
def test_what_is_wrong_is_told(said, sentence):
    with pytest.raises(BadInput) as raised:
        typed(SimpleNamespace(today=DAY), LUNCH | said)
    assert str(raised.value) == sentence


def test_more_usual_workers_than_it_takes_are_told(agencies, office, walters):
    both = {f"usual_{who.account.id}": "1" for who in (agencies.amina, agencies.ben)}
    assert "2 usually go, and it takes 1." in office.post(walters, **LUNCH, **both).text


# The days ahead


def test_every_day_the_server_makes_one_more_day(agencies, lunch):
    it_is("06:00", DAY + timedelta(days=3))
    plan_ahead()
    assert lunches(agencies)[-1].service_on == DAY + timedelta(days=3) + HORIZON


def test_looking_again_makes_nothing_twice(agencies, lunch):
    plan_ahead()
    plan_ahead()
    assert len(lunches(agencies)) == 29


def test_what_was_cancelled_is_not_made_again(agencies, office, lunch):
    cancelled = lunches(agencies)[1]
    plan(office, cancelled, "cancellation", reason="With his daughter.")
    publish(office, agencies)
    it_is("06:00", DAY + timedelta(days=1))
    plan_ahead()
    assert len(lunches(agencies, Visit.occurs_on == cancelled.occurs_on)) == 1


def test_what_was_moved_to_another_day_is_not_made_again(agencies, office):
    office.post(f"/people/{agencies.harold.id}/planned-visits", **LUNCH, confirmed="1")
    [first] = all_of(Visit, Visit.service_user_id == agencies.harold.id, Visit.title == "Lunch", Visit.occurs_on == DAY)
    plan(office, first, "times", at="16:00", minutes=30, on="2026-11-20")
    publish(office, agencies)
    plan_ahead()
    assert len(all_of(Visit, Visit.planned_visit_id == first.planned_visit_id)) == 29


@pytest.mark.parametrize("night", [date(year, 3, day) for year, day in ((2026, 29), (2027, 28), (2028, 26))])
def test_when_the_clocks_go_forward_the_times_on_the_wall_stay(agencies, office, walters, night):
    on_the_wall(agencies, office, walters, night, hours=8)


@pytest.mark.parametrize("night", [date(year, 10, day) for year, day in ((2026, 25), (2027, 31), (2028, 29))])
def test_when_the_clocks_go_back_the_times_on_the_wall_stay(agencies, office, walters, night):
    on_the_wall(agencies, office, walters, night, hours=10)


def it_is_later(on):
    """Weeks later; those who are signed in stay so."""
    it_is("06:00", on)
    change_rows(SignIn, SignIn.account_id.is_not(None), ends_at=clock.now() + timedelta(days=14))


def on_the_wall(agencies, office, walters, night, hours):
    """A night from 22:00 to 07:00, over the change."""
    it_is_later(night - timedelta(days=3))
    evening = LUNCH | {"at": "22:00", "minutes": "540", "from_on": str(night - timedelta(days=2))}
    office.post(walters, **evening, confirmed="1")
    visits = [visit for visit in lunches(agencies) if visit.service_on <= night + timedelta(days=2)]
    walls = [
        (visit.starts_at.astimezone(clock.ZoneInfo(ZONE)), visit.ends_at.astimezone(clock.ZoneInfo(ZONE)))
        for visit in visits
    ]
    assert [(f"{begins:%H:%M}", f"{ends:%H:%M}") for begins, ends in walls] == [("22:00", "07:00")] * 5
    assert [visit.service_on for visit in visits] == [night + timedelta(days=ahead) for ahead in range(-2, 3)]
    lengths = [(visit.ends_at - visit.starts_at) // timedelta(hours=1) for visit in visits]
    assert lengths == [9, hours, 9, 9, 9]


def test_a_bank_holiday_may_have_no_visit(agencies, office, walters):
    """Christmas Day 2026 is a Friday; the 28th stands for Boxing Day."""
    it_is_later(date(2026, 12, 20))
    office.post(walters, **LUNCH | {"from_on": "2026-12-20", "bank_holidays": "not"}, confirmed="1")
    missing = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}
    assert {visit.service_on for visit in lunches(agencies)} & missing == set()
    assert date(2026, 12, 24) in {visit.service_on for visit in lunches(agencies)}


def test_bank_holidays_are_those_of_the_agencys_nation(agencies, office, walters):
    """St Andrew's Day."""
    rules = office.get("/settings/rota").form("/settings/rota").filled
    office.post("/settings/rota", **rules | {"nation": "SCT"})
    office.post(walters, **LUNCH | {"bank_holidays": "only"}, confirmed="1")
    assert [visit.service_on for visit in lunches(agencies)] == [date(2026, 11, 30)]


def test_every_second_week_is_counted_from_the_first(agencies, office, walters):
    office.post(
        walters, **LUNCH | dict.fromkeys(EVERY_DAY, "") | {"weekday_MO": "1", "every_weeks": "2"}, confirmed="1"
    )
    assert [visit.service_on for visit in lunches(agencies)] == [date(2026, 11, 30), date(2026, 12, 14)]


# Changed


def test_what_a_change_would_do_is_shown_first(agencies, office, lunch):
    said = filled(office, lunch, at="12:30")
    shown = office.post(f"/planned-visits/{lunch.id}/changes", **said).text
    assert "29 visits change Thu 19 Nov 12:00 to 12:30, now 12:30 to 13:00" in shown
    assert len(planned_visits(agencies)) == 1


def test_changed_its_visits_are_drawn_and_nobody_is_told(agencies, office, lunch):
    publish(office, agencies)
    change(office, lunch, at="12:30")
    [first, *_] = lunches(agencies)
    assert first.starts_at == at("12:00")
    publish(office, agencies)
    assert lunches(agencies)[0].starts_at == at("12:30")


def test_what_it_was_stays_on_record(agencies, office, lunch):
    change(office, lunch, at="12:30", from_on="2026-11-23")
    before, after = planned_visits(agencies)
    assert (before.at, before.until_on) == (time(12), date(2026, 11, 22))
    assert (after.at, after.from_on, after.follows) == (time(12, 30), date(2026, 11, 23), before.id)


def test_what_was_moved_by_hand_stays_and_it_says_so(agencies, office, lunch):
    [first, *_] = lunches(agencies)
    plan(office, first, "times", at="13:00", minutes=30)
    said = filled(office, lunch, at="12:30")
    assert "1 visit stays as it is" in office.post(f"/planned-visits/{lunch.id}/changes", **said).text
    change(office, lunch, at="12:30")
    publish(office, agencies)
    assert lunches(agencies)[0].starts_at == at("13:00")


def test_what_has_begun_stays(agencies, office, lunch):
    publish(office, agencies)
    [first, *_] = lunches(agencies)
    it_is("12:02")
    agencies.ben.arrive(first)
    change(office, lunch, at="14:00")
    publish(office, agencies)
    assert lunches(agencies)[0].starts_at == at("12:00")


def test_days_that_fall_away_are_cancelled(agencies, office, lunch):
    publish(office, agencies)
    said = {name: value for name, value in filled(office, lunch).items() if name != "weekday_FR"}
    office.post(f"/planned-visits/{lunch.id}/changes", **said, confirmed="1")
    publish(office, agencies)
    friday = [visit for visit in lunches(agencies) if visit.service_on == DAY + timedelta(days=1)]
    assert [visit.cancelled_reason for visit in friday] == ["The plan has no such visit any more."]


def test_another_usual_worker_gets_the_visits_of_the_one_before(agencies, office, lunch):
    publish(office, agencies)
    said = {name: value for name, value in filled(office, lunch).items() if not name.startswith("usual_")}
    amina = agencies.amina.account.id
    office.post(f"/planned-visits/{lunch.id}/changes", **said, **{f"usual_{amina}": "1"}, confirmed="1")
    publish(office, agencies)
    assert {frozenset(goers(visit)) for visit in lunches(agencies)} == {frozenset({amina})}


def test_ended_its_visits_are_cancelled(agencies, office, lunch):
    publish(office, agencies)
    shown = office.post(f"/planned-visits/{lunch.id}/ending", ends_from="2026-11-23").text
    assert "25 visits are cancelled" in shown
    office.post(f"/planned-visits/{lunch.id}/ending", ends_from="2026-11-23", confirmed="1")
    publish(office, agencies)
    assert len(lunches(agencies, Visit.cancelled_at.is_(None))) == 4


def test_ended_it_makes_no_more(agencies, office, lunch):
    office.post(f"/planned-visits/{lunch.id}/ending", ends_from="2026-12-30", confirmed="1")
    it_is("06:00", date(2026, 12, 20))
    plan_ahead()
    assert lunches(agencies)[-1].service_on == date(2026, 12, 29)


# Who may come


def test_a_persons_wishes_are_kept(agencies, office, walters):
    ben = agencies.ben.account.id
    shown = office.post(f"/people/{agencies.walter.id}/wishes", wanted="women", **{f"worker_{ben}": "declines"})
    assert shown.form(f"/people/{agencies.walter.id}/wishes").filled["wanted"] == "women"
    assert [wish.is_declined for wish in all_of(Wish, Wish.service_user_id == agencies.walter.id)] == [True]


def test_the_list_says_when_and_who(office, walters, lunch):
    assert "12:00 Lunch, 30 minutes Every day. Usually Ben Carter. Warm the soup, Make tea." in office.get(walters).text
