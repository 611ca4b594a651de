"""Publishing: what changes for whom, in words; then the visits change, and every worker concerned has it in writing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import timedelta
from itertools import product
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.inbox.unit import Unit
from server.problems import BadInput
from server.push.telling import tell_workers
from server.rota.away import absences_of
from server.rota.drafting import undo
from server.rota.models import DifferenceKind, RotaChange, RotaDifference
from server.rota.queries import drafts_of, rota_between
from server.rota.slots import Difference, Planned, Slot, clashes
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


def double_bookings(db: Unit, team_id: UUID, drafts: Sequence[Planned]) -> list[tuple[UUID, Slot, Slot]]:
    """Who would be in two places because of these drafts: the worker and the two visits."""
    days = [moment.date() for draft in drafts for moment in (draft.planned.starts_at, draft.planned.ends_at)]
    around = rota_between(db, team_id, min(days) - timedelta(days=1), max(days) + timedelta(days=1))
    slots, drawn = [one.planned for one in around], {draft.planned.visit_id for draft in drafts}
    workers = {worker for draft in drafts for worker in draft.planned.workers}
    return [
        (worker, one, other)
        for worker in workers
        for one, other in clashes(worker, slots)
        if {one.visit_id, other.visit_id} & drawn
    ]


def publish(db: Unit, asker: Asker, team_id: UUID) -> list[RotaChange]:
    """Make every draft of a team true, and write down what that changes for whom.

    Raises BadInput, having changed nothing, when there is none, a visit has begun, or somebody would be in two places.
    """
    drafts = drafts_of(db, team_id)
    refuse_what_cannot_be(db, asker, team_id, drafts)
    now = clock.now()
    changes = [publish_to(db, asker, team_id, worker, rows) for worker, rows in differences(drafts).items()]
    tell_workers(db, changes)
    for draft in drafts:
        make_true(db, asker, draft)
        undo(db, db.get_one(Visit, draft.planned.visit_id))
    db.note(asker, f"published {len(drafts)} changed visits at {now.isoformat(timespec='seconds')}", team_id)
    db.teams_changed.add(team_id)
    return changes


def refuse_what_cannot_be(db: Unit, asker: Asker, team_id: UUID, drafts: Sequence[Planned]) -> None:
    if not drafts:
        raise BadInput(NOTHING_DRAWN)
    zone = ZoneInfo(asker.zone)
    for draft in drafts:
        if draft.has_begun:
            raise BadInput(f"{in_words(draft.published, zone)} has begun. Undo that change, then publish.")
    refuse_who_is_away(db, drafts, zone)
    for worker, one, other in double_bookings(db, team_id, drafts):
        name = db.get_one(Account, worker).name
        raise BadInput(
            f"{name} would be in two places: {in_words(one, zone)} and {in_words(other, zone)}. "
            "Move one or send somebody else, then publish."
        )


def refuse_who_is_away(db: Unit, drafts: Sequence[Planned], zone: ZoneInfo) -> None:
    going = {worker for draft in drafts for worker in draft.planned.workers}
    for worker, absences in absences_of(db, going).items():
        for draft, absence in product(drafts, absences):
            slot = draft.planned
            if slot.is_of(worker) and absence.covers(slot.starts_at, slot.ends_at):
                name = db.get_one(Account, worker).name
                raise BadInput(f"{name} cannot go to {in_words(slot, zone)}. Send somebody else, then publish.")


def in_words(slot: Slot, zone: ZoneInfo) -> str:
    """`09:30 Walter Finch`."""
    return f"{slot.starts_at.astimezone(zone):%H:%M} {slot.person}"


def publish_to(db: Unit, asker: Asker, team_id: UUID, worker: UUID, rows: Sequence[Difference]) -> RotaChange:
    now = clock.now()
    change = RotaChange(
        agency_id=asker.agency_id, team_id=team_id, account_id=worker, published_at=now, published_by=asker.id,
        is_urgent=any(abs(at - now) < URGENT_WITHIN for row in rows for at in (row.starts_at, row.was_starts_at)),
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
    visit.starts_at, visit.ends_at = slot.starts_at, slot.ends_at
    if slot.is_cancelled:
        visit.cancelled_at, visit.cancelled_by, visit.cancelled_reason = now, asker.id, draft.reason
    visit.touch()
    known = {one.account_id: one for one in db.exec(select(Assignment).where(col(Assignment.visit_id) == visit.id))}
    goes = frozenset[UUID]() if slot.is_cancelled else slot.workers
    for worker, assignment in known.items():
        if worker in goes:
            assignment.removed_at = None
        elif assignment.removed_at is None:
            assignment.removed_at = now
    for worker in goes - set(known):
        db.add(Assignment(visit_id=visit.id, account_id=worker, service_on=visit.service_on))
