"""From records to events of the stock: corrections count as corrected, at the time of what they correct."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from server import clock
from server.medication.models import Medicine
from server.stock.balances import StockEvent
from server.stock.doses import CONTRADICTED, FROM_STOCK, ORDER_CHANGED, TWICE, RecordedDose, takes
from server.stock.models import StockMovement
from server.visits.entries import chains, contradict

Recorded = tuple[Any, datetime]
"""What has an id and may correct another, with when it was recorded, by our clock."""


def movement_events(
    movements: Sequence[tuple[StockMovement, datetime]],
    orders: Mapping[UUID, Sequence[Medicine]],
    zone: str,
    held: Mapping[UUID, datetime],
) -> dict[UUID, list[StockEvent]]:
    """By order, those that stand. What was counted before its order was changed from the same day on may be another."""
    found: dict[UUID, list[StockEvent]] = defaultdict(list)
    for stand in standing_since(movements, held):
        one, at = stand[0]
        if one.order_id in orders:
            then = in_force_at(orders[one.order_id], at, zone)
            changed = "" if (one.name, one.unit) == (then.name, then.stock_unit) else ORDER_CHANGED
            doubt = changed or doubt_of(stand)
            found[one.order_id].append(StockEvent(at, one.id, one.kind, one.quantity, doubt))
    return found


def dose_events(
    taken: Sequence[tuple[RecordedDose, datetime]],
    versions: Sequence[Medicine],
    zone: str,
    held: Mapping[UUID, datetime],
) -> list[StockEvent]:
    """Of all that stands about an order's doses, what took from its stock."""
    by_id = {row.id: row for row in versions}
    found = []
    for stand in standing_since(taken, held):
        dose, at = next((one for one in stand if one[0].outcome in FROM_STOCK), stand[0])
        if dose.outcome in FROM_STOCK:
            found.append((dose, at, doubt_of(stand)))
    times = Counter(dose.dose_id for dose, *_ in found)
    return [
        event_of(
            dose, by_id[dose.medicine_id], at, in_force_at(versions, at, zone),
            doubt or (TWICE if times[dose.dose_id] > 1 else ""),
        )
        for dose, at, doubt in found
    ]  # fmt: skip


def event_of(dose: RecordedDose, own: Medicine, at: datetime, then: Medicine, doubted: str) -> StockEvent:
    if is_of_another(own, then):
        return StockEvent(at, dose.id, None, None, ORDER_CHANGED)
    quantity, doubt = takes(dose, own)
    return StockEvent(at, dose.id, None, quantity, doubted or doubt)


def version_events(versions: Sequence[Medicine], zone: str) -> list[StockEvent]:
    """A version with another strength or unit: what was counted is not what is given from then on."""
    first_rows = list({row.version: row for row in reversed(versions)}.values())[::-1]
    return [
        StockEvent(begin_of(new, zone), new.id, None, None, ORDER_CHANGED)
        for old, new in pairwise(first_rows)
        if is_of_another(old, new)
    ]


def is_of_another(one: Medicine, other: Medicine) -> bool:
    return (one.name, one.stock_unit) != (other.name, other.stock_unit)


def in_force_at(versions: Sequence[Medicine], at: datetime, zone: str) -> Medicine:
    """The newest version that had begun, or the first."""
    on = at.astimezone(ZoneInfo(zone)).date()
    return next((row for row in reversed(versions) if row.started_on <= on), versions[0])


def begin_of(medicine: Medicine, zone: str) -> datetime:
    return clock.moment(medicine.started_on, time(), zone)


def standing_since(recorded: Sequence[Recorded], held: Mapping[UUID, datetime]) -> list[list[Recorded]]:
    """What no other corrects, each at the time of the first that it corrects: also when the office holds that one. What
    was corrected twice stands together: it moved the stock once.

    What corrects something that is not among these was about a time before them, and is left out.
    """
    by_id: Mapping[UUID, Recorded] = {one.id: (one, at) for one, at in recorded}
    stands = chains(sorted((one for one, _ in recorded), key=lambda one: one.id)).values()
    timed = [[(one, first_time(one, by_id[one.id][1], by_id, held)) for one in stand] for stand in stands]
    kept = [[(one, at) for one, at in stand if at is not None] for stand in timed]
    return [stand for stand in kept if stand]


def doubt_of(stand: Sequence[Recorded]) -> str:
    return CONTRADICTED if contradict([one for one, _ in stand]) else ""


def first_time(
    one: Any, at: datetime, by_id: Mapping[UUID, Recorded], held: Mapping[UUID, datetime]
) -> datetime | None:
    seen: set[UUID] = set()
    while one.corrects and one.id not in seen and not getattr(one, "says_when", False):
        seen.add(one.id)
        if one.corrects not in by_id:
            return held.get(one.corrects)
        one, at = by_id[one.corrects]
    return at
