"""Doses given when required that came too soon after another, or were too many in 24 hours: taken, and told at once.

Whoever gave them may not have known of the other: it may have come from a phone without signal.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from sqlmodel import col, select

from server.board.alerts import alert_office
from server.board.models import AlertKind
from server.inbox.unit import Unit
from server.medication.models import Dose, MarEntry, Medicine
from server.templating import minutes
from server.visits.entries import standing
from server.visits.recording import Turn

DAY = timedelta(hours=24)


def alert_of_early_doses(db: Unit, given: list[tuple[Turn, Dose, MarEntry]]) -> None:
    """Alert the office of those just given that break what their order allows, with what was given before or after."""
    for turn, dose, entry in given:
        order = db.get_one(Medicine, dose.medicine_id)
        if not (order.interval_minutes or order.most_in_a_day):
            continue
        words = breach(order, times_given(db, order, entry), entry.id)
        if words:
            alert_office(db, turn, AlertKind.TOO_EARLY, entry.id, f"{dose.name}: {words}")


def times_given(db: Unit, order: Medicine, entry: MarEntry) -> list[tuple[datetime, UUID]]:
    """When doses of this order were given around this one, by our clock, in order."""
    found = (
        select(MarEntry)
        .join(Dose, col(Dose.id) == MarEntry.dose_id)
        .join(Medicine, col(Medicine.id) == Dose.medicine_id)
        .where(Medicine.order_id == order.order_id, MarEntry.service_user_id == entry.service_user_id)
        .where(col(MarEntry.received_at).between(entry.received_at - 8 * DAY, entry.received_at + DAY))
    )
    rows = db.exec(found).all()
    return sorted((one.given_at, one.id) for one in standing(list(rows)) if one.outcome.counts_as_taken)


def breach(order: Medicine, taken: Sequence[tuple[datetime, UUID]], entry_id: UUID) -> str:
    """What the order forbids that this dose is part of, in words; empty when all is as it should be."""
    if order.interval_minutes:
        for (one_at, one), (other_at, other) in pairwise(taken):
            apart = round((other_at - one_at).total_seconds() / 60)
            if entry_id in (one, other) and apart < order.interval_minutes:
                return f"{minutes(apart)} after the dose before, at least {minutes(order.interval_minutes)} apart"
    if order.most_in_a_day:
        for at, _ in taken:
            within = [id_ for other_at, id_ in taken if at <= other_at < at + DAY]
            if entry_id in within and len(within) > order.most_in_a_day:
                return f"{len(within)} doses in 24 hours, at most {order.most_in_a_day}"
    return ""
