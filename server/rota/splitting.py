"""Double-handed visits: split into two that may be at different times, and joined again."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, delete, select

from server.accounts.asker import Asker
from server.asking import Asking
from server.inbox.unit import Unit
from server.medication.models import Dose
from server.problems import BadInput
from server.rota.adding import MOST_WORKERS, put_unpublished
from server.rota.drafting import draft_of, undo
from server.rota.models import DraftAssignment
from server.rota.queries import planned
from server.rota.slots import Planned, Slot
from server.rota.times import hhmm
from server.visits.models import CareAction, Visit


def split(db: Unit, asker: Asker, visit: Visit) -> Visit:
    """Let all but one worker come to a visit of their own, with the same to do; medicines stay with the first.

    Raises BadInput when one worker is enough anyway.
    """
    slot = slot_now(db, visit)
    if slot.workers_needed < 2:
        raise BadInput("Only one worker goes to this visit: there is nothing to split.")
    draft = draft_of(db, asker, visit)
    draft.workers_needed, draft.is_by_hand = 1, True
    leaving = sorted(slot.workers, key=str)[1:]
    new = put_unpublished(
        db, asker,
        Visit(
            agency_id=visit.agency_id, team_id=visit.team_id, service_user_id=visit.service_user_id,
            service_on=visit.service_on, starts_at=slot.starts_at, ends_at=slot.ends_at, title=slot.title,
            workers_needed=slot.workers_needed - 1, needs=visit.needs, plan_version=visit.plan_version, is_by_hand=True,
        ),
        leaving,
    )  # fmt: skip
    for worker in leaving:
        db.exec(
            delete(DraftAssignment).where(
                col(DraftAssignment.visit_id) == visit.id, col(DraftAssignment.account_id) == worker
            )
        )
    copy_actions(db, visit.id, new.id)
    return new


def slot_now(db: Session, visit: Visit) -> Slot:
    [one] = planned(db, Visit.id == visit.id)
    return one.planned


def copy_actions(db: Unit, from_visit: UUID, to_visit: UUID) -> None:
    found = select(CareAction).where(CareAction.visit_id == from_visit, col(CareAction.withdrawn_at).is_(None))
    for action in db.exec(found.order_by(col(CareAction.position))).all():
        db.add(CareAction(**action.model_dump(exclude={"id", "visit_id"}), visit_id=to_visit))


def joinable(db: Session, visit: Visit) -> list[Slot]:
    """The person's other visits of that day that have not begun, in order."""
    near = timedelta(days=1)
    found = planned(
        db, Visit.service_user_id == visit.service_user_id, Visit.id != visit.id, Visit.team_id == visit.team_id,
        Visit.starts_at > visit.starts_at - near, Visit.starts_at < visit.starts_at + near,
    )  # fmt: skip
    return [one.planned for one in found if can_join(one, visit)]


def can_join(one: Planned, visit: Visit) -> bool:
    return not (one.has_begun or one.planned.is_cancelled) and abs(one.planned.starts_at - visit.starts_at) < timedelta(
        hours=12
    )


def join(db: Unit, asker: Asker, visit: Visit, said: Mapping[str, str]) -> None:
    """Let the workers of another visit of the person's come to this one, at its time. Raises BadInput when something
    that is to be done there would be done nowhere."""
    into = slot_now(db, visit)
    with Asking(said) as asking:
        other = asking.read("other", partial(other_in, db, visit))
        if other and (wrong := why_not_joined(db, asker, visit, other)):
            asking.refuse("other", wrong)
        elif other and into.workers_needed + other.workers_needed > MOST_WORKERS:
            asking.refuse("other", f"More than {MOST_WORKERS} workers would go there.")
    draft = draft_of(db, asker, visit)
    draft.workers_needed, draft.is_by_hand = into.workers_needed + other.workers_needed, True
    for worker in other.workers - into.workers:
        db.add(DraftAssignment(visit_id=visit.id, account_id=worker))
    gone = db.get_one(Visit, other.visit_id)
    leaves = draft_of(db, asker, gone)
    if gone.cancelled_at:
        undo(db, gone)
        return
    leaves.is_cancelled, leaves.is_by_hand = True, True
    leaves.reason = f"Joined with the visit at {hhmm(into.starts_at, ZoneInfo(asker.zone))}."


def other_in(db: Session, visit: Visit, text: str) -> Slot:
    other = next((one for one in joinable(db, visit) if str(one.visit_id) == text), None)
    if other is None:
        raise BadInput("Choose the visit that is to be joined with this one.")
    return other


def why_not_joined(db: Session, asker: Asker, visit: Visit, other: Slot) -> str:
    """What would be lost; empty when nothing would."""
    at = hhmm(other.starts_at, ZoneInfo(asker.zone))
    if db.exec(select(Dose.id).where(Dose.visit_id == other.visit_id)).first():
        return f"The visit at {at} has medicines. Open that one, and join this one with it."
    asked = select(CareAction.title).where(col(CareAction.withdrawn_at).is_(None)).order_by(col(CareAction.position))
    titles = set(db.exec(asked.where(CareAction.visit_id == visit.id)))
    more = db.exec(asked.where(CareAction.visit_id == other.visit_id)).all()
    if lost := next((title for title in more if title not in titles), None):
        return f"On the visit at {at} there is more to do ({lost}). Open that one, and join this one with it."
    return ""
