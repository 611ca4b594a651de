"""Publishing: what changes for whom, in words; then the visits change, and every worker concerned has it in writing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.accounts.queries import still_here
from server.allocations.obstacles import obstacles_to
from server.inbox.unit import Unit
from server.problems import BadInput
from server.push.telling import tell_workers
from server.rota.drafting import undo
from server.rota.queries import drafts_of
from server.rota.slots import Planned
from server.rota_changes.differences import Difference
from server.rota_changes.models import DifferenceKind, RotaChange, RotaDifference
from server.visits.models import Assignment, Visit

URGENT_WITHIN = timedelta(hours=2)
NOTHING_DRAWN = "There is nothing to publish: the rota is as your workers have it."


def differences(drafts: Iterable[Planned]) -> dict[UUID, list[Difference]]:
    """What drafts change, by worker, in order of time."""
    found = defaultdict(list)
    for draft in drafts:
        for worker in draft.workers_concerned:
            kind = kind_for(worker, draft)
            if kind:
                found[worker].append(difference(kind, draft))
    for rows in found.values():
        rows.sort(key=lambda row: (row.starts_at, row.visit_id))
    return found


def kind_for(worker: UUID, draft: Planned) -> DifferenceKind | None:
    before, after = draft.published, draft.planned
    if worker not in before.workers:
        return None if after.is_cancelled else DifferenceKind.ADDED
    if after.is_cancelled:
        return DifferenceKind.CANCELLED
    if worker not in after.workers:
        return DifferenceKind.TAKEN_OFF
    is_moved = (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at)
    return DifferenceKind.MOVED if is_moved else None


def difference(kind: DifferenceKind, draft: Planned) -> Difference:
    before, after = draft.published, draft.planned
    return Difference(
        kind, after.visit_id, after.person, after.starts_at, after.ends_at, before.starts_at, before.ends_at,
        draft.reason,
    )  # fmt: skip


def publish(db: Unit, asker: Asker, team_id: UUID) -> list[RotaChange]:
    """Make every draft of a team true, and write down what that changes for whom.

    Raises BadInput, having changed nothing, when there is none or something stands in the way.
    """
    drafts = drafts_of(db, team_id)
    if not drafts:
        raise BadInput(NOTHING_DRAWN)
    for obstacle in obstacles_to(db, asker, team_id, drafts):
        raise BadInput(obstacle.words)
    now = clock.now()
    found = differences(drafts)
    changes = [publish_to(db, asker, team_id, worker, found[worker]) for worker in who_can_be_told(db, found)]
    tell_workers(db, changes)
    for draft in drafts:
        make_true(db, asker, draft)
        undo(db, db.get_one(Visit, draft.planned.visit_id))
    db.note(asker, f"published {len(drafts)} changed visits at {now.isoformat(timespec='seconds')}", team_id)
    db.teams_changed.add(team_id)
    return changes


def who_can_be_told(db: Unit, workers: Iterable[UUID]) -> list[UUID]:
    """Not who has left, and sees no rota any more."""
    ids = list(workers)
    here = set(db.exec(select(Account.id).where(col(Account.id).in_(ids), still_here())))
    return [worker for worker in ids if worker in here]


def is_urgent(rows: Iterable[Difference], now: datetime) -> bool:
    """It touches a visit of the next two hours."""
    return any(abs(at - now) < URGENT_WITHIN for row in rows for at in (row.starts_at, row.was_starts_at))


def publish_to(db: Unit, asker: Asker, team_id: UUID, worker: UUID, rows: Sequence[Difference]) -> RotaChange:
    now = clock.now()
    change = RotaChange(
        agency_id=asker.agency_id, team_id=team_id, account_id=worker, published_at=now, published_by=asker.id,
        is_urgent=is_urgent(rows, now),
    )  # fmt: skip
    db.add(change)
    db.flush()
    for row in rows:
        values = {field.name: getattr(row, field.name) for field in fields(row) if field.name != "person"}
        db.add(RotaDifference(rota_change_id=change.id, **values))
    return change


def make_true(db: Unit, asker: Asker, draft: Planned) -> None:
    """The visit becomes what its draft says. Who is taken off stays on record."""
    slot, now = draft.planned, clock.now()
    visit = db.get_one(Visit, slot.visit_id)
    visit.starts_at, visit.ends_at, visit.title = slot.starts_at, slot.ends_at, slot.title
    visit.workers_needed, visit.service_on = slot.workers_needed, slot.day(ZoneInfo(asker.zone))
    visit.is_by_hand = draft.is_by_hand
    if slot.is_cancelled:
        visit.cancelled_at, visit.cancelled_by, visit.cancelled_reason = now, asker.id, draft.reason
    elif draft.published.is_cancelled:
        visit.cancelled_at, visit.cancelled_by, visit.cancelled_reason = None, None, ""
    visit.touch()
    known = {one.account_id: one for one in db.exec(select(Assignment).where(col(Assignment.visit_id) == visit.id))}
    goes = frozenset[UUID]() if slot.is_cancelled else slot.workers
    for worker, assignment in known.items():
        assignment.service_on = visit.service_on
        if worker in goes:
            assignment.removed_at = None
        elif assignment.removed_at is None:
            assignment.removed_at = now
    for worker in goes - set(known):
        db.add(Assignment(visit_id=visit.id, account_id=worker, service_on=visit.service_on))
