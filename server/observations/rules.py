"""When what was observed is brought to the office: the few rules, in words and in figures. It knows no database."""

from collections.abc import Iterable
from decimal import Decimal

from server.medication.amounts import plain
from server.observations.models import RuleKind, WantedObservation

BEYOND = (RuleKind.ABOVE, RuleKind.BELOW)
CHANGES = (RuleKind.DOWN, RuleKind.UP)


def rule_words(wanted: WantedObservation) -> str:
    """`Under 800 ml by 18:00`, `Above 38 °C`, `Down 2 kg or more in 4 weeks`; empty when it has no rule."""
    if wanted.rule == RuleKind.NONE or wanted.limit is None:
        return ""
    limit = limit_words(wanted)
    if wanted.rule == RuleKind.UNDER_BY:
        return f"Under {limit} by {wanted.by:%H:%M}"
    if wanted.rule in BEYOND:
        return f"{wanted.rule.value.capitalize()} {limit}"
    return f"{wanted.rule.value.capitalize()} {limit} or more in {days_words(wanted.days or 0)}"


def limit_words(wanted: WantedObservation) -> str:
    """A change is in the unit, never in words of a level."""
    if wanted.rule in CHANGES:
        return f"{plain(wanted.limit or Decimal())} {wanted.what.unit}".strip()
    return wanted.what.said(wanted.limit or Decimal())


def days_words(days: int) -> str:
    """`3 days`, `4 weeks`."""
    if days and days % 7 == 0:
        return f"{days // 7} week{'s' * (days != 7)}"
    return f"{days} day{'s' * (days != 1)}"


def worry_about(wanted: WantedObservation, value: Decimal, before: Iterable[Decimal]) -> str:
    """Why one new value is brought to the office, in words; empty when it is not. `before` are those of the rule's
    last days."""
    limit, what = wanted.limit, wanted.what
    if limit is None:
        return ""
    if (wanted.rule == RuleKind.ABOVE and value > limit) or (wanted.rule == RuleKind.BELOW and value < limit):
        return f"{what.named} {what.said(value)}, {wanted.rule.value} {limit_words(wanted)}"
    others = list(before)
    if wanted.rule not in CHANGES or not others:
        return ""
    change = max(others) - value if wanted.rule == RuleKind.DOWN else value - min(others)
    if change < limit:
        return ""
    moved = f"{plain(change)} {what.unit}".strip()
    return f"{what.named} {what.said(value)}, {wanted.rule.value} {moved} in {days_words(wanted.days or 0)}"


def sum_words(wanted: WantedObservation, total: Decimal | None) -> str:
    """`620 ml of fluids has reached the office by 18:00, under 800 ml`: what we have, and not what was drunk."""
    what, by, limit = wanted.what.named, f"{wanted.by:%H:%M}", limit_words(wanted)
    if total is None:
        return f"No record of {what} has reached the office by {by}, wanted: {limit}"
    return f"{wanted.what.said(total)} of {what} has reached the office by {by}, under {limit}"
