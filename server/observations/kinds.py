"""What can be observed of a person: each kind with its unit, how it is answered, and what is likely. The one place.

A new kind is a line here; nothing else knows them. What is not likely is asked about, never refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from server.medication.amounts import plain


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of observation: a number in a unit, or one of a few levels in words."""

    name: str
    words: str
    unit: str = ""
    likely: tuple[Decimal, Decimal] = (Decimal(), Decimal(1000))
    """Between these it is nothing to ask about."""
    levels: Mapping[int, str] = field(default_factory=dict)
    """What each level is called; empty for a kind that is a number."""
    is_summed: bool = False
    """What counts is the sum of the day."""

    def is_likely(self, value: Decimal) -> bool:
        return self.likely[0] <= value <= self.likely[1]

    def said(self, value: Decimal) -> str:
        """`620 ml`, `38.4 °C`, `3 of 10`, `half of it`."""
        if value in self.levels:
            return self.levels[int(value)].lower()
        return f"{plain(value)} {self.unit}".strip()

    @property
    def named(self) -> str:
        """Within a sentence: `fluids`, `bowels (Bristol)`."""
        return f"{self.words[0].lower()}{self.words[1:]}"

    @property
    def asked(self) -> str:
        """As its key on the phone says it: `Fluids, ml`."""
        return f"{self.words}, {self.unit}" if self.unit else self.words


def number(name: str, words: str, unit: str, low: str, high: str, *, is_summed: bool = False) -> Kind:
    return Kind(name, words, unit, (Decimal(low), Decimal(high)), is_summed=is_summed)


def levels(name: str, words: str, named: Mapping[int, str]) -> Kind:
    return Kind(name, words, "", (Decimal(min(named)), Decimal(max(named))), named)


PAIN = {0: "0, none", **{one: str(one) for one in range(1, 10)}, 10: "10, the worst"}
BRISTOL = {
    0: "Not opened",
    1: "1, hard lumps",
    2: "2, lumpy",
    3: "3, cracked",
    4: "4, smooth and soft",
    5: "5, soft pieces",
    6: "6, mushy",
    7: "7, like water",
}
"""The types of the Bristol stool form scale, in our words."""

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        number("fluids", "Fluids", "ml", "10", "1000", is_summed=True),
        levels("food", "Food", {4: "All of it", 3: "Most of it", 2: "Half of it", 1: "A little", 0: "None"}),
        number("weight", "Weight", "kg", "30", "200"),
        number("temperature", "Temperature", "°C", "34", "42"),
        levels("pain", "Pain", PAIN),
        levels("mood", "Mood", {5: "Very good", 4: "Good", 3: "So-so", 2: "Low", 1: "Very low"}),
        levels("skin", "Skin", {0: "Whole", 1: "Dry", 2: "Red", 3: "Broken"}),
        levels("bowels", "Bowels (Bristol)", BRISTOL),
        number("urine", "Urine", "ml", "10", "1500", is_summed=True),
        number("pulse", "Pulse", "a minute", "35", "180"),
        number("systolic", "Blood pressure, upper", "mmHg", "70", "230"),
        number("diastolic", "Blood pressure, lower", "mmHg", "35", "140"),
        number("oxygen", "Oxygen", "%", "75", "100"),
        number("glucose", "Blood glucose", "mmol/l", "2", "28"),
    )
}
NUMBERS = tuple(kind.name for kind in KINDS.values() if not kind.levels)
