"""The stock of a person's medicines: what came into their home, what left it, and what was counted there."""

from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from server.medication.amounts import Thousandths
from server.visits.entries import Entry


class MovementKind(StrEnum):
    """What was done with the stock."""

    COUNTED = "counted"
    RECEIVED = "received"
    RETURNED = "returned"
    """Taken back to the pharmacy."""
    DISPOSED = "disposed"


class StockMovement(Entry, table=True):
    """One thing that was done with the stock of an order: at a visit, or, without one, in the office."""

    __tablename__ = "stock_movements"
    SAYS = ("order_id", "kind", "quantity")
    ABOUT = "service_user_id"

    visit_id: UUID | None = Field(default=None, foreign_key="visits.id", index=True)  # type: ignore[assignment]
    """None when the office recorded it: it was at no visit, and none is made up for it."""
    order_id: UUID = Field(index=True)
    name: str
    """Of the medicine, as the order then was."""
    unit: str
    kind: MovementKind
    quantity: Decimal = Field(sa_type=Thousandths)
    witness: str = ""
    """Name and role of whoever saw it."""
    why_no_witness: str = ""
    """Why nobody did."""
    words: str = ""
