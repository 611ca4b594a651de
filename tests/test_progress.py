"""How a person gets on: ticks by week, how goals stand, and scores; nothing is claimed that has not arrived."""

import re
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

import pytest

from server.asking import Asking
from server.care_plans.contents import Action, Content, written
from server.care_plans.models import PlanVersion
from server.db import new_id
from server.problems import BadInput
from server.progress.charts import changed
from server.progress.models import GoalStatus, Score, ScoreKind, Stage
from server.progress.scoring import read_score
from server.progress.stating import read_status
from server.visits.models import CareAction
from tests.agencies import DAY, all_of

STANDS = {
    "state": "in_progress", "percent": "40", "said_on": "2026-11-18", "said_by": "Jean, with Amina",
    "words": "As far as the gate.", "look_again_on": "2026-12-02",
}  # fmt: skip
ACTIVATION = {
    "number": "48.9", "level": "2", "pam_version": "PAM-13", "stage": "entry", "taken_on": "2026-08-19",
    "taken_by": "Grace, at home", "words": "", "again_on": "2026-11-10",
}  # fmt: skip
LIFE = {
    "name": "Quality of life", "number": "17", "least": "0", "most": "40", "better": "more", "stage": "entry",
    "taken_on": "2026-08-19", "taken_by": "Grace", "words": "", "again_on": "",
}  # fmt: skip
HEADS = ("own", "prompted", "help", "for", "declined", "not done", "no record", "not needed")


@pytest.fixture
def jean(agencies):
    return agencies.jean


def progress(office, person):
    return office.get(f"/people/{person.id}/progress")


def weeks(page, title):
    """The figures of an action or a goal by week; words where there are none."""
    table = re.search(rf"<caption[^>]*>{re.escape(title)}, in figures</caption>(.*?)</table>", page.html, re.DOTALL)
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', table[1], re.DOTALL)
    return {week: figures(cells) for week, cells in rows}


def figures(cells):
    found = [cell.strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells, re.DOTALL)]
    return {head: int(cell) for head, cell in zip(HEADS, found, strict=True) if cell != "0"} if found[1:] else found[0]


def test_a_week_counts_what_stands_and_not_what_was_corrected(office, phone, agencies, jean):
    tick = phone.tick(agencies.wash, support="with_help")
    phone.tick(agencies.wash, support="on_their_own", corrects=tick.id)
    phone.tick(agencies.breakfast, "declined", "")
    page = progress(office, jean)
    assert weeks(page, "Wash") == {"This week": {"own": 1}}
    assert weeks(page, "Breakfast") == {"This week": {"declined": 1}}
    assert "On their own: 1 of 1 this week." in page.text


def test_weeks_without_records_are_said_and_not_nought(office, phone, agencies, jean):
    earlier = [agencies.visit("08:15", jean, agencies.amina, on=DAY - timedelta(days=days)) for days in (7, 21)]
    for visit in earlier:
        agencies.action(visit, "Wash")
    missed = agencies.visit("12:00", jean, agencies.amina, on=DAY - timedelta(days=1))
    missed.missed_at = missed.ends_at
    agencies.action(missed, "Wash")
    agencies.keep()
    phone.tick(agencies.wash)
    page = progress(office, jean)
    none = "No record has reached the office: 1 asked for"
    assert weeks(page, "Wash") == {
        "This week": {"help": 1}, "9 Nov": none, "2 Nov": "Not asked for", "26 Oct": none,
    }  # fmt: skip
    assert "Something has no record at 2 visits." in page.text
    assert "The office has heard from Amina Yusuf’s phone until Thu 19 Nov 08:20" in page.text


def test_what_is_held_is_not_counted_and_what_is_to_come_is_not_missing(office, phone, agencies, jean):
    phone.tick(agencies.wash, "not_done", "")
    page = progress(office, jean)
    assert "1 record is held by the office" in page.text
    assert "in figures" not in page.html
    assert "no record" not in page.text


def test_a_goal_counts_what_serves_it_through_all_versions_of_the_plan(office, phone, agencies, jean):
    action = Action(id=new_id(), title="Walk to the gate", goal_id=agencies.goal.id)
    plan = Content(goals=(agencies.goal,), actions=(action,))
    agencies.add(PlanVersion(service_user_id=jean.id, number=2, content=written(plan), in_force_on=DAY))
    by_id, by_title = agencies.action(agencies.morning, "Walk"), agencies.action(agencies.morning, "Walk to the gate")
    by_id.action_id, by_id.goal_id = action.id, agencies.goal.id
    agencies.keep()
    walks: list[CareAction] = [by_id, by_title]
    phone.tick(walks[0], support="prompted")
    phone.tick(walks[1], support="on_their_own")
    page = progress(office, jean)
    assert weeks(page, "Walk to the gate") == {"This week": {"own": 1, "prompted": 1}}
    assert weeks(page, agencies.goal.words) == {"This week": {"own": 1, "prompted": 1}}
    assert "1 of what was asked did not say which action of the plan it is" in page.text
    assert '<title id="goal-' in page.html


# How goals stand


def say(office, agencies, **said):
    return office.post(f"/people/{agencies.jean.id}/progress/goals/{agencies.goal.id}", **STANDS | said)


def test_how_a_goal_stands_is_kept_by_version_and_read_where_the_goal_is(office, phone, agencies, jean):
    say(office, agencies)
    say(office, agencies, state="reached", percent="100", words="Handed Pip over!", look_again_on="", seen="1")
    say(office, agencies, state="reached", percent="100", words="Handed Pip over!", look_again_on="", seen="2")
    assert "Reached, 100 %, 18 Nov 2026" in office.get(f"/people/{jean.id}/care-plan").text
    assert "To walk to the shop again. Reached, 100 %" in phone.get(f"/people/{jean.id}").text
    goal = office.get(f"/people/{jean.id}/progress/goals/{agencies.goal.id}").text
    assert "Version 2, Grace Mensah" in goal
    assert "In progress, 40 %, 18 Nov 2026, Jean, with Amina" in goal
    assert len(all_of(GoalStatus, GoalStatus.service_user_id == jean.id)) == 2
    assert "To walk to the shop again.”: reached, 100 %" in office.get(f"/people/{jean.id}/timeline").text


def test_what_somebody_else_said_of_a_goal_meanwhile_is_told(office, agencies):
    say(office, agencies, percent="60", state="paused", seen="0")
    page = say(office, agencies, percent="55", seen="0")
    assert (page.status, page.forms[-1].filled["percent"], page.forms[-1].hidden["seen"]) == (422, "55", "1")
    assert "Grace Mensah wrote “60” while you were typing." in page.text
    assert "Grace Mensah wrote “Paused” while you were typing." in page.text


# Scores


def keep(office, person, kind, **said):
    return office.post(f"/people/{person.id}/progress/scores/{kind}", **said)


def test_scores_are_compared_and_a_wrong_one_is_set_aside_and_stays(office, jean):
    keep(office, jean, "pam", **ACTIVATION, score=new_id())
    keep(office, jean, "pam", **ACTIVATION | {"number": "56", "level": "3", "taken_on": "2026-11-18", "again_on": ""})
    assert "Better: up 7.1 since entry, 19 Aug 2026." in progress(office, jean).text
    first = next(one for one in all_of(Score, Score.service_user_id == jean.id) if one.level == 2)
    assert office.post(f"/scores/{first.id}/setting-aside", why=" ").status == 422
    page = office.post(f"/scores/{first.id}/setting-aside", why="Harold’s form.")
    assert "48.9, level 2, set aside" in page.text
    assert "Better" not in page.text
    assert "Score set aside. Patient Activation Measure: 48.9, level 2" in office.get(
        f"/people/{jean.id}/timeline"
    ).text  # fmt: skip


def test_scores_and_goals_name_the_day_they_are_looked_at_again(office, agencies, jean):
    once = {"score": new_id()}
    keep(office, jean, "pam", **ACTIVATION, **once)
    keep(office, jean, "pam", **ACTIVATION, **once)
    assert "You sent this form before" in keep(office, jean, "pam", **ACTIVATION | {"number": "50"}, **once).text
    say(office, agencies)
    due = office.get("/reviews").text
    assert due.count("Score: Patient Activation Measure") == 1
    assert "Goal: To walk to the shop again." in due


# What is refused


@contextmanager
def refused(field, sentence):
    with pytest.raises(BadInput) as raised:
        yield
    assert sentence in raised.value.about(field)


@pytest.mark.parametrize(
    ("field", "sentence", "said"),
    [
        ("state", "Choose how it stands.", {"state": "soon"}),
        ("percent", "from 0 to 100", {"percent": "101"}),
        ("percent", "is at 100", {"state": "reached", "percent": "90"}),
        ("percent", "is at 0", {"state": "not_started"}),
        ("words", "Say why", {"state": "paused", "words": " "}),
        ("said_on", "still to come", {"said_on": "2026-11-20"}),
        ("said_by", "Say who says so", {"said_by": ""}),
        ("look_again_on", "not after the one above", {"look_again_on": "2026-11-18"}),
        ("look_again_on", "nothing to look at again", {"state": "given_up"}),
    ],
)
def test_how_a_goal_stands_is_asked_again(field, sentence, said):
    with refused(field, sentence), Asking(STANDS | said) as asking:
        read_status(asking, DAY)


def life(number: int) -> Score:
    return Score(
        service_user_id=new_id(), kind=ScoreKind.OWN, name="Quality of life", stage=Stage.ENTRY,
        number=Decimal(number), least=Decimal(0), most=Decimal(40), taken_on=date(2026, 8, 1), taken_by="Grace",
        written_by=new_id(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "field", "sentence", "said"),
    [
        (ScoreKind.PAM, "number", "from 0 to 100", {"number": "100.1"}),
        (ScoreKind.PAM, "number", "from 0 to 100", {"number": "NaN"}),
        (ScoreKind.PAM, "number", "one decimal place", {"number": "48.95"}),
        (ScoreKind.PAM, "level", "from 1 to 4", {"level": "5"}),
        (ScoreKind.PAM, "pam_version", "version of the form", {"pam_version": ""}),
        (ScoreKind.PAM, "again_on", "not after the one above", {"again_on": "2026-08-19"}),
        (ScoreKind.OWN, "name", "what the score is called", {"name": ""}),
        (ScoreKind.OWN, "number", "lies between 0 and 40", {"number": "41"}),
        (ScoreKind.OWN, "most", "above the least", {"most": "0"}),
        (ScoreKind.OWN, "better", "which way is better", {"better": ""}),
        (ScoreKind.OWN, "stage", "when in their care", {"stage": ""}),
        (ScoreKind.OWN, "taken_on", "still to come", {"taken_on": "2026-11-20"}),
        (ScoreKind.OWN, "name", "goes from 0 to 40 here, and more is better", {"better": "less"}),
    ],
)
def test_a_score_is_asked_again(kind, field, sentence, said):
    first = ACTIVATION if kind == ScoreKind.PAM else LIFE
    with refused(field, sentence), Asking(first | said) as asking:
        read_score(asking, DAY, kind, [life(17)])


@pytest.mark.parametrize(
    ("by", "is_up_better", "words"),
    [
        ("2.5", True, "Better: up 2.5"),
        ("2", False, "Worse: up 2"),
        ("-3", False, "Better: down 3"),
        ("0", True, "The same"),
    ],
)
def test_a_change_is_said_in_words(by, is_up_better, words):
    assert changed(Decimal(by), is_up_better=is_up_better) == words
