"""Who could go to a visit, and why; who could not, and why not. Doorstep ranks, a person chooses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import ceil
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from server.accounts.asker import Asker
from server.accounts.models import Account
from server.people.places import Place, metres_apart
from server.rota.away import absences_of, in_words
from server.rota.queries import rota_between, times_met, workers_of
from server.rota.slots import Planned, Slot
from server.rota.weeks import monday_of
from server.visits.models import Visit

DETOUR, METRES_A_MINUTE = 1.4, 330
"""A road is longer than a straight line; a car in a town does 20 km an hour."""
MOST_HOURS = 48
"""A week, on average, unless the worker agreed to more (Working Time Regulations 1998, reg. 4)."""
REST = timedelta(hours=11)
"""Between two days of work (Working Time Regulations 1998, reg. 10)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a worker suits, or `but`: what speaks against them and may be put up with."""

    words: str
    but: bool = False
    is_of_time: bool = False
    """About the way there and the rest between days."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A worker who could go."""

    worker: Account
    met: int
    reasons: Sequence[Reason]

    @property
    def is_rushed(self) -> bool:
        """There is no time for the way, or the rest between days is broken."""
        return any(reason.but and reason.is_of_time for reason in self.reasons)

    @property
    def rank(self) -> tuple[int, int, str]:
        return sum(reason.but for reason in self.reasons), -self.met, self.worker.name


@dataclass(frozen=True, slots=True)
class Refusal:
    """A worker who cannot go, why, and the visit that stands in the way."""

    worker: Account
    why: str
    visit_id: UUID | None = None


@dataclass(slots=True)
class Choosing:
    """Everybody of the visit's team: who goes, who could, the most suitable first, and who cannot."""

    planned: Planned
    going: list[Account] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def choosing_for(db: Session, asker: Asker, visit: Visit) -> Choosing:
    """Look at the whole week of a visit and at the days beside it."""
    monday = monday_of(visit.service_on)
    around = rota_between(db, visit.team_id, monday - timedelta(days=1), monday + timedelta(days=7))
    [planned] = [one for one in around if one.planned.visit_id == visit.id]
    found, met, zone = Choosing(planned), times_met(db, visit.service_user_id), ZoneInfo(asker.zone)
    slots, slot = [one.planned for one in around], planned.planned
    workers = workers_of(db, visit.team_id)
    away = absences_of(db, workers)
    for worker in workers.values():
        absence = next((one for one in away[worker.id] if one.covers(slot.starts_at, slot.ends_at)), None)
        if absence and not slot.is_of(worker.id):
            found.refusals.append(Refusal(worker, f"{in_words(absence, zone)}."))
            continue
        weigh(found, worker, [other for other in slots if other.is_of(worker.id)], met.get(worker.id, 0), zone)
    found.choices.sort(key=lambda choice: choice.rank)
    return found


def weigh(found: Choosing, worker: Account, own: Sequence[Slot], met: int, zone: ZoneInfo) -> None:
    """Put one worker where they belong."""
    slot = found.planned.planned
    if slot.is_of(worker.id):
        found.going.append(worker)
        return
    others = [other for other in own if other.visit_id != slot.visit_id]
    in_the_way = next((other for other in others if other.overlaps(slot)), None)
    if in_the_way:
        until = f"{in_the_way.ends_at.astimezone(zone):%H:%M}"
        found.refusals.append(Refusal(worker, f"With {in_the_way.person} until {until}.", in_the_way.visit_id))
        return
    reasons = [met_before(slot, met), *beside(slot, others, zone), *hours(slot, others, zone)]
    found.choices.append(Choice(worker, met, reasons))


def met_before(slot: Slot, met: int) -> Reason:
    if not met:
        return Reason(f"Has not met {slot.person}", but=True)
    return Reason(f"Knows {slot.person}: {met} visit{'s' * (met != 1)}")


def beside(slot: Slot, others: Iterable[Slot], zone: ZoneInfo) -> list[Reason]:
    """The ways from the visit before and to the one after; on another day, the rest between them."""
    ends = [other for other in others if other.ends_at <= slot.starts_at]
    begins = [other for other in others if other.starts_at >= slot.ends_at]
    before = max(ends, key=lambda other: other.ends_at, default=None)
    after = min(begins, key=lambda other: other.starts_at, default=None)
    reasons = [between(before, slot, f"after {before.person}", zone)] if before else []
    reasons += [between(slot, after, f"before {after.person}", zone)] if after else []
    return [reason for reason in reasons if reason] or [Reason("Nothing else that day")]


def between(one: Slot, other: Slot, where: str, zone: ZoneInfo) -> Reason | None:
    """What there is to say about the time from one visit to another."""
    gap = other.starts_at - one.ends_at
    if one.starts_at.astimezone(zone).date() != other.starts_at.astimezone(zone).date():
        hours = round(gap.total_seconds() / 3600)
        return Reason(f"{hours} hours of rest {where}, not 11", but=True, is_of_time=True) if gap < REST else None
    free = round(gap.total_seconds() / 60)
    if one.place is None or other.place is None:
        return Reason(f"{free} minutes {where}")
    away = minutes_away(one.place, other.place)
    if away > free:
        return Reason(f"{away} minutes’ drive {where}, {free} to do it in", but=True, is_of_time=True)
    return Reason(f"{away} minute{'s’' if away != 1 else '’s'} drive {where}" if away else f"Same address {where}")


def minutes_away(one: Place, other: Place) -> int:
    """By car, in a town, from door to door."""
    return ceil(metres_apart(one, other) * DETOUR / METRES_A_MINUTE)


def hours(slot: Slot, others: Iterable[Slot], zone: ZoneInfo) -> list[Reason]:
    """The week's hours, with this visit."""
    week = monday_of(slot.starts_at.astimezone(zone).date())
    same = [other for other in others if monday_of(other.starts_at.astimezone(zone).date()) == week]
    worked = sum(other.minutes for other in [*same, slot]) / 60
    return [Reason(f"{worked:.1f} hours this week".replace(".0 ", " "), but=worked > MOST_HOURS)]
