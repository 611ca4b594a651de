"""Planned visits begin, change and end. What that does to visits that are made already is drawn, and published by hand.

Nothing is overwritten: a changed one ends, and another one follows it.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from sqlmodel import Session, col, delete

from server.accounts.asker import Asker
from server.care_plans.bounds import keep_within_care
from server.care_plans.contents import Action, OnVisit, with_actions
from server.care_plans.effects import Effects, Usual, effects_of
from server.care_plans.horizon import extend
from server.care_plans.models import PlannedVisit, PlannedWorker
from server.care_plans.queries import usual_of
from server.care_plans.reading import Typed
from server.care_plans.writing import amend
from server.db import new_id
from server.inbox.unit import Unit
from server.people.models import ServiceUser
from server.rota.drafting import draft_of
from server.rota.models import DraftAssignment
from server.visits.models import Visit

WHY_CANCELLED = "The plan has no such visit any more."


def effects_of_change(db: Session, asker: Asker, old: PlannedVisit | None, person: ServiceUser, said: Typed) -> Effects:
    """What `begin` or `change` would do."""
    new = said.planned(person.id, None)
    return effects_of(db, asker, old, new, said.from_on, Usual(usual_of(db, old), frozenset(said.usual)))


def begin(db: Unit, asker: Asker, person: ServiceUser, team_id: UUID, said: Typed) -> PlannedVisit:
    """A visit comes into the plan."""
    new = said.planned(person.id, team_id)
    keep_within_care(db, person, new)
    db.add(new)
    db.flush()
    put_actions(db, asker, person, new, said)
    put_usual(db, new, said.usual)
    extend(db, asker, team_id, by=asker.id)
    db.note(asker, "planned visit began", new.id)
    person.touch()
    return new


def change(db: Unit, asker: Asker, old: PlannedVisit, person: ServiceUser, said: Typed) -> PlannedVisit:
    """From a day on it is another one; what is to be done there stays the same."""
    effects = effects_of_change(db, asker, old, person, said)
    new = said.planned(person.id, old.team_id)
    keep_within_care(db, person, new)
    new.follows = old.id
    db.add(new)
    db.flush()
    put_usual(db, new, said.usual)
    pass_on(db, effects, new)
    draw(db, asker, effects)
    old.until_on = said.from_on - timedelta(days=1)
    db.flush()
    if new.team_id:
        extend(db, asker, new.team_id, by=asker.id)
    db.note(asker, "planned visit changed", new.id)
    person.touch()
    return new


def end(db: Unit, asker: Asker, old: PlannedVisit, person: ServiceUser, from_on: date) -> None:
    """From a day on there is no such visit."""
    draw(db, asker, effects_of(db, asker, old, None, from_on, Usual()))
    old.until_on = from_on - timedelta(days=1)
    db.note(asker, "planned visit ended", old.id)
    person.touch()


def put_actions(db: Unit, asker: Asker, person: ServiceUser, new: PlannedVisit, said: Typed) -> None:
    """What is to be done there comes into the plan with it."""
    if not said.actions:
        return
    there = [(OnVisit(planned_visit_id=new.id, position=place), title) for place, title in enumerate(said.actions)]
    actions = [Action(id=new_id(), title=title, visits=(place,)) for place, title in there]
    why = f"With the planned visit {said.title}, {said.at:%H:%M}."
    amend(db, asker, person, said.from_on, partial(with_actions, actions=actions), why)


def put_usual(db: Unit, new: PlannedVisit, workers: Iterable[UUID]) -> None:
    db.add_all([PlannedWorker(planned_visit_id=new.id, account_id=worker) for worker in workers])
    db.flush()


def pass_on(db: Unit, effects: Effects, new: PlannedVisit) -> None:
    """The visits that are made belong to the new one from now on."""
    for one in [*(changed.one for changed in effects.changed), *effects.staying]:
        visit = db.get_one(Visit, one.planned.visit_id)
        visit.planned_visit_id = new.id
        if one not in effects.by_hand:
            visit.needs = new.needs
    db.flush()


def draw(db: Unit, asker: Asker, effects: Effects) -> None:
    for changed in effects.changed:
        draft = draft_of(db, asker, db.get_one(Visit, changed.one.planned.visit_id))
        draft.starts_at, draft.ends_at, draft.title = changed.starts_at, changed.ends_at, changed.title
        draft.workers_needed, draft.is_cancelled, draft.reason = changed.workers_needed, False, ""
        db.exec(delete(DraftAssignment).where(col(DraftAssignment.visit_id) == draft.visit_id))
        db.add_all([DraftAssignment(visit_id=draft.visit_id, account_id=worker) for worker in changed.workers])
    for one in effects.cancelled:
        draft = draft_of(db, asker, db.get_one(Visit, one.planned.visit_id))
        draft.is_cancelled, draft.reason = True, WHY_CANCELLED
    db.flush()
