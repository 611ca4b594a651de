"""A worker's turn at a visit as the day shows it: selected columns, not entities, for the hottest page."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, Self
from urllib.parse import quote_plus
from uuid import UUID


class Shift(NamedTuple):
    """One visit on one worker's day, and how far that worker is."""

    id: UUID
    service_on: date
    starts_at: datetime
    ends_at: datetime
    title: str
    workers_needed: int
    plan_version: int
    version: int
    time_critical: str
    time_critical_at: datetime | None
    missed_at: datetime | None
    arrived_at: datetime | None
    left_at: datetime | None
    stopped_at: datetime | None
    service_user_id: UUID
    given_name: str
    family_name: str
    known_as: str
    address: str
    postcode: str
    person_version: int
    partners: tuple[str, ...]

    @classmethod
    def from_rows(cls, rows: Iterable[Any]) -> list[Self]:
        """Rows in order of visit, one a partner, as one shift a visit."""
        shifts: list[Self] = []
        for _, turn in groupby(rows, key=itemgetter(0)):
            (*columns, partner), *others = turn
            partners = (partner, *(other[-1] for other in others))
            shifts.append(cls._make([*columns, tuple(name for name in partners if name)]))
        return shifts

    def shown_on(self, today: date) -> date:
        """The day whose page has it: what lasts from yesterday evening into today is on today's."""
        return max(self.service_on, today)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def called(self) -> str:
        """What the person likes to be called."""
        return self.known_as or self.given_name

    @property
    def minutes(self) -> int:
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    @property
    def state(self) -> str:
        """How far this worker is: `done`, `stopped`, `in-progress`, `missed` (confirmed by a person) or `due`."""
        if self.left_at:
            return "done"
        if self.stopped_at:
            return "stopped"
        if self.arrived_at:
            return "in-progress"
        return "missed" if self.missed_at else "due"

    @property
    def is_over(self) -> bool:
        return self.state in ("done", "stopped", "missed")

    @property
    def company(self) -> str:
        """`alone`, `with Ben Carter`, or that somebody is still to be found."""
        if self.partners:
            return f"with {' and '.join(self.partners)}"
        return "alone" if self.workers_needed == 1 else "and another worker: ask the office who"

    @property
    def map_link(self) -> str:
        """Opens the phone's maps."""
        return map_link_to(f"{self.address}, {self.postcode}")


@lru_cache(maxsize=4096)
def map_link_to(place: str) -> str:
    """People are visited several times a day, at one address for years."""
    return f"https://www.google.com/maps/dir/?api=1&destination={quote_plus(place)}"
