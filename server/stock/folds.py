"""What a visit's page shows of the stock: the balance expected, as of when it was worked out, and what was done."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from sqlmodel import Session

from server import clock
from server.accounts.asker import Asker
from server.medication.amounts import plain
from server.medication.models import Medicine
from server.stock.models import StockMovement
from server.stock.order_stocks import OrderStock
from server.stock.queries import counted_orders_of, stocks_of
from server.stock.words import MOVEMENT_WORDS, more_about, what_was_moved


@dataclass(frozen=True, slots=True)
class StockFold:
    """The counted medicines of one visit's person, and the movements recorded on the visit."""

    worked_out_at: datetime
    on: date
    stocks: Sequence[OrderStock]
    movements: Sequence[StockMovement]

    @property
    def lines(self) -> list[tuple[Medicine, OrderStock]]:
        return [(stock.newest_on(self.on), stock) for stock in self.stocks]

    def words(self, movement: StockMovement) -> str:
        return ". ".join([f"{movement.name}, {what_was_moved(movement)}", *more_about(movement)])

    def body(self, movement: StockMovement) -> str:
        """What its form said, to be corrected."""
        said = {name: getattr(movement, name) for name in ("order_id", "kind", "witness", "why_no_witness", "words")}
        return urlencode(said | {"kind": movement.kind.value, "quantity": plain(movement.quantity)})

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(str(stock.order_id), order.name) for order, stock in self.lines]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind.value, words) for kind, words in MOVEMENT_WORDS.items()]


def folds_of(db: Session, asker: Asker, people: Iterable[UUID]) -> Mapping[UUID, list[OrderStock]]:
    """By person, the stock of their counted orders, from the last count on."""
    found: dict[UUID, list[OrderStock]] = defaultdict(list)
    for stock in stocks_of(db, counted_orders_of(db, list(people)), asker.zone, clock.now()).values():
        found[stock.versions[0].service_user_id].append(stock)
    return found


def fold_of(stocks: Sequence[OrderStock], on: date, movements: Sequence[StockMovement]) -> StockFold:
    """Of one visit of a day."""
    return StockFold(clock.now(), on, [stock for stock in stocks if stock.is_counted_on(on)], movements)
