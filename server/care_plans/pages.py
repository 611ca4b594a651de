"""The pages about planned visits: the list, the form, and what a change would do."""

from collections.abc import Mapping

from sqlmodel import Session

from server.accounts.asker import Asker
from server.accounts.queries import teams_of
from server.asking import version_of
from server.board.queries import held_count
from server.care_plans.effects import Effects
from server.care_plans.models import PlannedVisit
from server.care_plans.queries import plan_lines
from server.care_plans.recurrences import HOLIDAY_WORDS, WEEKDAYS
from server.care_plans.visit_forms import said_of, workers_for
from server.people import wishing
from server.people.models import ServiceUser
from server.problems import BadInput
from server.staff.models import Skill
from server.staff.words import SKILL_WORDS
from server.templating import render

SHOWN = 8
"""How many visits of a sort are named; of the others it says how many there are."""


def visits_page(
    db: Session, asker: Asker, person: ServiceUser, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """What the plan asks for, and who may come."""
    wishes = wishing.said_of(db, person)
    return render(
        "care_plans/planned_visits.html", asker=asker, person=person, lines=plan_lines(db, asker, person),
        workers=workers_for(db, asker, None), problem=problem, said=said or wishes,
        version=version_of(wishes), wanted_words=wishing.WANTED_WORDS, wish_words=wishing.WISH_WORDS,
        skill_words=SKILL_WORDS, held=held_count(db, asker),
    )  # fmt: skip


def form_page(
    db: Session, asker: Asker, person: ServiceUser, planned: PlannedVisit | None, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """A new planned visit, or a change of one."""
    first = {f"weekday_{day}": "1" for day in WEEKDAYS} | {"from_on": str(asker.today), "at": "08:00"}
    return render(
        "care_plans/planned_visit.html", asker=asker, person=person, planned=planned, problem=problem,
        version=version_of(said_of(db, asker, planned)) if planned else 0, said=said or first, weekdays=WEEKDAYS,
        skills=offered_skills(), holiday_words=HOLIDAY_WORDS,
        workers=workers_for(db, asker, planned), teams=teams_of(db, asker), held=held_count(db, asker),
    )  # fmt: skip


def offered_skills() -> dict[Skill, str]:
    """What a planned visit may ask for; that medicines are given is known from the medicines."""
    return {skill: words for skill, words in SKILL_WORDS.items() if skill != Skill.MEDICINES}


def effects_page(
    asker: Asker, person: ServiceUser, planned: PlannedVisit | None, effects: Effects, said: Mapping[str, str],
    *, ends: bool = False,
) -> str:  # fmt: skip
    """What a change does, before it is done; the form goes along."""
    return render(
        "care_plans/effects.html", asker=asker, person=person, planned=planned, effects=effects, said=said, ends=ends,
        shown=SHOWN,
    )  # fmt: skip
