"""A person's care ends on a day: no visit is planned after it, and those that are made are drawn as cancelled."""

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy.orm import aliased
from sqlmodel import col, or_, select

from server import clock
from server.accounts.asker import Asker
from server.care_plans.changing import put_usual
from server.care_plans.models import PlannedVisit
from server.care_plans.queries import usual_of
from server.inbox.unit import Unit
from server.packages.queries import last_day_of_care
from server.people.models import ServiceUser
from server.rota.drafting import draft_of, undo
from server.rota.queries import planned
from server.visits.models import Visit


def end_visits(db: Unit, asker: Asker, person: ServiceUser, from_on: date, why: str) -> None:
    """From a day on there are none, whether the plan asked for them or somebody added them by hand."""
    until_on = col(PlannedVisit.until_on)
    going_on = select(PlannedVisit).where(
        PlannedVisit.service_user_id == person.id, or_(until_on.is_(None), until_on >= from_on)
    )
    for one in db.exec(going_on):
        one.until_on = from_on - timedelta(days=1)
        db.note(asker, "planned visit ended", one.id)
    coming = (Visit.service_user_id == person.id, col(Visit.service_on) >= from_on, Visit.starts_at > clock.now())
    for visit_id in [one.planned.visit_id for one in planned(db, *coming) if not one.has_begun]:
        draw_as_cancelled(db, asker, db.get_one(Visit, visit_id), why)
    db.flush()
    person.touch()


def draw_as_cancelled(db: Unit, asker: Asker, visit: Visit, why: str) -> None:
    """One that nobody was told of is simply undone."""
    if visit.cancelled_at:
        undo(db, visit)
        return
    draft = draft_of(db, asker, visit)
    if not draft.is_cancelled:
        draft.is_cancelled, draft.reason = True, why


def plan_again(
    db: Unit, asker: Asker, person: ServiceUser, ended_on: Collection[date], from_on: date
) -> list[PlannedVisit]:
    """What ended with their care, on one of these days, is planned again from a later one; the old ones stay as they
    were. What another one follows already was planned again before."""
    last = last_day_of_care(db, person)
    if last and last < from_on:
        return []
    later = aliased(PlannedVisit)
    ended = select(PlannedVisit).where(
        PlannedVisit.service_user_id == person.id, col(PlannedVisit.until_on).in_(ended_on),
        ~select(later.id).where(later.follows == PlannedVisit.id).exists(),
    )  # fmt: skip
    again = []
    for old in db.exec(ended.order_by(col(PlannedVisit.at))).all():
        kept = old.model_dump(exclude={"id", "from_on", "until_on", "made_to", "follows"})
        db.add(new := PlannedVisit(**kept, from_on=from_on, until_on=last, follows=old.id))
        db.flush()
        put_usual(db, new, usual_of(db, old))
        db.note(asker, "planned visit began", new.id)
        again.append(new)
    return again
