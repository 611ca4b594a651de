"""What a change of a planned visit does to the visits that are made already: shown first, then drawn on the rota."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.allocations.queries import rulebook_of
from server.care_plans.horizon import HORIZON
from server.care_plans.models import PlannedVisit
from server.care_plans.recurrences import days_of
from server.rota.queries import planned
from server.rota.slots import Planned
from server.rota.times import span
from server.visits.models import Visit

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Usual:
    """Who usually goes, before and after."""

    before: frozenset[UUID] = frozenset()
    after: frozenset[UUID] = frozenset()

    def instead_of(self, workers: frozenset[UUID]) -> frozenset[UUID]:
        """Who goes where the usual ones went; whoever else was chosen stays."""
        return self.after if workers in (self.before, frozenset()) else workers


@dataclass(frozen=True, slots=True)
class Changed:
    """A visit that takes place as the new plan says."""

    one: Planned
    starts_at: datetime
    ends_at: datetime
    title: str
    workers_needed: int
    workers: frozenset[UUID]

    @property
    def is_the_same(self) -> bool:
        slot = self.one.planned
        now = (slot.starts_at, slot.ends_at, slot.title, slot.workers_needed, slot.workers, slot.is_cancelled)
        return now == (self.starts_at, self.ends_at, self.title, self.workers_needed, self.workers, False)

    @property
    def is_moved(self) -> bool:
        return (self.one.planned.starts_at, self.one.planned.ends_at) != (self.starts_at, self.ends_at)


@dataclass(slots=True)
class Effects:
    """What becomes of the visits of the next weeks, each list in order of time."""

    changed: list[Changed] = field(default_factory=list)
    same: list[Planned] = field(default_factory=list)
    cancelled: list[Planned] = field(default_factory=list)
    by_hand: list[Planned] = field(default_factory=list)
    """Somebody changed them by hand, so they stay as they are."""
    begun: list[Planned] = field(default_factory=list)
    added: list[Span] = field(default_factory=list)

    @property
    def staying(self) -> list[Planned]:
        """Those that belong to the plan from now on, and are not as it says or are so already."""
        return [*self.same, *self.by_hand, *self.begun]


def effects_of(
    db: Session, asker: Asker, old: PlannedVisit | None, new: PlannedVisit | None, from_on: date, usual: Usual
) -> Effects:
    """What changes from a day on when `old` becomes `new`: a first one has no old, one that ends has no new."""
    wanted, found = days_wanted(db, asker, new, from_on), Effects()
    for visit, one in made_from(db, old, from_on) if old else ():
        on = visit.occurs_on or visit.service_on
        if one:
            sort_out(found, one, new, wanted.pop(on, None), usual)
        elif visit.is_by_hand:
            wanted.pop(on, None)
    found.added = [wanted[on] for on in sorted(wanted)]
    return found


def days_wanted(db: Session, asker: Asker, new: PlannedVisit | None, from_on: date) -> dict[date, Span]:
    """By day, from when to when, up to the horizon."""
    if new is None:
        return {}
    nation, last = rulebook_of(db, asker.agency_id).nation, asker.today + HORIZON
    length = timedelta(minutes=new.minutes)
    return {on: span(on, new.at, length, asker.zone) for on in days_of(new, from_on, last, nation)}


def made_from(db: Session, old: PlannedVisit, from_on: date) -> list[tuple[Visit, Planned | None]]:
    """The visits that were made from a planned visit for a day and those after it; None for one that was cancelled."""
    theirs = (Visit.planned_visit_id == old.id, col(Visit.occurs_on) >= from_on)
    plans = {one.planned.visit_id: one for one in planned(db, *theirs)}
    return [
        (visit, plans.get(visit.id)) for visit in db.exec(select(Visit).where(*theirs).order_by(col(Visit.starts_at)))
    ]


def sort_out(found: Effects, one: Planned, new: PlannedVisit | None, wanted: Span | None, usual: Usual) -> None:
    if one.has_begun or one.is_by_hand:
        (found.begun if one.has_begun else found.by_hand).append(one)
    elif new is None or wanted is None:
        found.cancelled.append(one)
    else:
        workers = usual.instead_of(one.planned.workers)
        changed = Changed(one, *wanted, new.title, new.workers_needed, workers)
        if changed.is_the_same:
            found.same.append(one)
        else:
            found.changed.append(changed)
