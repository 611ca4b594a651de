"""What a worker can record of what they observed."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from server.inbox.reading import FormValues
from server.medication.amounts import NUMBER
from server.observations.kinds import KINDS
from server.problems import CannotAccept


class ObservationForm(FormValues, frozen=True, kw_only=True):
    """One value: a number, or the level that was chosen, as `pain_3`. However unlikely, it is taken."""

    kind: str
    value: Annotated[str, Meta(pattern=f"^({NUMBER})?$")] = ""
    level: str = ""
    words: str = ""
    sure: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise CannotAccept("This form is about a kind of observation that the office does not know.")
        if KINDS[self.kind].levels and self.level not in levels_of(self.kind):
            raise CannotAccept("This form does not say what was observed. The office has to add it.")
        if not KINDS[self.kind].levels and not self.value:
            raise CannotAccept("This form does not say how much. The office has to add it.")

    @property
    def number(self) -> Decimal:
        return Decimal(levels_of(self.kind)[self.level] if KINDS[self.kind].levels else self.value)


def levels_of(name: str) -> dict[str, int]:
    """The levels of a kind, by the word that its form sends: each its own, so that a phone can tell them apart."""
    return {f"{name}_{level}": level for level in KINDS[name].levels}
