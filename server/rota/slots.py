"""Visits as the rota has them: as published, and as they will be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from server.people.models import WorkersWanted
from server.people.places import Place
from server.staff.models import MedicineLevel, Skill


@dataclass(frozen=True, slots=True)
class Slot:
    """A visit with its time and its workers."""

    visit_id: UUID
    service_user_id: UUID
    person: str
    title: str
    starts_at: datetime
    ends_at: datetime
    workers_needed: int
    workers: frozenset[UUID] = frozenset()
    is_cancelled: bool = False
    place: Place | None = None
    """The door, when it is known where it is."""
    needs: frozenset[Skill] = frozenset()
    wanted: WorkersWanted = WorkersWanted.ANYBODY
    medicines: MedicineLevel | None = None
    """The most that is asked with its medicines; None when there is nothing to do about any."""

    @property
    def person_in_short(self) -> str:
        """`Jean W`, where there is little room."""
        given, _, family = self.person.partition(" ")
        return f"{given} {family[:1]}"

    @property
    def minutes(self) -> int:
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    @property
    def missing(self) -> int:
        """How many workers are still to be found."""
        return 0 if self.is_cancelled else max(0, self.workers_needed - len(self.workers))

    def day(self, zone: ZoneInfo) -> date:
        """The local day on which it begins."""
        return self.starts_at.astimezone(zone).date()

    def is_of(self, worker: UUID) -> bool:
        return not self.is_cancelled and worker in self.workers

    def overlaps(self, other: "Slot") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Planned:
    """A visit as workers know it, and as the coordinator plans it: the same unless there is a draft.

    One that is added is published as cancelled until it is published: nobody knows of it.
    """

    published: Slot
    planned: Slot
    has_begun: bool = False
    reason: str = ""
    is_by_hand: bool = False
    """Somebody changed it by hand: a change of the plan leaves it as it is."""

    @property
    def is_draft(self) -> bool:
        return self.published != self.planned

    @property
    def workers_concerned(self) -> frozenset[UUID]:
        return self.published.workers | self.planned.workers


def clashes(worker: UUID, slots: Sequence[Slot]) -> list[tuple[Slot, Slot]]:
    """Every two of a worker's visits that are at the same time, in order."""
    mine = sorted((slot for slot in slots if slot.is_of(worker)), key=lambda slot: (slot.starts_at, slot.visit_id))
    return [(one, other) for number, one in enumerate(mine) for other in mine[number + 1 :] if one.overlaps(other)]
