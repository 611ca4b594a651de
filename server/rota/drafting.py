"""What a coordinator does to the rota before anybody is told: nothing of it is on a phone until it is published."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, delete, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.asking import Asking, day, needed, version_of
from server.inbox.unit import Unit
from server.medication.models import Dose
from server.packages.queries import last_day_of_care
from server.people.models import ServiceUser
from server.problems import BadInput, NotFoundOrNotYours
from server.rota.models import DraftAssignment, DraftVisit
from server.rota.queries import planned, workers_of
from server.rota.slots import Planned, Slot
from server.rota.times import BEGINS, hhmm, minutes_in, span
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


def move(db: Unit, asker: Asker, visit: Visit, said: Mapping[str, str]) -> None:
    """Another time, another length or another day; the same day when none is said. Raises BadInput."""
    [one] = planned(db, Visit.id == visit.id)
    now, person = times_said(one.planned, asker), db.get_one(ServiceUser, visit.service_user_id)
    with Asking(said) as asking:
        begins, length = asking.read("at", BEGINS), asking.read("minutes", minutes_in)
        on = asking.read("on", partial(day_in, asker, visit, person))
        if on and on != visit.service_on and db.exec(select(Dose.id).where(Dose.visit_id == visit.id)).first():
            asking.refuse("on", WITH_MEDICINES)
        asking.unless_changed(now, version_of(now), who_drew(db, visit))
    draft = draft_of(db, asker, visit)
    draft.starts_at, draft.ends_at = span(on, begins, length, asker.zone)
    draft.is_by_hand = True


def times_said(slot: Slot, asker: Asker) -> dict[str, str]:
    """When a visit is planned, as the form for another time would have been filled in."""
    zone = ZoneInfo(asker.zone)
    return {"at": hhmm(slot.starts_at, zone), "minutes": str(slot.minutes), "on": str(slot.day(zone))}


def who_drew(db: Unit, visit: Visit) -> str:
    """Whose change of a visit is the last one that is not published."""
    draft = db.get(DraftVisit, visit.id)
    by = db.get(Account, draft.changed_by) if draft and draft.changed_by else None
    return by.name if by else "Somebody else"


def day_in(asker: Asker, visit: Visit, person: ServiceUser, text: str) -> date:
    on = day("Choose the day of the visit.")(text) if text else visit.service_on
    if on != visit.service_on and on < asker.today:
        raise BadInput("That day is over. Choose today or a later day.")
    if on != visit.service_on and person.is_discharged(on):
        raise BadInput(f"{person.name} is discharged by then. Take them on again first.")
    return on


def cancel(db: Unit, asker: Asker, visit: Visit, said: Mapping[str, str]) -> None:
    """The visit will not take place; one that nobody was told of is simply undone. Raises BadInput without a reason."""
    with Asking(said) as asking:
        reason = asking.read("reason", needed("Say why the visit is cancelled: its workers read it."))
    draft = draft_of(db, asker, visit)
    if visit.cancelled_at:
        undo(db, visit)
        return
    draft.is_cancelled, draft.reason, draft.is_by_hand = True, reason, True


def take_back(db: Unit, visit: Visit) -> None:
    """Undo what is drawn. Raises BadInput where that would bring a visit back after the person's care has ended."""
    for one in planned(db, Visit.id == visit.id):
        if why := why_it_stays(db, one, visit.service_on):
            raise BadInput(why)
    undo(db, visit)


def why_it_stays(db: Unit, one: Planned, on: date) -> str:
    """Why what is drawn for a visit of this day is not undone; empty when it may be."""
    slot = one.published
    if one.has_begun or slot.is_cancelled or not one.planned.is_cancelled:
        return ""
    person = db.get_one(ServiceUser, slot.service_user_id)
    last = last_day_of_care(db, person)
    if last is None or on <= last:
        return ""
    ends = f"The last day of care for {person.name} is {last:%a} {last.day} {last:%b}, so this visit stays cancelled."
    return f"{ends} {'Take them on again' if person.discharged_on else 'Add the package that goes on'} first."


def undo(db: Unit, visit: Visit) -> None:
    """Leave the visit as it is published; one that is added and not published is not to be."""
    db.exec(delete(DraftAssignment).where(col(DraftAssignment.visit_id) == visit.id))
    db.exec(delete(DraftVisit).where(col(DraftVisit.visit_id) == visit.id))
