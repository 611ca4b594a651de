"""A planned visit as its form would have been filled in, and what somebody else made of it meanwhile."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session, select

from server.accounts.asker import Asker
from server.accounts.models import Account
from server.asking import Asking, version_of
from server.care_plans.models import PlannedVisit
from server.care_plans.queries import usual_of
from server.care_plans.recurrences import WEEKDAYS
from server.rota.queries import workers_of
from server.staff.models import Skill, skills_in
from server.staff.words import SKILL_WORDS

BOXES = ("weekday_", "needs_", "usual_")


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


def tell_changes(db: Session, asker: Asker, planned: PlannedVisit, asking: Asking) -> None:
    """What is kept of it now, where the form has something else; from when a change counts is the form's alone."""
    now, workers = said_of(db, asker, planned), workers_for(db, asker, planned)
    words = in_words(now, workers)
    del words["from_on"]
    asking.said = {**asking.said, **in_words(asking.said, workers)}
    until = words["until_on"]
    follows = db.exec(select(PlannedVisit.id).where(PlannedVisit.follows == planned.id)).first()
    told = {"until_on": f"{until}, and another one follows"} if follows else {}
    asking.unless_changed(words, version_of(now), "Somebody else", told)


def in_words(said: Mapping[str, str], workers: Mapping[UUID, Account]) -> dict[str, str]:
    """With the words that boxes stand for instead of them, so that two can be compared and told."""
    plain = {name: value for name, value in said.items() if not name.startswith(BOXES)}
    return plain | {
        "weekdays": ", ".join(name for day, name in WEEKDAYS.items() if said.get(f"weekday_{day}")),
        "needss": ", ".join(SKILL_WORDS[skill] for skill in Skill if said.get(f"needs_{skill.value}")),
        "usuals": ", ".join(worker.name for worker in workers.values() if said.get(f"usual_{worker.id}")),
    }


def workers_for(db: Session, asker: Asker, planned: PlannedVisit | None) -> dict[UUID, Account]:
    """Who may be named: the workers of the team whose rota the visit comes on."""
    return workers_of(db, (planned.team_id if planned else None) or asker.team_id)
