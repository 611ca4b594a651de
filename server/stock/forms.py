"""What can be recorded about the stock of a medicine."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from server.inbox.reading import FormValues
from server.medication.amounts import NUMBER
from server.problems import CannotAccept
from server.stock.models import MovementKind


class MovementForm(FormValues, frozen=True, kw_only=True):
    """What was done, with how many. A witness is asked for and never required: care is not blocked by it."""

    order_id: UUID
    kind: MovementKind
    quantity: Annotated[str, Meta(pattern=f"^{NUMBER}$")]
    witness: str = ""
    why_no_witness: str = ""
    words: str = ""

    def __post_init__(self) -> None:
        if self.kind != MovementKind.COUNTED and not self.number:
            raise CannotAccept("This form says that none were moved. The office has to look at it.")

    @property
    def number(self) -> Decimal:
        return Decimal(self.quantity)
