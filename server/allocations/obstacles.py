"""What stands in the way of publishing: a visit that has begun, a hard rule, another rule that nobody put aside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from server.accounts.asker import Asker
from server.allocations.models import Rule
from server.allocations.queries import overrides_at
from server.allocations.surroundings import Surroundings, surroundings
from server.allocations.weighing import Reason, against, reasons_about
from server.rota.slots import Planned
from server.rota.times import hhmm


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What is wrong with a draft, in a sentence that says what to do, and where to do it."""

    words: str
    visit_id: UUID
    starts_at: datetime


def obstacles_to(db: Session, asker: Asker, team_id: UUID, drafts: Sequence[Planned]) -> list[Obstacle]:
    """Everything that must be settled before a team's drafts are published; what was as it is before is let be."""
    if not drafts:
        return []
    around = surroundings(db, asker, team_id, days_of(asker, drafts))
    return obstacles_among(drafts, around, overrides_at(db, [one.planned.visit_id for one in drafts]))


def days_of(asker: Asker, drafts: Sequence[Planned]) -> set[date]:
    zone = ZoneInfo(asker.zone)
    return {slot.day(zone) for one in drafts for slot in (one.published, one.planned)}


def obstacles_among(
    drafts: Sequence[Planned], around: Surroundings, put_aside: dict[tuple[UUID, UUID], set[Rule]]
) -> list[Obstacle]:
    published = around.as_published()
    found = [begun(one, around) for one in drafts if one.has_begun]
    for one in drafts:
        found += [
            obstacle(one, worker, reason, around)
            for worker in sorted(() if one.planned.is_cancelled else one.planned.workers, key=str)
            for reason in newly_broken(one, worker, around, published)
            if reason.is_hard or reason.rule not in put_aside.get((one.planned.visit_id, worker), ())
        ]
    return found


def begun(one: Planned, around: Surroundings) -> Obstacle:
    at = hhmm(one.published.starts_at, around.zone)
    words = f"{at} {one.planned.person} has begun. Undo that change, then publish."
    return Obstacle(words, one.planned.visit_id, one.planned.starts_at)


def newly_broken(one: Planned, worker: UUID, around: Surroundings, published: Surroundings) -> list[Reason]:
    """The hard rules that would be broken, and the others that the published rota does not break already."""
    if worker not in around.workers:
        return []
    broken = against(reasons_about(one.planned, worker, around))
    before = {
        reason.rule
        for reason in (against(reasons_about(one.published, worker, published)) if one.published.is_of(worker) else ())
    }
    return [reason for reason in broken if reason.is_hard or reason.rule not in before]


def obstacle(one: Planned, worker: UUID, reason: Reason, around: Surroundings) -> Obstacle:
    name, at = around.workers[worker].name, said(one, around)
    if reason.rule == Rule.DOUBLE_BOOKING and reason.visit_id:
        other = said(around.visits[reason.visit_id], around)
        words = f"{name} would be in two places: {at} and {other}. Move one or send somebody else."
    elif reason.is_hard:
        words = f"{name} cannot go to {at}: {lowered(reason.words)}. Send somebody else."
    else:
        words = f"{name} to {at}: {lowered(reason.words)}. Say why, or send somebody else."
    return Obstacle(words, one.planned.visit_id, one.planned.starts_at)


def said(one: Planned, around: Surroundings) -> str:
    """`09:30 Walter Finch`."""
    return f"{hhmm(one.planned.starts_at, around.zone)} {one.planned.person}"


def lowered(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def by_words(obstacles: Iterable[Obstacle]) -> dict[str, list[Obstacle]]:
    """The same thing on several days is said once, with its days in order."""
    found: dict[str, list[Obstacle]] = {}
    for one in sorted(obstacles, key=lambda one: one.starts_at):
        found.setdefault(one.words, []).append(one)
    return found
