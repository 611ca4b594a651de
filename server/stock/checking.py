"""Whether what screens show of the stock is what the records say: reckoned from all of them, in the plainest way."""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from server import clock
from server.accounts.models import Agency
from server.board.models import Alert, AlertKind
from server.medication.models import Medicine
from server.people.models import ServiceUser
from server.stock.balances import Step, change_by
from server.stock.models import MovementKind, StockMovement
from server.stock.order_stocks import OrderStock
from server.stock.queries import counted_orders_of, stocks_of


def stock_that_differs(db: Session) -> Iterator[str]:
    """The balance that screens show, from the last count on, is the one that all records come to."""
    for agency in db.exec(select(Agency)).all():
        orders = all_counted_orders(db, agency)
        shown = stocks_of(db, orders, agency.zone, clock.now())
        for order, whole in stocks_of(db, orders, agency.zone).items():
            if shown[order].balance != (all_told := plainly(whole)):
                yield f"Order {order}: the balance is {shown[order].balance}, the records say {all_told}."


def plainly(stock: OrderStock) -> Decimal | None:
    """The last count, and the sum of all that came and went after it."""
    events = [step.event for step in stock.steps]
    counts = [place for place, event in enumerate(events) if event.kind == MovementKind.COUNTED]
    if not counts:
        return None
    return sum((change_by(event) for event in events[counts[-1] + 1 :]), events[counts[-1]].quantity or Decimal())


def controlled_stock_without_alert(db: Session) -> Iterator[str]:
    """Every count of a controlled drug that is not what was expected, and every disposal of one that nobody saw, was
    brought to the office."""
    told = set(db.exec(select(Alert.about).where(Alert.kind == AlertKind.CONTROLLED)))
    disposed = select(StockMovement.id).where(StockMovement.kind == MovementKind.DISPOSED, StockMovement.witness == "")
    unseen = set(db.exec(disposed))
    for agency in db.exec(select(Agency)).all():
        for stock in stocks_of(db, all_counted_orders(db, agency), agency.zone).values():
            for step in stock.steps:
                asks = step.difference or step.event.id in unseen
                if asks and step.event.id not in told and was_controlled(stock, step, agency.zone):
                    yield f"Stock movement {step.event.id} is of a controlled drug, does not add up and has no alert."


def all_counted_orders(db: Session, agency: Agency) -> dict[UUID, list[Medicine]]:
    people = db.exec(select(ServiceUser.id).where(ServiceUser.agency_id == agency.id)).all()
    return counted_orders_of(db, people)


def was_controlled(stock: OrderStock, step: Step, zone: str) -> bool:
    """Each version that may have been in force: one may have been begun from the same day on, later."""
    on = step.event.at.astimezone(ZoneInfo(zone)).date()
    return all(row.is_controlled for row in stock.versions if row.started_on <= on)
