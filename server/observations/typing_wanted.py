"""What is to be observed, as a coordinator types it. It knows no database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from server.asking import Asking, number, one_of, words
from server.medication.amounts import amount_in
from server.observations.kinds import KINDS, Kind
from server.observations.models import RuleKind
from server.observations.rules import CHANGES
from server.problems import BadInput

MOST_DAYS = 366
SAY_DAYS = "Say in how many days, as 28 for four weeks."


@dataclass(frozen=True, slots=True)
class TypedWanted:
    """What is asked for, by the names of a `WantedObservation`."""

    kind: str
    target: Decimal | None
    rule: RuleKind
    limit: Decimal | None
    by: time | None
    days: int | None
    how: str


def typed(asking: Asking) -> TypedWanted:
    """Read the form. What the rule has no use for is left out."""
    kind: Kind | None = asking.read("kind", kind_named)
    rule = asking.read("rule", one_of(RuleKind, "Choose when the office is told."))
    if kind and (sentence := why_not(kind, rule)):
        asking.refuse("rule", sentence)
    return TypedWanted(
        kind=kind.name if kind else "", target=asking.read("target", value_of(kind, "target")), rule=rule,
        limit=None if rule in (None, RuleKind.NONE) else asking.read("limit", limit_of(kind)),
        by=asking.read("by", time_of_day) if rule == RuleKind.UNDER_BY else None,
        days=asking.read("days", number(SAY_DAYS, 1, MOST_DAYS)) if rule in CHANGES else None,
        how=asking.read("how", words()),
    )  # fmt: skip


def kind_named(name: str) -> Kind:
    if name not in KINDS:
        raise BadInput("Choose what is to be observed.")
    return KINDS[name]


def why_not(kind: Kind, rule: RuleKind) -> str:
    """Why a rule has no sense for a kind; empty when it has."""
    if rule == RuleKind.UNDER_BY and not kind.is_summed:
        return f"{kind.words} is not added up over a day: choose another rule."
    if rule in CHANGES and (kind.is_summed or kind.levels):
        return f"{kind.words} is not measured, so it does not go up or down: choose above or below."
    return ""


def limit_of(kind: Kind | None) -> Callable[[str], Decimal]:
    def read(text: str) -> Decimal:
        limit = value_of(kind, "limit")(text)
        if limit is None:
            raise BadInput("Write the limit at which the office is told.")
        return limit

    return read


def value_of(kind: Kind | None, what: str) -> Callable[[str], Decimal | None]:
    """A number, with the unit or without; of a kind in levels, one of those. None when nothing is written."""

    def read(text: str) -> Decimal | None:
        amount = amount_in(text.removesuffix(kind.unit).strip() if kind and kind.unit else text)
        if text and (amount is None or amount.unit):
            raise BadInput(f"Write the {what} as a number, as 800 or 38.5.")
        if amount and kind and kind.levels and amount.number not in kind.levels:
            named = ", ".join(f"{level} ({said.lower()})" for level, said in sorted(kind.levels.items()))
            raise BadInput(f"Write one of these: {named}.")
        return amount.number if amount else None

    return read


def time_of_day(text: str) -> time:
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise BadInput("Say by what time of day, as 18:00.") from None
