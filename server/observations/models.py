"""Observations of a person: what the plan asks to be observed, and what workers observed."""

from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock
from server.db import new_id
from server.medication.amounts import Thousandths
from server.observations.kinds import KINDS, Kind
from server.visits.entries import Entry


class Observation(Entry, table=True):
    """One value that a worker observed at a visit."""

    __tablename__ = "observations"
    SAYS = ("kind", "value")

    kind: str
    """One of `kinds.KINDS`."""
    value: Decimal = Field(sa_type=Thousandths)
    observed_at: datetime
    """When, by our clock; of a correction, when that was which it corrects."""
    words: str = ""
    is_sure: bool = False
    """It is an unlikely value, and the worker said that it is right."""

    @property
    def what(self) -> Kind:
        return KINDS[self.kind]

    @property
    def said(self) -> str:
        """`Fluids: 250 ml`."""
        return f"{self.what.words}: {self.what.said(self.value)}"


class RuleKind(StrEnum):
    """When a value, or the lack of one, is brought to the office."""

    NONE = "none"
    UNDER_BY = "under_by"
    """The sum of the day is under the limit at a time of day."""
    ABOVE = "above"
    BELOW = "below"
    DOWN = "down"
    """Lower by the limit or more than the highest of the last days."""
    UP = "up"
    """Higher by the limit or more than the lowest of the last days."""


class WantedObservation(SQLModel, table=True):
    """That a person is to be observed, from when to when. Asked for otherwise, it ends and another begins."""

    __tablename__ = "wanted_observations"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    kind: str
    target: Decimal | None = Field(default=None, sa_type=Thousandths)
    """What is hoped for: of a kind that is summed, in a day."""
    rule: RuleKind = RuleKind.NONE
    limit: Decimal | None = Field(default=None, sa_type=Thousandths)
    by: time | None = None
    """The local time of day at which a sum is looked at."""
    days: int | None = None
    """How far back a change is looked for."""
    how: str = ""
    """For the worker: `After the wash, in light clothes`."""
    wanted_by: UUID = Field(foreign_key="accounts.id")
    wanted_at: datetime = Field(default_factory=clock.now)
    ended_by: UUID | None = Field(default=None, foreign_key="accounts.id")
    ended_at: datetime | None = None

    @property
    def what(self) -> Kind:
        return KINDS[self.kind]
