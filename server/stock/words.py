"""The words on screen for stock."""

from server.medication.amounts import counted
from server.stock.models import MovementKind, StockMovement

MOVEMENT_WORDS = {
    MovementKind.COUNTED: "Counted",
    MovementKind.RECEIVED: "Received",
    MovementKind.RETURNED: "Returned to the pharmacy",
    MovementKind.DISPOSED: "Disposed of",
}


def what_was_moved(movement: StockMovement) -> str:
    """`counted: 14 tablets`."""
    return f"{MOVEMENT_WORDS[movement.kind].lower()}: {counted(movement.quantity, movement.unit)}"


def more_about(movement: StockMovement) -> list[str]:
    """Who saw it or why nobody did, and what was written."""
    seen = f"Seen by {movement.witness}" if movement.witness else ""
    nobody = f"Nobody saw it: {movement.why_no_witness}" if movement.why_no_witness else ""
    return [part for part in (seen, nobody, movement.words) if part]
