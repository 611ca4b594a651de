"""What we ask about doses."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.inbox.models import Form
from server.inbox.unit import Unit
from server.medication.models import Dose, MarEntry, MarOutcome
from server.visits.recording import Turn
from server.visits.turns import asked_about, turn_at


def turn_for_dose(db: Unit, asker: Asker, dose_id: UUID, form: Form) -> tuple[Dose, Turn]:
    """A dose, and the author's turn at its visit."""
    dose = asked_about(db, Dose, dose_id)
    return dose, turn_at(db, asker, dose.visit_id, form)


def doses_of(db: Session, visit_ids: Iterable[UUID]) -> dict[UUID, list[Dose]]:
    """The doses due at these visits, by visit: time-critical ones first, then by time, as needed last."""
    doses: dict[UUID, list[Dose]] = defaultdict(list)
    for dose in db.exec(select(Dose).where(col(Dose.visit_id).in_(list(visit_ids))).order_by(col(Dose.position))):
        doses[dose.visit_id].append(dose)
    for due in doses.values():
        due.sort(key=lambda dose: (dose.latest_at is None, dose.due_at is None, dose.position))
    return doses


class LastDose(NamedTuple):
    """When a dose was taken, by our clock, and who recorded it."""

    at: datetime
    by: str


def last_doses_of(db: Session, people: Iterable[UUID]) -> dict[UUID, LastDose]:
    """The last known dose taken of each medicine given only as needed, by medicine; corrected ones count as corrected.

    A phone's clock may be wrong, so what came in the last two days is put in order by ours.
    """
    since, correction = clock.now() - timedelta(days=2), aliased(MarEntry)
    taken = (
        select(Dose.medicine_id, Form, Account.name)
        .join(MarEntry, col(MarEntry.dose_id) == Dose.id)
        .join(Form, col(Form.id) == MarEntry.id)
        .join(Account, col(Account.id) == MarEntry.author_id)
        .where(col(MarEntry.service_user_id).in_(list(people)), col(Dose.due_at).is_(None))
        .where(col(MarEntry.outcome).in_([outcome for outcome in MarOutcome if outcome.counts_as_taken]))
        .where(MarEntry.received_at >= since, ~select(correction.id).where(correction.corrects == MarEntry.id).exists())
    )
    known = [(medicine, LastDose(form.happened_at, name)) for medicine, form, name in db.exec(taken)]
    return {medicine: last for medicine, last in sorted(known, key=lambda one: one[1]) if last.at >= since}
