"""The rules by which a visit is given to a worker, how an agency sets them, and where one was put aside."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock
from server.db import new_id


class Rule(StrEnum):
    """What speaks against giving a visit to a worker, the hardest first."""

    DOUBLE_BOOKING = "double_booking"
    AWAY = "away"
    MEDICINES = "medicines"
    TRAINING = "training"
    DECLINED = "declined"
    WANTED = "wanted"
    """The person lets only women in, or only men."""
    REST = "rest"
    HOURS = "hours"
    TRAVEL = "travel"


HARD = frozenset({Rule.DOUBLE_BOOKING, Rule.AWAY, Rule.MEDICINES})
"""No rota that breaks one of these is published, whatever anybody says."""


class Nation(StrEnum):
    """Whose bank holidays count; the names that the `holidays` library gives the parts of the United Kingdom."""

    ENGLAND = "ENG"
    WALES = "WLS"
    SCOTLAND = "SCT"
    NORTHERN_IRELAND = "NIR"


class Rulebook(SQLModel, table=True):
    """How an agency plans. Without a row, as it comes."""

    __tablename__ = "rulebooks"

    agency_id: UUID = Field(foreign_key="agencies.id", primary_key=True)
    rules_off: str = ""
    """Rules that do not count here: `travel hours`. Never a hard one."""
    most_hours: int = 48
    """A week, unless the worker agreed to another number (Working Time Regulations 1998, reg. 4)."""
    rest_hours: int = 11
    """Between two shifts (Working Time Regulations 1998, reg. 10)."""
    car_minutes: float = 4.2
    """For a kilometre as the crow flies: roads are longer, and a car in a town does 20 km an hour."""
    bicycle_minutes: float = 5.6
    bus_minutes: float = 9.0
    foot_minutes: float = 16.0
    nation: Nation = Nation.ENGLAND
    calendars_say_names: bool = False
    """Calendar feeds show people's names; otherwise initials."""

    @property
    def off(self) -> frozenset[Rule]:
        return frozenset(Rule(word) for word in self.rules_off.split())


class RuleOverride(SQLModel, table=True):
    """A coordinator sends a worker against a rule, and says why. Added, never edited."""

    __tablename__ = "rule_overrides"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    visit_id: UUID = Field(foreign_key="visits.id", index=True)
    account_id: UUID = Field(foreign_key="accounts.id")
    rule: Rule
    words: str
    """What spoke against it, as it was shown."""
    why: str
    decided_by: UUID = Field(foreign_key="accounts.id")
    decided_at: datetime = Field(default_factory=clock.now)
