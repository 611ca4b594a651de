"""A stock that lasts for fewer than five days: told once, until it has been refilled."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from sqlmodel import col, select

from server import clock
from server.board.alerts import close_alerts_about
from server.board.models import Alert, AlertKind
from server.inbox.unit import Unit
from server.stock.balances import Step
from server.stock.order_stocks import LOW_UNDER_DAYS, OrderStock
from server.stock.queries import stocks_of
from server.stock.where import Where

LOOKS_BACK = timedelta(days=90)
"""For since when a stock is low: if nobody refilled it for so long, it is told again."""


def tell_when_low(db: Unit, where: Where, stock: OrderStock, *, is_moved: bool) -> None:
    """Alert the office of a stock that has become low; once it is refilled, that alert has its answer."""
    today = clock.today(where.zone)
    days = stock.days_left(today)
    if days is None or not stock.is_counted_on(today):
        return
    if days < LOW_UNDER_DAYS:
        words = f"{stock.newest_on(today).name}: {stock.words(today)}, {lasting(days)}"
        where.alert(db, AlertKind.LOW_STOCK, low_since(db, where, stock, today), words)
    elif is_moved:
        close_what_was_low(db, where, stock, today)


def lasting(days: Decimal) -> str:
    """`enough for 4 days`, rounded down."""
    whole = int(days)
    if not days:
        return "nothing left"
    return f"enough for {whole} day{'s' * (whole != 1)}" if whole else "enough for less than a day"


def low_since(db: Unit, where: Where, stock: OrderStock, today: date) -> UUID:
    """The same from the last event that left enough until there is another."""
    enough = [step.event.id for step in steps_lately(db, where, stock) if is_enough(step, stock, today)]
    return named(stock, enough[-1] if enough else None)


def is_enough(step: Step, stock: OrderStock, today: date) -> bool:
    use = stock.use_a_day(today)
    return step.after is not None and (step.after >= LOW_UNDER_DAYS * use if use else step.after > 0)


def close_what_was_low(db: Unit, where: Where, stock: OrderStock, today: date) -> None:
    """What was told since one of these events, or since ever, is answered."""
    abouts = [named(stock, None), *(named(stock, step.event.id) for step in steps_lately(db, where, stock))]
    still_open = select(Alert.about).where(
        Alert.kind == AlertKind.LOW_STOCK, col(Alert.about).in_(abouts), col(Alert.closed_at).is_(None)
    )
    for about in db.exec(still_open).all():
        close_alerts_about(db, about, f"There are {stock.words(today)} now")


def steps_lately(db: Unit, where: Where, stock: OrderStock) -> list[Step]:
    rows = {stock.order_id: stock.versions}
    return [*stocks_of(db, rows, where.zone, clock.now() - LOOKS_BACK)[stock.order_id].steps]


def named(stock: OrderStock, event: UUID | None) -> UUID:
    return uuid5(stock.order_id, str(event or ""))
