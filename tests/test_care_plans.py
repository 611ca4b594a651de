"""Care plans: drafted, agreed, put in force from a day, and read by those who come."""

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest

from server.board.models import AlertKind
from server.care_plans.contents import (
    Action,
    Content,
    Contingency,
    ExpectedOutcome,
    Goal,
    Need,
    OnVisit,
    Urgency,
    read,
    with_part,
    without_part,
    written,
)
from server.care_plans.differences import differences, sentences_for_workers
from server.care_plans.models import PlannedVisit, PlanVersion
from server.care_plans.parts import PartForm, PartKind
from server.db import new_id
from server.problems import BadInput
from server.visits.entry_kinds import ActionOutcome, ChangesRead
from server.visits.models import CareAction, Visit
from tests.agencies import DAY, all_of, it_is
from tests.planner import publish
from tests.test_planned_visits import LUNCH

TOMORROW = DAY + timedelta(days=1)


@pytest.fixture
def walter(agencies):
    """The address of Walter's plan."""
    return f"/people/{agencies.walter.id}/care-plan"


@pytest.fixture
def lunch(agencies, office):
    """Every day at noon with Ben: soup and tea. It is published."""
    ben = {f"usual_{agencies.ben.account.id}": "1"}
    office.post(f"/people/{agencies.walter.id}/planned-visits", **LUNCH, **ben, confirmed="1")
    publish(office, agencies)
    return all_of(PlannedVisit, PlannedVisit.service_user_id == agencies.walter.id)[0]


def lunch_on(agencies, on):
    return all_of(Visit, Visit.service_user_id == agencies.walter.id, Visit.title == "Lunch", Visit.service_on == on)[0]


def asked_at(visit):
    found = all_of(CareAction, CareAction.visit_id == visit.id, CareAction.withdrawn_at.is_(None))
    return [action.title for action in sorted(found, key=lambda action: action.position)]


def versions(person):
    found = all_of(PlanVersion, PlanVersion.service_user_id == person.id)
    return sorted(found, key=lambda version: version.number)


def newest(person):
    return read(versions(person)[-1].content)


def keep(office, plan, part_id, **said):
    """Save a part as its form would be sent with these answers."""
    address = f"{plan}/parts/{part_id}"
    form = office.get(f"{address}?kind={said.get('kind', '')}").form(address)
    return office.post(address, **form.filled | form.hidden | {"why": "After the review."} | said)


def walk(office, plan, lunch, **said):
    """A new action on the lunch visit, as a draft."""
    there = {f"visit_{lunch.id}": "1"} | said
    keep(office, plan, new_id(), kind="action", title="Walk to the gate", how="Frame first.", **there)


def agree(office, plan, **said):
    form = office.get(plan).form(f"{plan}/agreement")
    return office.post(f"{plan}/agreement", **form.filled | form.hidden | {"decides": "person"} | said)


def put_in_force(office, plan, on):
    form = office.get(plan).form(f"{plan}/in-force")
    return office.post(f"{plan}/in-force", **form.filled | form.hidden | {"from_on": str(on), "confirmed": "1"})


@pytest.fixture
def walk_tomorrow(agencies, office, walter, lunch):
    """From tomorrow on Walter walks to the gate before lunch."""
    walk(office, walter, lunch)
    agree(office, walter)
    put_in_force(office, walter, TOMORROW)


# Drafted, agreed, in force


def test_a_draft_is_seen_by_no_worker_and_an_agreed_one_counts_from_its_day(agencies, office, walter, lunch):
    walk(office, walter, lunch)
    today, tomorrow = lunch_on(agencies, DAY), lunch_on(agencies, TOMORROW)
    assert asked_at(tomorrow) == ["Warm the soup", "Make tea"]
    assert "Version 2 is agreed with Walter Finch, and not in force yet" in agree(office, walter).text
    put_in_force(office, walter, TOMORROW)
    assert asked_at(today) == ["Warm the soup", "Make tea"]
    assert asked_at(tomorrow) == ["Warm the soup", "Make tea", "Walk to the gate"]
    assert [lunch_on(agencies, on).plan_version for on in (DAY, TOMORROW)] == [1, 2]


def test_what_it_does_is_shown_before_it_is_done(agencies, office, walter, lunch):
    walk(office, walter, lunch)
    agree(office, walter)
    form = office.get(walter).form(f"{walter}/in-force")
    shown = office.post(f"{walter}/in-force", **form.filled | form.hidden | {"from_on": str(TOMORROW)}).text
    assert "New action: Walk to the gate How: “Frame first.”" in shown
    assert "28 visits that have not begun" in shown
    assert versions(agencies.walter)[-1].in_force_on is None


def test_what_is_not_agreed_or_is_of_yesterday_comes_not_in_force(agencies, office, walter, lunch):
    walk(office, walter, lunch)
    said = {"seen": "2", "from_on": str(DAY), "confirmed": "1"}
    assert "Write down first with whom" in office.post(f"{walter}/in-force", **said).text
    assert "That day is still to come" in agree(office, walter, agreed_on=str(TOMORROW)).text
    agree(office, walter)
    past = office.post(f"{walter}/in-force", **said | {"from_on": str(DAY - timedelta(days=1))})
    assert (past.status, "What is past stays as it was" in past.text) == (422, True)
    assert [version.in_force_on for version in versions(agencies.walter)] == [DAY, None]


def test_what_is_put_in_force_is_what_was_on_the_page(agencies, office, walter, lunch):
    walk(office, walter, lunch)
    said = agree(office, walter).form(f"{walter}/in-force").hidden
    keep(office, walter, new_id(), kind="goal", words="To walk.")
    told = office.post(f"{walter}/in-force", **said, from_on=str(DAY), confirmed="1")
    assert "Version 3 was saved meanwhile." in told.text
    assert "Version 3 was saved meanwhile." in office.post(f"{walter}/agreement", seen="2").text


def test_a_draft_that_is_set_aside_is_kept_and_changes_nothing(agencies, office, walter, lunch):
    walk(office, walter, lunch)
    shown = office.post(f"{walter}/setting-aside")
    assert "is a draft" not in shown.text
    assert "Version 2" in shown.text
    assert newest(agencies.walter) == read(versions(agencies.walter)[0].content)


def test_h4_what_has_begun_stays_as_its_worker_saw_it(agencies, office, walter, lunch):
    it_is("12:02")
    today = lunch_on(agencies, DAY)
    agencies.ben.arrive(today)
    walk(office, walter, lunch)
    agree(office, walter)
    put_in_force(office, walter, DAY)
    assert (asked_at(today), lunch_on(agencies, DAY).plan_version) == (["Warm the soup", "Make tea"], 1)
    assert len(asked_at(lunch_on(agencies, TOMORROW))) == 3


def test_h4_a_tick_on_a_page_from_before_the_change_states_what_it_showed(agencies, office, walter, lunch):
    """Ben's phone has yesterday's pages: the soup he ticks is off the plan, and his record is kept all the same."""
    tomorrow = lunch_on(agencies, TOMORROW)
    agencies.ben.take_day_home()
    [soup, *_] = all_of(CareAction, CareAction.visit_id == tomorrow.id, CareAction.title == "Warm the soup")
    agencies.ben.signal = False
    agencies.ben.tick(soup)
    office.post(f"{walter}/parts/{newest(agencies.walter).actions[0].id}/removal", why_removed="He has no appetite.")
    agree(office, walter)
    put_in_force(office, walter, TOMORROW)
    agencies.ben.find_signal()
    [tick] = all_of(ActionOutcome, ActionOutcome.care_action_id == soup.id)
    assert (tick.plan_version, lunch_on(agencies, TOMORROW).plan_version) == (1, 2)
    assert asked_at(tomorrow) == ["Make tea"]
    assert "The plan does not ask for it any more." in agencies.ben.get(f"/visits/{tomorrow.id}").text


def test_what_comes_with_a_planned_visit_is_in_the_draft_as_well(agencies, office, walter, lunch):
    keep(office, walter, new_id(), kind="goal", words="To walk.")
    breakfast = LUNCH | {"title": "Breakfast", "at": "08:30", "actions": "Porridge"}
    office.post(f"/people/{agencies.walter.id}/planned-visits", **breakfast, confirmed="1")
    one, draft, with_breakfast, draft_with_it = versions(agencies.walter)
    assert [version.in_force_on for version in (one, draft, with_breakfast, draft_with_it)] == [DAY, None, DAY, None]
    assert [action.title for action in newest(agencies.walter).actions][-1] == "Porridge"
    assert [goal.words for goal in newest(agencies.walter).goals] == ["To walk."]


# Two at once


def test_two_who_edit_the_same_part_are_told_and_both_texts_are_kept(agencies, office, walter, lunch):
    dee = agencies.coordinator("Dee Ross", agencies.team)
    agencies.keep()
    soup = newest(agencies.walter).actions[0].id
    address = f"{walter}/parts/{soup}"
    deed = office.get(address).form(address)
    keep(dee, walter, soup, how="With bread.")
    mine = deed.filled | deed.hidden | {"how": "In the red bowl.", "why": "He says so."}
    told = office.post(address, **mine)
    assert "Dee Ross wrote “With bread.” while you were typing." in told.text
    assert "In the red bowl." in told.html
    office.post(address, **mine | told.form(address).hidden)
    assert newest(agencies.walter).actions[0].how == "In the red bowl."
    assert [read(version.content).actions[0].how for version in versions(agencies.walter)][1] == "With bread."


def test_two_who_edit_different_parts_do_not_meet(agencies, office, walter, lunch):
    soup, tea = (action.id for action in newest(agencies.walter).actions)
    address = f"{walter}/parts/{soup}"
    form = office.get(address).form(address)
    keep(office, walter, tea, how="One sugar.")
    office.post(address, **form.filled | form.hidden | {"how": "Hot.", "why": "He says so."})
    assert [action.how for action in newest(agencies.walter).actions] == ["Hot.", "One sugar."]


# Read by those who come


def test_who_comes_reads_what_changed_from_the_day_it_counts(agencies, office, lunch, walk_tomorrow):
    ben, told = agencies.ben, "New actionWalk to the gate. How: “Frame first.”"
    today, tomorrow = lunch_on(agencies, DAY), lunch_on(agencies, TOMORROW)
    assert "Walk to the gate" not in ben.get(f"/visits/{today.id}").text
    assert told in ben.get(f"/visits/{tomorrow.id}").text
    ben.read_changes(tomorrow)
    assert "Read 2 changes" in ben.get(f"/visits/{tomorrow.id}").text
    assert told not in ben.get(f"/visits/{lunch_on(agencies, TOMORROW + timedelta(days=1)).id}").text


def test_the_office_sees_who_has_read_which_version(agencies, office, walter, lunch, walk_tomorrow):
    it_is("08:00", TOMORROW)
    assert "Ben Carter Has not said so yet. Comes Fri 20 Nov 12:00" in office.get(walter).text
    agencies.ben.read_changes(lunch_on(agencies, TOMORROW))
    assert "Ben Carter Read version 2, Fri 20 Nov 08:00" in office.get(walter).text


def test_what_changes_after_it_was_read_is_asked_about_again(agencies, office, walter, lunch):
    today = lunch_on(agencies, DAY)
    agencies.ben.read_changes(today)
    walk(office, walter, lunch)
    agree(office, walter)
    put_in_force(office, walter, DAY)
    page = agencies.ben.get(f"/visits/{today.id}").text
    assert "You read what had changed until 08:20. This is new:" in page
    assert "I have read this change" in page


def test_a_form_from_before_changes_were_named_is_still_read(agencies, phone, visit):
    phone.keep(f"/visits/{visit.id}/changes-read", "", {"visit": str(visit.id)})
    assert [read.changes for read in all_of(ChangesRead, ChangesRead.visit_id == visit.id)] == [""]
    assert "Read 1 change" in phone.get(f"/visits/{visit.id}").text


def test_a_phone_fetches_the_page_of_a_person_whose_plan_comes_in_force_that_day(agencies, walk_tomorrow):
    ben, page = agencies.ben, f"/people/{agencies.walter.id}"
    ben.take_day_home()
    assert page not in ben.take_day_home()
    it_is("06:00", TOMORROW)
    assert page in ben.take_day_home()


def test_a_visit_says_which_goal_an_action_is_for_and_what_alone_looks_like(agencies, office, walter, lunch):
    goal = new_id()
    keep(office, walter, goal, kind="goal", words="To see the sea.")
    walk(office, walter, lunch, serves=str(goal), alone="Nobody holds him.")
    agree(office, walter)
    put_in_force(office, walter, DAY)
    page = agencies.ben.get(f"/visits/{lunch_on(agencies, DAY).id}").text
    assert "For: To see the sea. What “on their own” looks like Nobody holds him." in page


def test_the_board_says_what_the_plan_says_when_nobody_comes(agencies, office):
    said = Contingency(urgency=Urgency.HIGH, latest_minutes=30, if_late="Ring Peter.", if_missed="Send Ben.")
    agencies.plan(agencies.walter, Content(contingency=said))
    agencies.keep()
    it_is("10:20")
    agencies.watchdog_looks()
    kinds = {alert.kind for alert in agencies.open_alerts() if alert.visit_id == agencies.walters.id}
    assert kinds & {AlertKind.LATE, AlertKind.NO_NEWS, AlertKind.TIME_CRITICAL}
    assert "By the plan: High risk, at most 30 minutes late. Ring Peter." in office.get("/board").text


# In words


NEED, GOAL = Need(id=new_id(), area="Washing", words="A hand."), Goal(id=new_id(), words="To walk.", is_top=True)
MORNING, EVENING = new_id(), new_id()
NAMES = {MORNING: "Morning 08:00", EVENING: "Evening 18:00"}
WASH = Action(id=new_id(), title="Wash", how="Warm.", essential=True, visits=(OnVisit(planned_visit_id=MORNING),))
PLAN = Content(summary="Two visits.", needs=(NEED,), goals=(GOAL,), actions=(WASH,))


def changed(part, **values):
    return with_part(PLAN, msgspec.structs.replace(part, **values))


@pytest.mark.parametrize(
    ("new", "title", "words"),
    [
        (changed(WASH, how="Cool."), "Changed action: Wash", ["How: from “Warm.” to “Cool.”"]),
        (changed(WASH, essential=False), "Changed action: Wash", ["Essential: no longer"]),
        (changed(WASH, goal_id=GOAL.id), "Changed action: Wash", ["For the goal: “To walk.”"]),
        (changed(WASH, visits=(OnVisit(planned_visit_id=EVENING),)), "Changed action: Wash",
         ["On the visits: from “Morning 08:00” to “Evening 18:00”"]),
        (changed(WASH, weekdays="MO WE"), "Changed action: Wash", ["On the days: from “Every day” to “Mon and Wed”"]),
        (changed(GOAL, by_on=date(2026, 12, 24)), "Changed goal: To walk.", ["By: “24 Dec 2026”"]),
        (without_part(PLAN, NEED.id), "Left out need: Washing", []),
        (with_part(PLAN, ExpectedOutcome(id=new_id(), words="He walks.")), "New outcome: He walks.", []),
        (msgspec.structs.replace(PLAN, summary="One visit."), "The plan as a whole",
         ["Summary: from “Two visits.” to “One visit.”"]),
        (msgspec.structs.replace(PLAN, contingency=Contingency(urgency=Urgency.LOW, if_late="Ring.", if_missed="Go.")),
         "New contingency",
         ["Risk: “Low: the next visit will do”", "If a visit is late: “Ring.”", "If a visit is missed: “Go.”"]),
    ],
)  # fmt: skip
def test_what_is_different_is_said_by_what_it_means(new, title, words):
    [one] = differences(PLAN, new, NAMES)
    assert (one.title, [change.words for change in one.changes]) == (title, words)
    assert read(written(new)) == new


def test_workers_are_told_what_is_about_care_and_of_much_in_short():
    many = [Action(id=new_id(), title=f"Action {number}", how="So.") for number in range(12)]
    told = sentences_for_workers(differences(PLAN, replace_actions(many), NAMES))
    assert told[0] == ("New action", "Action 0. How: “So.”")
    assert (len(told), told[-1]) == (8, ("Plan", "And 6 more changes: read the plan."))
    reviewed = msgspec.structs.replace(PLAN, review_on=DAY)
    assert sentences_for_workers(differences(PLAN, reviewed, NAMES)) == [
        ("Plan", "It was looked at again. What you do stays the same.")
    ]


def replace_actions(actions):
    return msgspec.structs.replace(PLAN, actions=tuple(actions))


# What is wrong is told


def form_of(kind, part_id=None):
    return PartForm(PartKind(kind), part_id or new_id(), PLAN, NAMES)


@pytest.mark.parametrize(
    ("kind", "said", "fields"),
    [
        ("about", {"review_on": "soon"}, {"summary", "review_on", "why"}),
        ("need", {}, {"area", "words", "why"}),
        ("goal", {"by_on": "Christmas"}, {"words", "by_on", "why"}),
        ("action", {}, {"title", "weekdays", "why"}),
        ("contingency", {"latest_minutes": "long"}, {"urgency", "latest_minutes", "if_late", "if_missed", "why"}),
        ("outcome", {"review_on": "2026-13-01", "words": "x" * 4001}, {"words", "review_on", "why"}),
    ],
)
def test_all_that_is_wrong_with_a_part_is_told_at_once(kind, said, fields):
    with pytest.raises(BadInput) as raised:
        form_of(kind).read(said, "Dee")
    assert {problem.field for problem in raised.value.all} == fields


def test_only_three_goals_are_on_top():
    goals = tuple(Goal(id=new_id(), words=f"Goal {number}", is_top=True) for number in range(3))
    form = replace(form_of("goal"), content=Content(goals=goals))
    with pytest.raises(BadInput, match="Three goals are on top already"):
        form.read({"words": "A fourth", "is_top": "1", "why": "So."}, "Dee")


def test_what_somebody_left_out_meanwhile_is_told():
    seen = str(form_of("need", NEED.id).mark(form_of("need", NEED.id).said))
    gone = replace(form_of("need", NEED.id), content=without_part(PLAN, NEED.id))
    with pytest.raises(BadInput, match="Dee left this out while you were typing"):
        gone.read({"area": "Washing", "words": "Two hands.", "why": "So.", "seen": seen}, "Dee")
