"""Where moments are on the lanes of a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from server import clock

FIRST_HOUR, LAST_HOUR = 7, 22
STEP_MINUTES = 5
"""Bars and hatching grow by this much, so that a lane is not sent anew every minute."""


class Timed(Protocol):
    """Anything with a beginning and an end."""

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Ruler:
    """Where moments are on the lanes of a day."""

    left: datetime
    hours: int
    zone: ZoneInfo
    faces: dict[int, str] = field(default_factory=dict, compare=False)
    """The words of minutes that were asked for before."""

    @classmethod
    def over(cls, turns: Iterable[Timed], on: date, zone: str) -> Self:
        """From seven to ten at night, and wider when the day's visits are; never from before the day begins."""
        begins, _ = clock.day_bounds(on, zone)
        first = clock.moment(on, time(FIRST_HOUR), zone)
        last = clock.moment(on, time(LAST_HOUR), zone)
        for turn in turns:
            first, last = min(first, max(turn.starts_at, begins)), max(last, turn.ends_at)
        left = first.replace(minute=0, second=0, microsecond=0)
        return cls(left, -int((left - last) // timedelta(hours=1)), ZoneInfo(zone))

    def minute(self, at: datetime) -> int:
        since = at - self.left
        return since.days * 1440 + since.seconds // 60

    def step(self, at: datetime) -> int:
        return self.minute(at) // STEP_MINUTES * STEP_MINUTES

    def hhmm(self, at: datetime) -> str:
        minute = self.minute(at)
        if minute not in self.faces:
            self.faces[minute] = at.astimezone(self.zone).strftime("%H:%M")
        return self.faces[minute]

    @property
    def ticks(self) -> list[tuple[int, str]]:
        return ticks_of(self)


@lru_cache(maxsize=256)
def ticks_of(ruler: Ruler) -> list[tuple[int, str]]:
    return [(hour * 60, ruler.hhmm(ruler.left + timedelta(hours=hour))) for hour in range(ruler.hours)]


def stacked(rooms: Iterable[tuple[int, int]]) -> list[int]:
    """For each stretch from where to where, in order of where they begin, the first line on which it is free."""
    taken: list[int] = []
    levels = []
    for start, room in rooms:
        level = next((line for line, until in enumerate(taken) if until <= start), len(taken))
        taken[level : level + 1] = [room]
        levels.append(level)
    return levels
