"""What we ask about doses."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.inbox.models import Form
from server.inbox.unit import Unit
from server.medication.models import Dose, MarEntry, Medicine
from server.medication.outcomes import MarOutcome
from server.visits.entries import settled_over
from server.visits.recording import Turn
from server.visits.turns import asked_about, turn_at


def turn_for_dose(db: Unit, asker: Asker, dose_id: UUID, form: Form) -> tuple[Dose, Turn]:
    """A dose, and the author's turn at its visit."""
    dose = asked_about(db, Dose, dose_id)
    return dose, turn_at(db, asker, dose.visit_id, form)


def doses_of(db: Session, visit_ids: Iterable[UUID]) -> dict[UUID, list[Dose]]:
    """The doses due at these visits, by visit: time-critical ones first, then by time, as needed last. One that is not
    due any more is among them only when something was recorded about it."""
    doses: dict[UUID, list[Dose]] = defaultdict(list)
    recorded = select(MarEntry.id).where(MarEntry.dose_id == Dose.id).exists()
    found = select(Dose).where(col(Dose.visit_id).in_(list(visit_ids)), or_(col(Dose.withdrawn_at).is_(None), recorded))
    for dose in db.exec(found.order_by(col(Dose.position))):
        doses[dose.visit_id].append(dose)
    for due in doses.values():
        due.sort(key=lambda dose: (dose.latest_at is None, dose.due_at is None, dose.position))
    return doses


def orders_behind(db: Session, doses: Mapping[UUID, Iterable[Dose]]) -> dict[UUID, Medicine]:
    """The version that each of these doses copies, by its id."""
    ids = {dose.medicine_id for some in doses.values() for dose in some}
    return {medicine.id: medicine for medicine in db.exec(select(Medicine).where(col(Medicine.id).in_(ids)))}


class LastDose(NamedTuple):
    """When a dose was last taken, by our clock, who recorded it, and when all of the last two days were, in order."""

    at: datetime
    by: str
    times: tuple[datetime, ...]

    def next_at(self, order: Medicine) -> datetime | None:
        """When the next may be given: the least interval is over, and fewer than the most were taken in 24 hours.

        None when the order limits neither.
        """
        waits = []
        if order.interval_minutes:
            waits.append(self.at + timedelta(minutes=order.interval_minutes))
        if order.most_in_a_day and len(self.times) >= order.most_in_a_day:
            waits.append(self.times[-order.most_in_a_day] + timedelta(hours=24))
        return max(waits, default=None)


class TakenDose(NamedTuple):
    """That a dose was taken: when, by our clock, and who recorded it."""

    at: datetime
    by: str
    dose_id: UUID


def last_dose(taken: Iterable[TakenDose], before: UUID) -> LastDose | None:
    """The last of these, as it is to be known for this dose; what was recorded about it may be corrected."""
    others = sorted(one for one in taken if one.dose_id != before)
    return LastDose(others[-1].at, others[-1].by, tuple(one.at for one in others)) if others else None


def taken_doses_of(db: Session, people: Iterable[UUID]) -> dict[UUID, list[TakenDose]]:
    """The doses taken in the last two days of each order given only as needed; corrected ones count as corrected.

    A phone's clock may be wrong, so what came in the last two days is put in order by ours.
    """
    since, correction, people = clock.now() - timedelta(days=2), aliased(MarEntry), list(people)
    taken = (
        select(Medicine.order_id, MarEntry.given_at, Account.name, MarEntry.dose_id)
        .join(Dose, col(Dose.medicine_id) == Medicine.id)
        .join(MarEntry, col(MarEntry.dose_id) == Dose.id)
        .join(Account, col(Account.id) == MarEntry.author_id)
        .where(col(MarEntry.service_user_id).in_(people), col(Dose.due_at).is_(None))
        .where(col(MarEntry.outcome).in_([outcome for outcome in MarOutcome if outcome.counts_as_taken]))
        .where(MarEntry.received_at >= since, ~select(correction.id).where(correction.corrects == MarEntry.id).exists())
    )
    taken = taken.where(col(MarEntry.id).not_in(settled_over(db, MarEntry, people)))
    known: dict[UUID, list[TakenDose]] = defaultdict(list)
    for order, at, name, dose_id in db.exec(taken):
        if at >= since:
            known[order].append(TakenDose(at, name, dose_id))
    return known
