"""The proof that a visit asks what the version of the plan that it names asks there."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import and_
from sqlmodel import Session, col, select

from server import clock
from server.care_plans.contents import read
from server.care_plans.copies import actions_on
from server.care_plans.models import PlannedVisit, PlanVersion
from server.care_plans.versions import first_before
from server.visits.models import CareAction, Visit

LOOKS_BACK = timedelta(days=1)


def copies_that_differ(db: Session) -> Iterator[str]:
    """Of visits that come from the plan, from yesterday on: the words of what is to be done there."""
    before = dict(db.exec(select(PlannedVisit.id, PlannedVisit.follows)).all())
    said = select(PlanVersion.service_user_id, PlanVersion.number, PlanVersion.content)
    plans = {(person, number): text for person, number, text in db.exec(said)}
    for visit, asked in visits_with_actions(db):
        text = plans.get((visit.service_user_id, visit.plan_version))
        if text is None:
            continue
        first = first_before(visit.planned_visit_id, before)
        wanted = [
            (action.title, action.how, action.essential, action.alone)
            for action in actions_on(read(text), first, visit.occurs_on or visit.service_on)
        ]
        if sorted(wanted) != sorted(asked):
            yield f"Visit {visit.id}: what is to be done there is not what plan version {visit.plan_version} asks."


def visits_with_actions(db: Session) -> Iterator[tuple[Any, list[tuple[Any, ...]]]]:
    its_actions = and_(col(CareAction.visit_id) == Visit.id, col(CareAction.withdrawn_at).is_(None))
    columns: Any = (
        Visit.id, Visit.service_user_id, Visit.plan_version, Visit.planned_visit_id, Visit.occurs_on, Visit.service_on,
        CareAction.title, CareAction.how, CareAction.essential, CareAction.alone,
    )  # fmt: skip
    found = (
        select(*columns)
        .select_from(Visit)
        .join(CareAction, its_actions, isouter=True)
        .where(col(Visit.planned_visit_id).is_not(None), Visit.ends_at > clock.now() - LOOKS_BACK)
        .order_by(col(Visit.id))
    )
    for _, group in groupby(db.execute(found, execution_options={"yield_per": 500}), itemgetter(0)):
        rows = list(group)
        yield rows[0], [tuple(row)[6:] for row in rows if row.title is not None]
