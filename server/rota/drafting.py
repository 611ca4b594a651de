"""What a coordinator does to the rota before anybody is told: nothing of it is on a phone until it is published."""

from uuid import UUID

from sqlmodel import col, delete, select

from server import clock
from server.accounts.asker import Asker
from server.inbox.unit import Unit
from server.problems import BadInput, NotFoundOrNotYours
from server.rota.models import DraftAssignment, DraftVisit
from server.rota.queries import planned, workers_of
from server.rota.times import minutes_in, time_in
from server.visits.models import Assignment, Visit


def draft_of(db: Unit, asker: Asker, visit: Visit) -> DraftVisit:
    """The visit's draft; a new one begins as the visit is published. Raises BadInput once the visit has begun."""
    if any(one.has_begun for one in planned(db, Visit.id == visit.id)):
        raise BadInput("This visit has begun, so it stays as it is. What was recorded is on its page.")
    draft = db.get(DraftVisit, visit.id)
    if draft is None:
        draft = DraftVisit(
            visit_id=visit.id, team_id=visit.team_id, starts_at=visit.starts_at, ends_at=visit.ends_at,
            changed_by=asker.id,
        )  # fmt: skip
        db.add(draft)
        db.flush()
        going = select(Assignment.account_id).where(
            Assignment.visit_id == visit.id, col(Assignment.removed_at).is_(None)
        )
        db.add_all([DraftAssignment(visit_id=visit.id, account_id=worker) for worker in db.exec(going)])
        db.flush()
    draft.changed_by, draft.changed_at = asker.id, clock.now()
    return draft


def send(db: Unit, asker: Asker, visit: Visit, worker: UUID) -> None:
    """Let a worker of the visit's team go there."""
    if worker not in workers_of(db, visit.team_id):
        raise NotFoundOrNotYours
    draft_of(db, asker, visit)
    if db.get(DraftAssignment, (visit.id, worker)) is None:
        db.add(DraftAssignment(visit_id=visit.id, account_id=worker))


def take_off(db: Unit, asker: Asker, visit: Visit, worker: UUID) -> None:
    """Let a worker not go there; nothing when they do not anyway."""
    draft_of(db, asker, visit)
    goes = db.get(DraftAssignment, (visit.id, worker))
    if goes is not None:
        db.delete(goes)


def move(db: Unit, asker: Asker, visit: Visit, at: str, minutes: str) -> None:
    """Another time on the same day, or another length. Raises BadInput."""
    begins, length = time_in(at), minutes_in(minutes)
    draft = draft_of(db, asker, visit)
    draft.starts_at = clock.moment(visit.service_on, begins, asker.zone)
    draft.ends_at = draft.starts_at + length


def cancel(db: Unit, asker: Asker, visit: Visit, reason: str) -> None:
    """The visit will not take place. Raises BadInput without a reason."""
    if not reason.strip():
        raise BadInput("Say why the visit is cancelled: its workers read it.", "reason")
    draft = draft_of(db, asker, visit)
    draft.is_cancelled, draft.reason = True, reason.strip()


def undo(db: Unit, visit: Visit) -> None:
    """Leave the visit as it is published."""
    db.exec(delete(DraftAssignment).where(col(DraftAssignment.visit_id) == visit.id))
    db.exec(delete(DraftVisit).where(col(DraftVisit.visit_id) == visit.id))
