"""Where the patches before were put, so that the next goes to another place."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from server import clock
from server.medication.models import Dose, MarEntry, Medicine, MedicineKind
from server.medication.outcomes import MarOutcome
from server.visits.entries import settled_over

LOOKS_BACK = timedelta(days=30)
SHOWN = 3


class PutOn(NamedTuple):
    """That a patch was put somewhere: when, by our clock, and where."""

    at: datetime
    sites: str
    dose_id: UUID


def places_before(put_on: Iterable[PutOn], dose_id: UUID) -> list[PutOn]:
    """The last places, the newest first, as they are to be known for this dose; its own record may be corrected."""
    return sorted((one for one in put_on if one.dose_id != dose_id), reverse=True)[:SHOWN]


def patches_put_on(db: Session, orders: Iterable[Medicine]) -> dict[UUID, list[PutOn]]:
    """By order, of those of these that are patches; corrected ones count as corrected."""
    patches = [order for order in orders if order.kind == MedicineKind.PATCH]
    asked = {order.order_id for order in patches}
    if not asked:
        return {}
    correction = aliased(MarEntry)
    found = (
        select(Medicine.order_id, MarEntry.given_at, MarEntry.sites, MarEntry.dose_id)
        .join(Dose, col(Dose.medicine_id) == Medicine.id)
        .join(MarEntry, col(MarEntry.dose_id) == Dose.id)
        .where(col(Medicine.order_id).in_(asked), MarEntry.sites != "")
        .where(col(MarEntry.outcome).in_([outcome for outcome in MarOutcome if outcome.was_given]))
        .where(MarEntry.received_at >= clock.now() - LOOKS_BACK)
        .where(~select(correction.id).where(correction.corrects == MarEntry.id).exists())
    )
    settled = settled_over(db, MarEntry, {order.service_user_id for order in patches})
    found = found.where(col(MarEntry.id).not_in(settled))
    known: dict[UUID, list[PutOn]] = defaultdict(list)
    for order, at, sites, dose_id in db.exec(found):
        known[order].append(PutOn(at, sites, dose_id))
    return known
