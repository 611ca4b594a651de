"""Telling the workers who come next that something is not as they left it."""

from datetime import date

from sqlmodel import Session

from server import clock
from server.care_plans.models import PlanChange
from server.people.models import ServiceUser


def tell_change(db: Session, person: ServiceUser, kind: str, sentence: str, by: str, on: date) -> None:
    """One sentence about what is different from a day on: who comes then is asked to read it, offline too.

    `kind` is a word or two that stands before it, as `Risk`; `by` is who changed it, as workers know them.
    """
    now = clock.now()
    db.add(PlanChange(service_user_id=person.id, changed_on=on, made_at=now, kind=kind, sentence=sentence, by=by))
    person.touch()
    db.add(person)
    db.flush()
