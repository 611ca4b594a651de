"""What is to be observed, as a coordinator types it. It knows no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from server.medication.amounts import amount_in
from server.observations.kinds import KINDS, Kind
from server.observations.models import RuleKind
from server.observations.rules import CHANGES
from server.problems import BadInput

MOST_DAYS = 366


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


def typed(said: Mapping[str, str]) -> TypedWanted:
    """Read the form. Raises BadInput, naming the field. What the rule has no use for is left out."""
    kind = KINDS.get(said.get("kind", ""))
    if kind is None:
        raise BadInput("Choose what is to be observed.", "kind")
    rule = next((one for one in RuleKind if one == said.get("rule")), RuleKind.NONE)
    if rule == RuleKind.UNDER_BY and not kind.is_summed:
        raise BadInput(f"{kind.words} is not added up over a day: choose another rule.", "rule")
    if rule in CHANGES and (kind.is_summed or not kind.unit):
        raise BadInput(f"{kind.words} is not a measure that goes up and down: choose above or below.", "rule")
    return TypedWanted(
        kind=kind.name, target=value_in(said, "target", kind, "Write the target"), rule=rule,
        limit=limit_in(said, kind, rule), by=time_in(said) if rule == RuleKind.UNDER_BY else None,
        days=days_in(said) if rule in CHANGES else None, how=said.get("how", "").strip(),
    )  # fmt: skip


def limit_in(said: Mapping[str, str], kind: Kind, rule: RuleKind) -> Decimal | None:
    if rule == RuleKind.NONE:
        return None
    limit = value_in(said, "limit", kind, "Write the limit")
    if limit is None:
        raise BadInput("Write the limit at which the office is told.", "limit")
    return limit


def value_in(said: Mapping[str, str], field: str, kind: Kind, sentence: str) -> Decimal | None:
    """A number; of a kind in levels, one of those. None when nothing is written."""
    if not said.get(field, "").strip():
        return None
    amount = amount_in(said[field])
    if amount is None or amount.unit not in ("", kind.unit):
        raise BadInput(f"{sentence} as a number, as 800 or 38.5.", field)
    if kind.levels and amount.number not in kind.levels:
        named = ", ".join(f"{level} ({words.lower()})" for level, words in sorted(kind.levels.items()))
        raise BadInput(f"{sentence} as one of these: {named}.", field)
    return amount.number


def time_in(said: Mapping[str, str]) -> time:
    try:
        return time.fromisoformat(said.get("by", "").strip()).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise BadInput("Say by what time of day, as 18:00.", "by") from None


def days_in(said: Mapping[str, str]) -> int:
    days = said.get("days", "").strip()
    if not (days.isdecimal() and len(days) < 4 and 0 < int(days) <= MOST_DAYS):
        raise BadInput("Say in how many days, as 28 for four weeks.", "days")
    return int(days)
