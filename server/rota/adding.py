"""A visit of its own, beside those that the plan asks for. It takes place once it is published."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from sqlmodel import select

from server import clock
from server.accounts.asker import Asker
from server.asking import Asking, day, needed, number
from server.care_plans.versions import plan_on
from server.inbox.reading import uuid_or_none
from server.inbox.unit import Unit
from server.people.models import ServiceUser
from server.problems import BadInput
from server.rota.drafting import begin_draft
from server.rota.times import BEGINS, minutes_in, span
from server.visits.models import CareAction, Visit

FURTHEST = timedelta(days=366)
MOST_WORKERS = 4
UNPUBLISHED = "Not published yet."
TITLE = needed("Say what the visit is for, as Personal care.")
WORKERS = number(f"Say how many workers it takes, from 1 to {MOST_WORKERS}.", 1, MOST_WORKERS)


def add_visit(db: Unit, asker: Asker, team_id: UUID, said: Mapping[str, str]) -> Visit:
    """Draw a visit as it was typed. Raises BadInput with all that is wrong."""
    with Asking({"workers": "1", **said}) as asking:
        person, on = asking.read("person", partial(person_in, db, asker)), asking.read("on", partial(day_in, asker))
        at, length = asking.read("at", BEGINS), asking.read("minutes", minutes_in)
        title, workers_needed = asking.read("title", TITLE), asking.read("workers", WORKERS)
        if person and on and person.is_discharged(on):
            asking.refuse("person", f"{person.name} is discharged by then. Take them on again first.")
    starts_at, ends_at = span(on, at, length, asker.zone)
    visit = Visit(
        agency_id=asker.agency_id, team_id=team_id, service_user_id=person.id, service_on=on, starts_at=starts_at,
        ends_at=ends_at, title=title, workers_needed=workers_needed, is_by_hand=True,
    )  # fmt: skip
    plan = plan_on(db, person.id, on)
    visit.plan_version = plan.number if plan else 0
    put_unpublished(db, asker, visit, [])
    todo = [line.strip() for line in said.get("actions", "").splitlines() if line.strip()]
    db.add_all([CareAction(visit_id=visit.id, position=place, title=line) for place, line in enumerate(todo)])
    db.note(asker, "added visit", visit.id)
    return visit


def put_unpublished(db: Unit, asker: Asker, visit: Visit, workers: list[UUID]) -> Visit:
    """A visit that does not take place unless its draft is published: until then it is cancelled."""
    visit.cancelled_at, visit.cancelled_by, visit.cancelled_reason = clock.now(), asker.id, UNPUBLISHED
    db.add(visit)
    db.flush()
    begin_draft(db, asker.id, visit, workers)
    return visit


def person_in(db: Unit, asker: Asker, text: str) -> ServiceUser:
    known = select(ServiceUser).where(ServiceUser.agency_id == asker.agency_id, ServiceUser.id == uuid_or_none(text))
    person = db.exec(known).one_or_none()
    if person is None:
        raise BadInput("Choose whom the visit is for.")
    if person.is_new:
        raise BadInput(f"The care of {person.name} has not begun. Complete their record first.")
    return person


def day_in(asker: Asker, text: str) -> date:
    on = day("Choose the day of the visit.")(text)
    if not asker.today <= on <= asker.today + FURTHEST:
        raise BadInput("Choose a day from today on, at most a year ahead.")
    return on
