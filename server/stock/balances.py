"""The running balance of an order: the last count, and what came and went since then. It knows no database.

What is not proven is not shown as proven: each thing that may have changed the stock by more or less than was said
leaves a doubt, which the next count takes away.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from server.stock.models import MovementKind

MORE_THAN_WAS_THERE = "more was taken than was there"


class StockEvent(NamedTuple):
    """Something that may have changed the stock, or what it is of."""

    at: datetime
    """When it happened, by our clock."""
    id: UUID
    kind: MovementKind | None
    """None for a dose, and for what leaves a doubt only."""
    quantity: Decimal | None
    """Counted, come or gone; None when nobody said how many."""
    doubt: str = ""


class Step(NamedTuple):
    """The balance before and after one event; None as long as nobody has counted."""

    event: StockEvent
    before: Decimal | None
    after: Decimal | None
    doubts: tuple[str, ...]
    """Why the balance after it may be wrong."""
    doubts_before: tuple[str, ...]

    @property
    def difference(self) -> Decimal | None:
        """By how much a count differs from what was expected; None when it is no count, or the first one."""
        if self.event.kind != MovementKind.COUNTED or self.before is None or self.event.quantity is None:
            return None
        return self.event.quantity - self.before


def reckon(events: Iterable[StockEvent]) -> list[Step]:
    """Each event in the order in which they happened, with the balance that it makes."""
    steps: list[Step] = []
    balance: Decimal | None = None
    doubts: tuple[str, ...] = ()
    for event in sorted(events, key=lambda event: (event.at, event.id)):
        before, doubts_before = balance, doubts
        if event.kind == MovementKind.COUNTED:
            balance, doubts = event.quantity, (event.doubt,) if event.doubt else ()
        elif balance is not None:
            balance += change_by(event)
            found = (event.doubt, MORE_THAN_WAS_THERE if balance < 0 else "")
            doubts = tuple(dict.fromkeys(doubt for doubt in (*doubts, *found) if doubt))
        steps.append(Step(event, before, balance, doubts, doubts_before))
    return steps


def change_by(event: StockEvent) -> Decimal:
    quantity = event.quantity or Decimal()
    return quantity if event.kind == MovementKind.RECEIVED else -quantity
