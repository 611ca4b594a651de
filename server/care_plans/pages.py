"""The pages about planned visits: the list, the form, and what a change would do."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session

from server.accounts.asker import Asker
from server.accounts.models import Account
from server.accounts.queries import teams_of
from server.board.queries import held_count
from server.care_plans.changing import usual_of
from server.care_plans.effects import Effects
from server.care_plans.models import PlannedVisit
from server.care_plans.queries import plan_lines
from server.care_plans.recurrences import HOLIDAY_WORDS, WEEKDAYS
from server.people.models import ServiceUser, WorkersWanted
from server.people.wishing import wishes_about
from server.problems import BadInput
from server.rota.queries import workers_of
from server.staff.models import Skill, skills_in
from server.staff.words import SKILL_WORDS
from server.templating import render

WANTED_WORDS = {
    WorkersWanted.ANYBODY: "Anybody",
    WorkersWanted.WOMEN: "Women only",
    WorkersWanted.MEN: "Men only",
}
SHOWN = 8
"""How many visits of a sort are named; of the others it says how many there are."""


def visits_page(db: Session, asker: Asker, person: ServiceUser) -> str:
    """What the plan asks for, and who may come."""
    return render(
        "care_plans/planned_visits.html", asker=asker, person=person, lines=plan_lines(db, asker, person),
        workers=workers_for(db, asker, None), wishes=wishes_about(db, person), wanted_words=WANTED_WORDS,
        skill_words=SKILL_WORDS, held=held_count(db, asker),
    )  # fmt: skip


def workers_for(db: Session, asker: Asker, planned: PlannedVisit | None) -> dict[UUID, Account]:
    """Who may be named: the workers of the team whose rota the visit comes on."""
    return workers_of(db, (planned.team_id if planned else None) or asker.team_id)


def form_page(
    db: Session, asker: Asker, person: ServiceUser, planned: PlannedVisit | None, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """A new planned visit, or a change of one."""
    first = {f"weekday_{day}": "1" for day in WEEKDAYS} | {"from_on": str(asker.today), "at": "08:00"}
    return render(
        "care_plans/planned_visit.html", asker=asker, person=person, planned=planned, problem=problem,
        said=said or first, weekdays=WEEKDAYS, skills=offered_skills(), holiday_words=HOLIDAY_WORDS,
        workers=workers_for(db, asker, planned), teams=teams_of(db, asker), held=held_count(db, asker),
    )  # fmt: skip


def offered_skills() -> dict[Skill, str]:
    """What a planned visit may ask for; that medicines are given is known from the medicines."""
    return {skill: words for skill, words in SKILL_WORDS.items() if skill != Skill.MEDICINES}


def said_of(db: Session, asker: Asker, planned: PlannedVisit) -> dict[str, str]:
    """A planned visit as its form would have been filled in, from today on."""
    return {
        "title": planned.title, "at": f"{planned.at:%H:%M}", "minutes": str(planned.minutes),
        "workers": str(planned.workers_needed), "from_on": str(max(planned.from_on, asker.today)),
        "until_on": str(planned.until_on or ""), "every_weeks": str(planned.every_weeks),
        "bank_holidays": planned.bank_holidays.value,
        **{f"weekday_{day}": "1" for day in planned.weekdays.split()},
        **{f"needs_{skill.value}": "1" for skill in skills_in(planned.needs)},
        **{f"usual_{worker}": "1" for worker in usual_of(db, planned)},
    }  # fmt: skip


def effects_page(
    asker: Asker, person: ServiceUser, planned: PlannedVisit | None, effects: Effects, said: Mapping[str, str],
    *, ends: bool = False,
) -> str:  # fmt: skip
    """What a change does, before it is done; the form goes along."""
    return render(
        "care_plans/effects.html", asker=asker, person=person, planned=planned, effects=effects, said=said, ends=ends,
        shown=SHOWN,
    )  # fmt: skip
