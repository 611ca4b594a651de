"""What the office knows of a worker to plan by: training, the way they travel, the hours they agreed to."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock
from server.db import new_id


class Skill(StrEnum):
    """What a worker must have been trained and assessed in before doing it."""

    MEDICINES = "medicines"
    HOIST = "hoist"
    PEG = "peg"
    CATHETER = "catheter"
    STOMA = "stoma"
    DEMENTIA = "dementia"
    END_OF_LIFE = "end_of_life"


class Gender(StrEnum):
    """Asked only because some people want to be washed by women, or by men."""

    NOT_SAID = "not_said"
    WOMAN = "woman"
    MAN = "man"


class Travel(StrEnum):
    """How a worker comes from one visit to the next."""

    CAR = "car"
    BICYCLE = "bicycle"
    BUS = "bus"
    FOOT = "foot"


class MedicineLevel(StrEnum):
    """How far a worker may go with medicines; each holds those before it (the terms of `medication.outcomes.Support`).

    `DELEGATED`: controlled drugs, and what a nurse hands over by name, as insulin.
    """

    PROMPT = "prompt"
    ASSIST = "assist"
    ADMINISTER = "administer"
    DELEGATED = "delegated"

    @property
    def rank(self) -> int:
        return list(MedicineLevel).index(self)


class WorkerFacts(SQLModel, table=True):
    """What is asked of a worker once. Without a row nothing was said."""

    __tablename__ = "worker_facts"

    account_id: UUID = Field(foreign_key="accounts.id", primary_key=True)
    gender: Gender = Gender.NOT_SAID
    travel: Travel = Travel.CAR
    most_hours: int | None = None
    """Hours a week that they agreed to; None for the agency's own limit."""


class Training(SQLModel, table=True):
    """A worker was assessed in something. Ended, it stays, with `withdrawn_at`."""

    __tablename__ = "trainings"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    skill: Skill
    assessed_on: date
    until: date | None = None
    """The last day on which it counts; None when it has no end."""
    recorded_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    """None when it came with the agency's first data."""
    recorded_at: datetime = Field(default_factory=clock.now)
    withdrawn_at: datetime | None = None


class MedicineCompetency(SQLModel, table=True):
    """A worker was assessed in giving medicines, or that was withdrawn. Never edited: the newest one counts."""

    __tablename__ = "medicine_competencies"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    level: MedicineLevel | None = None
    """None when what was before is withdrawn; `note` says why."""
    assessed_by: str
    """In words, because it may be somebody from outside; who withdrew it, when it was."""
    assessed_on: date
    until: date | None = None
    """The last day on which it counts; None when it has no end."""
    note: str = ""
    recorded_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    """None when it came with the agency's first data, or with an upgrade."""
    recorded_at: datetime = Field(default_factory=clock.now)

    def counts_for(self, asked: MedicineLevel, on: date) -> bool:
        """It lets a worker do what is asked on a day."""
        return self.level is not None and self.level.rank >= asked.rank and not self.has_ended(on)

    def has_ended(self, on: date) -> bool:
        return self.until is not None and self.until < on


def skills_in(text: str) -> frozenset[Skill]:
    """Skills as one column keeps them: `hoist peg`."""
    return frozenset(Skill(word) for word in text.split())


def written(skills: Iterable[Skill]) -> str:
    """The other way round; the same skills are the same text."""
    return " ".join(sorted(skills))
