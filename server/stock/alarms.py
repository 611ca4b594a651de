"""What a movement or a dose asks of the office: a controlled drug that does not add up, and a stock that runs out."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlmodel import col, select

from server.board.models import Alert, AlertKind, AlertStep
from server.db import wait_for_turn
from server.inbox.models import Form
from server.inbox.unit import Unit
from server.medication.amounts import counted, plain
from server.medication.models import Dose, MarEntry, Medicine
from server.stock.balances import Step
from server.stock.events import in_force_at
from server.stock.models import MovementKind, StockMovement
from server.stock.order_stocks import OrderStock
from server.stock.queries import BEGINNING, counted_orders_of, stocks_of
from server.stock.running_low import tell_when_low
from server.stock.where import Where


class Touched(NamedTuple):
    """That an order's stock may have changed from a moment on, by a movement or by what became of a dose."""

    where: Where
    since: datetime
    by: StockMovement | Dose

    def is_of(self, rows: Sequence[Medicine]) -> bool:
        if isinstance(self.by, StockMovement):
            return self.by.order_id == rows[0].order_id
        return self.by.medicine_id in {row.id for row in rows}


def watch_movement(db: Unit, where: Where, form: Form, movement: StockMovement) -> None:
    watch(db, where, BEGINNING if movement.corrects else form.happened_at, movement)


def watch_dose(db: Unit, where: Where, entry: MarEntry, dose: Dose) -> None:
    watch(db, where, BEGINNING if entry.corrects else entry.given_at, dose)


def watch(db: Unit, where: Where, since: datetime, by: StockMovement | Dose) -> None:
    """Look at the stock when all is written; what is corrected may have happened long before."""
    db.once_written.setdefault(alert_of_stock, []).append(Touched(where, since, by))


def alert_of_stock(db: Unit, touched: list[Touched]) -> None:
    """Alert the office of what does not add up, and of what runs out."""
    people = {one.where.service_user_id for one in touched}
    orders = counted_orders_of(db, people)
    found = {order: those for order, rows in orders.items() if (those := [one for one in touched if one.is_of(rows)])}
    if not found:
        return
    take_turns(db, people)
    since = min(one.since for those in found.values() for one in those)
    stocks = stocks_of(db, {order: orders[order] for order in found}, touched[0].where.zone, since)
    for order, those in found.items():
        check(db, stocks[order], those)


def take_turns(db: Unit, about: Iterable[UUID]) -> None:
    """Two records about one person's stock, or one dose, see one another, whichever comes first."""
    for one in sorted(about):
        wait_for_turn(db, one)


def check(db: Unit, stock: OrderStock, those: Sequence[Touched]) -> None:
    where, since = those[-1].where, min(one.since for one in those)
    moved = {one.by.id: one.by for one in those if isinstance(one.by, StockMovement)}
    for step in stock.steps:
        order = in_force_at(stock.versions, step.event.at, where.zone)
        if order.is_controlled and step.event.at >= since:
            tell_of_count(db, where, order, step)
            if step.event.id in moved:
                tell_of_disposal(db, where, moved[step.event.id])
    tell_when_low(db, where, stock, is_moved=bool(moved))


def tell_of_count(db: Unit, where: Where, order: Medicine, step: Step) -> None:
    """A count that differs; and, where that was told, what a record that came later makes of it."""
    if step.difference is None:
        return
    words, about = f"{order.name}: {count_words(order, step)}", step.event.id
    told = db.exec(select(Alert).where(Alert.kind == AlertKind.CONTROLLED, Alert.about == about)).first()
    if told is None:
        if step.difference:
            where.alert(db, AlertKind.CONTROLLED, about, words)
        return
    steps = select(AlertStep.words).where(AlertStep.alert_id == told.id, col(AlertStep.account_id).is_(None))
    if ([told.words, *db.exec(steps.order_by(col(AlertStep.at)))])[-1] != words:
        db.add(AlertStep(alert_id=told.id, words=words))
        db.teams_changed.add(told.team_id)


def count_words(order: Medicine, step: Step) -> str:
    """`counted 12 tablets, expected 14`: what was said and what the records come to, and no more."""
    quantity, expected = step.event.quantity, step.before
    if quantity is None or expected is None:
        return ""
    doubt = f". Not certain: {', '.join(step.doubts_before)}" if step.doubts_before else ""
    return f"counted {counted(quantity, order.stock_unit)}, expected {plain(expected)}{doubt}"


def tell_of_disposal(db: Unit, where: Where, movement: StockMovement) -> None:
    if movement.kind == MovementKind.DISPOSED and not movement.witness:
        why = f". Why: {movement.why_no_witness}" if movement.why_no_witness else ""
        words = f"{movement.name}: {counted(movement.quantity, movement.unit)} disposed of without a witness{why}"
        where.alert(db, AlertKind.CONTROLLED, movement.id, words)
