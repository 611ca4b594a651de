"""What ends soon of what workers may do, so that somebody assesses them before."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session

from server.staff.competencies import competencies_of, newest
from server.staff.models import Skill
from server.staff.queries import trained
from server.staff.words import SKILL_WORDS

SOON = timedelta(days=30)


class Ending(NamedTuple):
    """Something that a worker may do until a day, or could until then."""

    until: date
    worker: str
    what: str
    account_id: UUID


def endings_among(db: Session, workers: Mapping[UUID, str], today: date) -> list[Ending]:
    """What ends within 30 days, or has ended and was not renewed, the first to end first. Workers by id, with names."""
    found = [*competencies_ending(db, workers), *trainings_ending(db, workers)]
    return sorted(one for one in found if one.until <= today + SOON)


def competencies_ending(db: Session, workers: Mapping[UUID, str]) -> Iterator[Ending]:
    for worker, known in competencies_of(db, workers).items():
        one = newest(known)
        if one and one.level and one.until:
            yield Ending(one.until, workers[worker], "medicines competency", worker)


def trainings_ending(db: Session, workers: Mapping[UUID, str]) -> Iterator[Ending]:
    """Training in medicines says nothing any more: competency does."""
    for worker, known in trained(db, workers).items():
        for skill, until in known.items():
            if until != date.max and skill != Skill.MEDICINES:
                yield Ending(until, workers[worker], f"training in {SKILL_WORDS[skill]}", worker)
