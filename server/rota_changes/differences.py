"""What became of a worker's visits, as a person would say it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from server.rota_changes.models import DifferenceKind

KIND_WORDS = {
    DifferenceKind.MOVED: "Moved",
    DifferenceKind.ADDED: "Added",
    DifferenceKind.TAKEN_OFF: "Taken off",
    DifferenceKind.CANCELLED: "Cancelled",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of one worker's visit, in what a person would say about it."""

    kind: DifferenceKind
    visit_id: UUID
    person: str
    starts_at: datetime
    ends_at: datetime
    was_starts_at: datetime
    was_ends_at: datetime
    why: str

    @property
    def minutes_later(self) -> int:
        """How much later it begins; negative when earlier."""
        return round((self.starts_at - self.was_starts_at).total_seconds() / 60)

    def is_another_day(self, zone: ZoneInfo) -> bool:
        return self.starts_at.astimezone(zone).date() != self.was_starts_at.astimezone(zone).date()


@dataclass(frozen=True, slots=True)
class Run:
    """The same difference on several days: a plan that changed changes a visit of every day."""

    differences: tuple[Difference, ...]
    changes_day: bool

    @property
    def count(self) -> int:
        return len(self.differences)

    @property
    def first(self) -> Difference:
        return self.differences[0]

    @property
    def last(self) -> Difference:
        return self.differences[-1]


class News(NamedTuple):
    """A change of the rota that its worker has yet to answer."""

    change_id: UUID
    visits: int
    """How many it is about."""
    runs: tuple[Run, ...]


def runs_of(differences: Iterable[Difference], zone: str) -> list[Run]:
    """What is said of each day in the same words, said once; in order of the first day."""
    local, found = ZoneInfo(zone), defaultdict[object, list[Difference]](list)
    for one in differences:
        times = (one.starts_at, one.ends_at, one.was_starts_at, one.was_ends_at)
        by_the_wall = tuple(at.astimezone(local).time() for at in times)
        key = one.visit_id if one.is_another_day(local) else (one.kind, one.person, by_the_wall, one.why)
        found[key].append(one)
    return [Run(tuple(same), same[0].is_another_day(local)) for same in found.values()]
