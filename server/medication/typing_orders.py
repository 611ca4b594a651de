"""An order as a coordinator types it from the label or the prescription."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from uuid import UUID

from server.accounts.asker import Asker
from server.asking import LONGEST_TEXT, Asking, day, day_if_any, decimal, if_any, needed, number, one_of, words
from server.care_plans.recurrences import WEEKDAYS
from server.inbox.reading import uuid_or_none
from server.medication.body_sites import BodySite
from server.medication.models import ON_THE_SKIN, MedicineKind
from server.medication.outcomes import Support
from server.medication.spelling import safely
from server.medication.typing_stock import Counted, counted_in
from server.problems import BadInput

HOURS_APART = "Say how many hours lie between two doses, as 4 or 1.5."
LONGEST_WINDOW, LONGEST_INTERVAL, MOST_DOSES = 240, 7 * 24 * 60, 24


@dataclass(frozen=True, slots=True)
class TypedOrder:
    """What an order is to be, from a day on."""

    kind: MedicineKind
    name: str
    amount: str
    how: str
    support: Support
    times: Sequence[time]
    time_critical_minutes: int | None
    weekdays: str
    with_food: bool
    indication: str
    interval_minutes: int | None
    most_in_a_day: int | None
    contents: str
    sites: str
    is_witnessed: bool
    counted: Counted
    is_watched: bool
    prescriber: str
    review_on: date | None
    from_on: date
    until_on: date | None
    checked_by: UUID | None
    why: str


Also = Callable[[Asking, TypedOrder], None]
KIND = one_of(MedicineKind, "Choose how it is given.")
SUPPORT = one_of(Support, "Choose the support that the plan asks for.")
NAME = needed("Write name and strength as on the label, as Metformin 500 mg.")
AMOUNT = needed("Write how much and by which route, as 1 tablet, by mouth.")


def typed(asker: Asker, said: Mapping[str, str], also: Also | None = None) -> TypedOrder:
    """Read the form. Raises BadInput with all that is wrong, and with what `also` finds; what may be misread is
    answered with the safe spelling."""
    with Asking(said) as asking:
        order = read(asker, asking)
        if also:
            also(asking, order)
    return order


def read(asker: Asker, asking: Asking) -> TypedOrder:
    said, name = asking.said, asking.read("name", lambda text: safely(NAME(text), "name"))
    amount = asking.read("amount", lambda text: safely(AMOUNT(text), "amount"))
    kind = asking.read("kind", KIND)
    when_required = kind == MedicineKind.WHEN_REQUIRED
    order = TypedOrder(
        kind=kind, name=name, amount=amount, support=asking.read("support", SUPPORT),
        times=[] if when_required else asking.read("times", times_in),
        time_critical_minutes=asking.read("time_critical_minutes", up_to(LONGEST_WINDOW)),
        weekdays=ticked(asking, "weekday", WEEKDAYS, "Choose the days on which it is given."),
        with_food=bool(said.get("with_food")), indication=asking.read("indication", INDICATION[when_required]),
        interval_minutes=asking.read("interval_hours", if_any(minutes_in)) if when_required else None,
        most_in_a_day=asking.read("most_in_a_day", up_to(MOST_DOSES)) if when_required else None,
        how=asking.read("how", lambda text: safely(words(LONGEST_TEXT)(text), "how")),
        contents=asking.read("contents", partial(contents_in, kind)),
        sites=ticked(asking, "site", BodySite, TICK_SITES if kind in ON_THE_SKIN else ""),
        is_witnessed=bool(said.get("is_witnessed")), counted=counted_in(asking, kind),
        is_watched=bool(said.get("is_watched")), prescriber=asking.read("prescriber", words()),
        from_on=asking.read("from_on", partial(first_day, asker)), until_on=asking.read("until_on", day_if_any),
        review_on=asking.read("review_on", day_if_any), checked_by=uuid_or_none(said.get("checked_by")),
        why=asking.read("why", words(LONGEST_TEXT)),
    )  # fmt: skip
    if order.from_on and order.until_on and order.until_on < order.from_on:
        asking.refuse("until_on", "The last day comes before the first one.")
    return order


TICK_SITES = "Tick where on the body it goes: workers go by it."
INDICATION = {
    False: words(LONGEST_TEXT),
    True: needed("Say what it is for and when it is needed: workers go by it.", LONGEST_TEXT),
}  # fmt: skip
"""By whether it is given only when required."""


def first_day(asker: Asker, text: str) -> date:
    on = day("Choose the first day.")(text)
    if on < asker.today:
        raise BadInput("What is past stays as it was. Choose today or a later day.")
    return on


def times_in(text: str) -> list[time]:
    """`08:00, 20:00`, in order. Raises BadInput."""
    try:
        found = sorted({time.fromisoformat(word) for word in text.replace(",", " ").split()})
    except ValueError:
        raise BadInput("Write the times as 08:00, 20:00.") from None
    if not found:
        raise BadInput("Write at least one time, as 08:00.")
    return found


def ticked(asking: Asking, prefix: str, names: Iterable[str], sentence: str) -> str:
    """Which of a group of boxes are, with spaces between; without a sentence it may be none."""
    found = " ".join(name for name in names if asking.said.get(f"{prefix}_{name}"))
    if sentence and not found:
        asking.refuse(f"{prefix}s", sentence)
    return found


def contents_in(kind: MedicineKind, text: str) -> str:
    lines = [safely(line, "contents") for line in text.splitlines() if line.strip()]
    if kind == MedicineKind.COMPLIANCE_AID and not lines:
        raise BadInput("List what the compliance aid holds, one medicine a line.")
    return "\n".join(lines)


def up_to(most: int) -> Callable[[str], int | None]:
    return if_any(number(f"Give a whole number from 1 to {most}, or leave it empty.", 1, most))


def minutes_in(text: str) -> int:
    """Hours as typed, `4` or `1.5`, in minutes."""
    minutes = round(decimal(HOURS_APART, LONGEST_INTERVAL / 60)(text) * 60)
    if not minutes:
        raise BadInput(HOURS_APART)
    return minutes
