"""Recording what a worker may do and how they work."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.asking import is_number
from server.inbox.unit import Unit
from server.problems import BadInput, NotFoundOrNotYours
from server.staff.models import Gender, Skill, Training, Travel, WorkerFacts

HOURS_IN_A_WEEK = 168


def record_facts(db: Unit, asker: Asker, worker: Account, said: Mapping[str, str]) -> None:
    """How they travel, how many hours they agreed to, and what they say they are. Raises BadInput, naming the field."""
    hours = said.get("most_hours", "").strip()
    if hours and not (is_number(hours) and 0 < int(hours) <= HOURS_IN_A_WEEK):
        raise BadInput("Say how many hours a week they agreed to, as 30, or leave it empty.", "most_hours")
    facts = db.get(WorkerFacts, worker.id) or WorkerFacts(account_id=worker.id)
    facts.gender = next((one for one in Gender if one == said.get("gender")), Gender.NOT_SAID)
    facts.travel = next((one for one in Travel if one == said.get("travel")), Travel.CAR)
    facts.most_hours = int(hours) if hours else None
    db.add(facts)
    db.note(asker, "recorded facts", worker.id)


def record_training(db: Unit, asker: Asker, worker: Account, said: Mapping[str, str]) -> Training:
    """They were assessed in something. Raises BadInput, naming the field."""
    skill = next((one for one in Skill if one == said.get("skill")), None)
    if skill is None:
        raise BadInput("Choose what they were trained in.", "skill")
    assessed_on, until = days_in(asker, said, "assessed_on", "until")
    training = Training(account_id=worker.id, skill=skill, assessed_on=assessed_on, until=until, recorded_by=asker.id)
    db.add(training)
    db.note(asker, "recorded training", worker.id)
    return training


def days_in(asker: Asker, said: Mapping[str, str], first: str, last: str) -> tuple[date, date | None]:
    """When they were assessed, and the last day on which it counts. Raises BadInput, naming the field."""
    assessed_on = day_in(said.get(first, ""), first)
    if assessed_on > asker.today:
        raise BadInput("They were assessed today or before.", first)
    until = day_in(said[last], last) if said.get(last) else None
    if until and until < assessed_on:
        raise BadInput("It would end before they were assessed.", last)
    return assessed_on, until


def day_in(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput("Choose a day.", field) from None


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
