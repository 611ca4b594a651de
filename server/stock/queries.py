"""What we ask about stock: every counted order of some people, with all that moved it, by our clock."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import Session, col, or_, select

from server import clock
from server.inbox.models import Form, FormState, by_our_clock
from server.medication.models import Dose, MarEntry, Medicine
from server.stock.balances import StockEvent, reckon
from server.stock.doses import RecordedDose
from server.stock.events import dose_events, movement_events, version_events
from server.stock.models import MovementKind, StockMovement
from server.stock.order_stocks import USE_LOOKS_BACK, OrderStock

BEGINNING = datetime.min.replace(tzinfo=UTC)
WHEN: Any = (Form.recorded_at, Form.clock_offset_milliseconds, Form.received_at)


def counted_orders_of(db: Session, people: Collection[UUID]) -> dict[UUID, list[Medicine]]:
    """By order, all its versions, the oldest first, of the orders whose stock is counted or was."""
    is_counted = select(Medicine.order_id).where(col(Medicine.service_user_id).in_(people), Medicine.stock_unit != "")
    found: dict[UUID, list[Medicine]] = defaultdict(list)
    rows = select(Medicine).where(col(Medicine.service_user_id).in_(people), col(Medicine.order_id).in_(is_counted))
    in_order = (col(Medicine.started_on), col(Medicine.version), col(Medicine.at), col(Medicine.order_id))
    for row in db.exec(rows.order_by(*in_order)):
        found[row.order_id].append(row)
    return found


def stocks_of(
    db: Session, orders: Mapping[UUID, Sequence[Medicine]], zone: str, since: datetime = BEGINNING
) -> dict[UUID, OrderStock]:
    """By order: everything that moved it, from the last count before a moment on."""
    movements = movements_of(db, {rows[0].service_user_id for rows in orders.values()}) if orders else []
    moved = movement_events(movements, orders, zone, held_among(db, movements))
    bounds = {order: begin_of(moved[order], since) for order in orders}
    taken = doses_of(db, orders, bounds)
    held = held_among(db, [one for those in taken.values() for one in those])
    doses = {order: dose_events(taken[order], rows, zone, held) for order, rows in orders.items()}
    return {order: stock_of(rows, moved[order], doses[order], bounds[order], zone) for order, rows in orders.items()}


def held_among(db: Session, recorded: Sequence[tuple[Any, datetime]]) -> dict[UUID, datetime]:
    """When that was recorded which these correct and which the office has not accepted."""
    unknown = {one.corrects for one, _ in recorded if one.corrects} - {one.id for one, _ in recorded}
    if not unknown:
        return {}
    found = select(Form.id, *WHEN).where(col(Form.id).in_(unknown), Form.state != FormState.ACCEPTED)
    return {id_: by_our_clock(*when) for id_, *when in db.execute(found)}


def movements_of(db: Session, people: Collection[UUID]) -> list[tuple[StockMovement, datetime]]:
    """All movements of these people's stock, each with when it happened; the corrected ones too."""
    found = select(StockMovement, *WHEN).join(Form, col(Form.id) == StockMovement.id)
    rows = db.exec(found.where(col(StockMovement.service_user_id).in_(people)))
    return [(movement, by_our_clock(*when)) for movement, *when in rows]


class Bound(NamedTuple):
    """From when on events are looked at; earlier ones are left out when a count makes up for them."""

    at: datetime | None
    """None when nobody has counted, so that no dose can change a balance."""
    leaves_out: bool


def begin_of(moved: Iterable[StockEvent], since: datetime) -> Bound:
    counts = sorted(event.at for event in moved if event.kind == MovementKind.COUNTED)
    before = [at for at in counts if at < since]
    return Bound(before[-1], True) if before else Bound(counts[0] if counts else None, False)


def doses_of(
    db: Session, orders: Mapping[UUID, Sequence[Medicine]], bounds: Mapping[UUID, Bound]
) -> dict[UUID, list[tuple[RecordedDose, datetime]]]:
    """By order, what was recorded about its doses since each was counted, and in the last fortnight."""
    found: dict[UUID, list[tuple[RecordedDose, datetime]]] = defaultdict(list)
    medicines = {row.id: row for order, rows in orders.items() if bounds[order].at for row in rows}
    if not medicines:
        return found
    earliest = min([clock.now() - USE_LOOKS_BACK, *(bound.at for bound in bounds.values() if bound.at)])
    recorded = (
        select(
            MarEntry.id, MarEntry.corrects, MarEntry.also_corrects, MarEntry.dose_id, Dose.medicine_id,
            MarEntry.outcome, MarEntry.amount_given, MarEntry.given_at, *WHEN,
        )  # type: ignore[call-overload]
        .join(Dose, col(Dose.id) == MarEntry.dose_id)
        .join(Form, col(Form.id) == MarEntry.id)
        .where(col(MarEntry.service_user_id).in_({row.service_user_id for row in medicines.values()}))
        .where(or_(MarEntry.received_at >= earliest, MarEntry.given_at >= earliest))
        .where(col(Dose.medicine_id).in_(medicines))
        .order_by(col(MarEntry.received_at))
    )  # fmt: skip
    for *columns, given_at, recorded_at, offset, received_at in db.execute(recorded):
        dose = RecordedDose._make([*columns, given_at != by_our_clock(recorded_at, offset, received_at)])
        found[medicines[dose.medicine_id].order_id].append((dose, given_at))
    return found


def stock_of(
    rows: Sequence[Medicine], moved: Sequence[StockEvent], doses: Sequence[StockEvent], bound: Bound, zone: str
) -> OrderStock:
    events = [*moved, *doses, *version_events(rows, zone)]
    kept = [event for event in events if not bound.leaves_out or (bound.at and event.at >= bound.at)]
    return OrderStock(rows, reckon(kept), doses)
