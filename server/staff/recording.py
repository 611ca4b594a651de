"""Recording what a worker may do and how they work."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import SQLModel, col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.asking import KEPT_ALREADY, Asking, day, day_if_any, if_any, number, one_of, version_of
from server.db import insert_if_absent, new_id
from server.inbox.reading import uuid_or_none
from server.inbox.unit import Unit
from server.problems import BadInput, NotFoundOrNotYours
from server.staff.models import Gender, Skill, Training, Travel, WorkerFacts
from server.staff.words import GENDER_WORDS, TRAVEL_WORDS

HOURS_IN_A_WEEK = 168
HOURS = number("Say how many hours a week they agreed to, as 30, or leave it empty.", 1, HOURS_IN_A_WEEK)
USUAL = {"gender": Gender.NOT_SAID.value, "travel": Travel.CAR.value}


def record_facts(db: Unit, asker: Asker, worker: Account, said: Mapping[str, str]) -> None:
    """How they travel, how many hours they agreed to, and what they say they are. Raises BadInput with all that is
    wrong."""
    facts = db.get(WorkerFacts, worker.id) or WorkerFacts(account_id=worker.id)
    now = said_of(facts)
    with Asking(USUAL | dict(said)) as asking:
        gender = asking.read("gender", one_of(Gender, "Choose what they say they are, or Not said."))
        travel = asking.read("travel", one_of(Travel, "Choose how they travel."))
        most_hours = asking.read("most_hours", if_any(HOURS))
        told = {"gender": GENDER_WORDS[Gender(now["gender"])], "travel": TRAVEL_WORDS[Travel(now["travel"])]}
        asking.unless_changed(now, version_of(now), "Somebody else", told)
    facts.gender, facts.travel, facts.most_hours = gender, travel, most_hours
    db.add(facts)
    db.note(asker, "recorded facts", worker.id)


def said_of(facts: WorkerFacts) -> dict[str, str]:
    """Facts as their form would have been filled in."""
    return {"gender": facts.gender.value, "travel": facts.travel.value, "most_hours": str(facts.most_hours or "")}


def record_training(db: Unit, asker: Asker, worker: Account, said: Mapping[str, str]) -> None:
    """They were assessed in something; the same form sent twice is one record. Raises BadInput with all that is
    wrong."""
    with Asking(said) as asking:
        skill = asking.read("skill", one_of(Skill, "Choose what they were trained in."))
        assessed_on, until = days_in(asker, asking, "assessed_on", "until")
    values = {
        "account_id": worker.id, "skill": skill, "assessed_on": assessed_on, "until": until, "recorded_by": asker.id,
    }  # fmt: skip
    if keep_once(db, Training, said.get("training"), "skill", values):
        db.note(asker, "recorded training", worker.id)


def keep_once(db: Unit, kind: type[SQLModel], form: str | None, field: str, values: Mapping[str, Any]) -> bool:
    """Put in what a form said, under the id that the form has; answers whether it is new. Raises BadInput when
    something else came from it before."""
    id_ = uuid_or_none(form) or new_id()
    if insert_if_absent(db, kind, id=id_, recorded_at=clock.now(), **values):
        return True
    if any(getattr(db.get_one(kind, id_), name) != value for name, value in values.items()):
        raise BadInput(KEPT_ALREADY, field)
    return False


def days_in(asker: Asker, asking: Asking, first: str, last: str) -> tuple[date, date | None]:
    """When they were assessed, and the last day on which it counts."""
    assessed_on, until = asking.read(first, day("Choose a day.")), asking.read(last, day_if_any)
    if assessed_on and assessed_on > asker.today:
        asking.refuse(first, "They were assessed today or before.")
    elif assessed_on and until and until < assessed_on:
        asking.refuse(last, "It would end before they were assessed.")
    return assessed_on, until


def training_of(db: Unit, asker: Asker, training_id: UUID) -> Training:
    """A training of somebody in the asker's agency. Raises NotFoundOrNotYours."""
    found = (
        select(Training)
        .join(Account, col(Account.id) == Training.account_id)
        .where(Training.id == training_id, Account.agency_id == asker.agency_id)
    )
    training = db.exec(found).one_or_none()
    if training is None:
        raise NotFoundOrNotYours
    return training


def withdraw(db: Unit, asker: Asker, training: Training) -> None:
    """It was recorded by mistake, or does not hold any more; it stays on record."""
    training.withdrawn_at = training.withdrawn_at or clock.now()
    db.add(training)
    db.note(asker, "withdrew training", training.account_id)
