"""After a plan changed: the visits that are made already, and have not begun, have what their day's plan asks.

What is not asked any more is withdrawn, never deleted: a phone that does not know of it yet may still answer it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, or_, select

from server import clock
from server.care_plans.copies import actions_for
from server.care_plans.versions import firsts_of, plans_from
from server.inbox.unit import Unit
from server.medication.models import MarEntry
from server.people.models import ServiceUser
from server.visits.entry_kinds import ActionOutcome
from server.visits.models import Assignment, CareAction, Visit


@dataclass(frozen=True, slots=True)
class Concerned:
    """The visits from a day on that a change of the plan is about, in order of time."""

    by_plan: Sequence[Visit]
    by_hand: Sequence[Visit]
    """Added or split off by hand: what is to be done there stays as somebody wrote it."""


def concerned(db: Session, person: ServiceUser, from_on: date) -> Concerned:
    """Those that nobody has arrived at and where nothing is answered; also cancelled ones, which may take place yet."""
    came = or_(col(Assignment.arrived_at).is_not(None), col(Assignment.stopped_at).is_not(None))
    begun = select(Assignment.id).where(Assignment.visit_id == Visit.id, came)
    answered = select(ActionOutcome.id).where(ActionOutcome.visit_id == Visit.id)
    given = select(MarEntry.id).where(MarEntry.visit_id == Visit.id)
    found = select(Visit).where(
        Visit.service_user_id == person.id, Visit.service_on >= from_on, Visit.ends_at > clock.now(),
        ~begun.exists(), ~answered.exists(), ~given.exists(),
    )  # fmt: skip
    visits = db.exec(found.order_by(col(Visit.starts_at))).all()
    return Concerned(
        [visit for visit in visits if visit.planned_visit_id], [visit for visit in visits if not visit.planned_visit_id]
    )


def redo_actions(db: Unit, person: ServiceUser, from_on: date) -> None:
    """Copy what is to be done anew; those made by hand only learn the version that their page shows."""
    found = concerned(db, person, from_on)
    plans, firsts = plans_from(db, [person.id], from_on)[person.id], firsts_of(db, [person.id])
    there = actions_at(db, found.by_plan)
    for visit in (*found.by_plan, *found.by_hand):
        wanted = actions_for(plans, firsts, visit)
        if visit.planned_visit_id:
            redo_visit(db, there[visit.id], wanted)
        visit.touch()
        db.add(visit)
        db.teams_changed.add(visit.team_id)
    db.flush()


def redo_visit(db: Unit, there: Sequence[CareAction], wanted: Iterable[CareAction]) -> None:
    """What says the same stays, with all that may be recorded about it already on some phone."""
    going = list(there)
    for new in wanted:
        same = next((action for action in going if words_of(action) == words_of(new)), None)
        if same is None:
            db.add(new)
            continue
        going.remove(same)
        same.position, same.action_id, same.goal_id = new.position, new.action_id, new.goal_id
    for gone in going:
        gone.withdrawn_at = clock.now()


def words_of(action: CareAction) -> tuple[str, str, bool, str]:
    return action.title, action.how, action.essential, action.alone


def actions_at(db: Session, visits: Sequence[Visit]) -> dict[UUID, list[CareAction]]:
    """What is asked at these visits now."""
    found: dict[UUID, list[CareAction]] = defaultdict(list)
    asked = select(CareAction).where(
        col(CareAction.visit_id).in_([visit.id for visit in visits]), col(CareAction.withdrawn_at).is_(None)
    )
    for action in db.exec(asked):
        found[action.visit_id].append(action)
    return found
