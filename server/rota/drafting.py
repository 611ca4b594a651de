"""What a coordinator does to the rota before anybody is told: nothing of it is on a phone until it is published."""

from datetime import date
from uuid import UUID

from sqlmodel import col, delete, select

from server import clock
from server.accounts.asker import Asker
from server.inbox.unit import Unit
from server.medication.models import Dose
from server.problems import BadInput, NotFoundOrNotYours
from server.rota.models import DraftAssignment, DraftVisit
from server.rota.queries import planned, workers_of
from server.rota.times import minutes_in, span, time_in
from server.visits.models import Assignment, Visit

WITH_MEDICINES = (
    "This visit has medicines for that day, so it cannot go to another one. Cancel it, and add one for the other day."
)


def draft_of(db: Unit, asker: Asker, visit: Visit) -> DraftVisit:
    """The visit's draft; a new one begins as the visit is published. Raises BadInput once the visit has begun."""
    if any(one.has_begun for one in planned(db, Visit.id == visit.id)):
        raise BadInput("This visit has begun, so it stays as it is. What was recorded is on its page.")
    draft = db.get(DraftVisit, visit.id)
    if draft is None:
        going = select(Assignment.account_id).where(
            Assignment.visit_id == visit.id, col(Assignment.removed_at).is_(None)
        )
        draft = begin_draft(db, asker.id, visit, list(db.exec(going)))
    draft.changed_by, draft.changed_at = asker.id, clock.now()
    return draft


def begin_draft(db: Unit, by: UUID | None, visit: Visit, workers: list[UUID]) -> DraftVisit:
    """A draft of a visit that has none, with who goes."""
    draft = DraftVisit(
        visit_id=visit.id, team_id=visit.team_id, starts_at=visit.starts_at, ends_at=visit.ends_at, title=visit.title,
        workers_needed=visit.workers_needed, changed_by=by,
    )  # fmt: skip
    db.add(draft)
    db.flush()
    db.add_all([DraftAssignment(visit_id=visit.id, account_id=worker) for worker in workers])
    db.flush()
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


def move(db: Unit, asker: Asker, visit: Visit, at: str, minutes: str, on: str = "") -> None:
    """Another time, another length or another day; the same day when none is said. Raises BadInput."""
    begins, length, day = time_in(at), minutes_in(minutes), day_in(asker, visit, on)
    if day != visit.service_on and db.exec(select(Dose.id).where(Dose.visit_id == visit.id)).first():
        raise BadInput(WITH_MEDICINES, "on")
    draft = draft_of(db, asker, visit)
    draft.starts_at, draft.ends_at = span(day, begins, length, asker.zone)
    draft.is_by_hand = True


def day_in(asker: Asker, visit: Visit, text: str) -> date:
    try:
        on = date.fromisoformat(text) if text else visit.service_on
    except ValueError:
        raise BadInput("Choose the day of the visit.", "on") from None
    if on != visit.service_on and on < asker.today:
        raise BadInput("That day is over. Choose today or a later day.", "on")
    return on


def cancel(db: Unit, asker: Asker, visit: Visit, reason: str) -> None:
    """The visit will not take place; one that nobody was told of is simply undone. Raises BadInput without a reason."""
    if not reason.strip():
        raise BadInput("Say why the visit is cancelled: its workers read it.", "reason")
    draft = draft_of(db, asker, visit)
    if visit.cancelled_at:
        undo(db, visit)
        return
    draft.is_cancelled, draft.reason, draft.is_by_hand = True, reason.strip(), True


def undo(db: Unit, visit: Visit) -> None:
    """Leave the visit as it is published; one that is added and not published is not to be."""
    db.exec(delete(DraftAssignment).where(col(DraftAssignment.visit_id) == visit.id))
    db.exec(delete(DraftVisit).where(col(DraftVisit.visit_id) == visit.id))
