"""Cover for a worker who cannot come: the best plan for all of their visits, with the fewest changes for everyone else.

Visits that only few could take are given first. Nobody else's visits are touched while somebody has the time; then one
visit of a colleague's may pass to another, so that they are free for one that nobody has.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from server.absences.queries import absences_of, left_by
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.allocations.choosing import Choice, choice_of, choices_for
from server.allocations.models import Rule
from server.allocations.surroundings import Surroundings, surroundings
from server.inbox.unit import Unit
from server.problems import BadInput
from server.rota.drafting import send, take_off
from server.rota.slots import Slot
from server.visits.models import Visit

NOBODY = "Nobody else has the time for what is left. Open each visit to see why, and choose yourself."


@dataclass(frozen=True, slots=True)
class Move:
    """A visit goes to a worker, from another one or from nobody."""

    slot: Slot
    to: UUID
    from_: UUID | None = None


def propose_cover(db: Unit, asker: Asker, worker: Account) -> int:
    """Draw cover for everything of a worker's that is open. Answers for how many visits. Raises BadInput for none."""
    absences = absences_of(db, [worker.id])[worker.id]
    open_ = [one.planned for one in left_by(db, worker.id, absences) if one.planned.missing]
    if not open_:
        raise BadInput(NOBODY)
    around = surroundings(db, asker, worker.team_id, {slot.day(ZoneInfo(asker.zone)) for slot in open_})
    moves = cover_for(open_, around)
    if not moves:
        raise BadInput(NOBODY)
    for move in moves:
        visit = db.get_one(Visit, move.slot.visit_id)
        if move.from_:
            take_off(db, asker, visit, move.from_)
        send(db, asker, visit, move.to)
        db.flush()
    return sum(move.from_ is None for move in moves)


def cover_for(open_: Sequence[Slot], around: Surroundings) -> list[Move]:
    """Who goes where instead, as far as it can be done without breaking a rule."""
    left, moves = list(open_), list[Move]()
    while left:
        fitting = {slot.visit_id: fits(slot, around) for slot in left}
        slot = min(left, key=lambda slot: (len(fitting[slot.visit_id]) or len(around.workers) + 1, slot.starts_at))
        if not fitting[slot.visit_id]:
            break
        worker = fitting[slot.visit_id][0].worker.id
        around.put(slot, worker)
        moves.append(Move(slot, worker))
        left.remove(slot)
        given = replace(slot, workers=slot.workers | {worker})
        left += [given] if given.missing else []
    for slot in left:
        moves += swap_for(slot, around)
    return moves


def fits(slot: Slot, around: Surroundings) -> list[Choice]:
    """Who could go and breaks no rule, the most suitable first."""
    return [choice for choice in choices_for(slot, around) if not choice.broken and not slot.is_of(choice.worker.id)]


def swap_for(slot: Slot, around: Surroundings) -> list[Move]:
    """One colleague's visit passes to another, and the colleague takes this one; nothing when that does not help."""
    for worker in around.workers:
        for busy in blocking(slot, worker, around):
            around.take_out(busy, worker)
            other = next((one for one in fits(busy, around) if one.worker.id != worker), None)
            if other and not choice_of(slot, worker, around).broken:
                around.put(busy, other.worker.id)
                around.put(slot, worker)
                return [Move(busy, other.worker.id, worker), Move(slot, worker)]
            around.put(busy, worker)
    return []


def blocking(slot: Slot, worker: UUID, around: Surroundings) -> list[Slot]:
    """The one visit that keeps a worker from going, if it is one and may still be moved."""
    broken = choice_of(slot, worker, around).broken
    ids = {reason.visit_id for reason in broken if reason.rule == Rule.DOUBLE_BOOKING and reason.visit_id}
    if len(ids) != 1 or any(reason.rule != Rule.DOUBLE_BOOKING for reason in broken):
        return []
    [visit_id] = ids
    return [] if around.visits[visit_id].has_begun else [around.visits[visit_id].planned]
