"""An order as a coordinator types it from the label or the prescription."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from server.accounts.asker import Asker
from server.asking import is_number
from server.care_plans.recurrences import WEEKDAYS
from server.inbox.reading import uuid_or_none
from server.medication.body_sites import BodySite
from server.medication.models import ON_THE_SKIN, MedicineKind
from server.medication.outcomes import Support
from server.medication.spelling import safely
from server.medication.typing_stock import Counted, counted_in
from server.problems import BadInput

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


def typed(asker: Asker, said: Mapping[str, str]) -> TypedOrder:
    """Read the form. Raises BadInput, naming the field; what may be misread is answered with the safe spelling."""
    kind = next((one for one in MedicineKind if one == said.get("kind")), None)
    if kind is None:
        raise BadInput("Choose how it is given.", "kind")
    when_required = kind == MedicineKind.WHEN_REQUIRED
    from_on = day(said, "from_on", "Choose the first day.")
    until_on = day(said, "until_on", "Choose the last day, or leave it empty.") if said.get("until_on") else None
    if until_on and until_on < from_on:
        raise BadInput("The last day comes before the first one.", "until_on")
    if from_on < asker.today:
        raise BadInput("What is past stays as it was. Choose today or a later day.", "from_on")
    return TypedOrder(
        kind=kind, name=asked(said, "name", "Write name and strength as on the label, as Metformin 500 mg."),
        amount=asked(said, "amount", "Write how much and by which route, as 1 tablet, by mouth."),
        how=safely(said.get("how", ""), "how"), support=support_in(said),
        times=[] if when_required else times_in(said.get("times", "")),
        time_critical_minutes=number(said, "time_critical_minutes", LONGEST_WINDOW),
        weekdays=weekdays_in(said), with_food=bool(said.get("with_food")),
        indication=indication_in(said, when_required=when_required),
        interval_minutes=hours(said, "interval_hours") if when_required else None,
        most_in_a_day=number(said, "most_in_a_day", MOST_DOSES) if when_required else None,
        contents=contents_in(said, kind), sites=sites_ticked(said, kind), is_witnessed=bool(said.get("is_witnessed")),
        counted=counted_in(said, kind), is_watched=bool(said.get("is_watched")),
        prescriber=said.get("prescriber", "").strip(),
        review_on=day(said, "review_on", "Choose the day of the review.") if said.get("review_on") else None,
        from_on=from_on, until_on=until_on, checked_by=uuid_or_none(said.get("checked_by")),
        why=said.get("why", "").strip(),
    )  # fmt: skip


def asked(said: Mapping[str, str], field: str, sentence: str) -> str:
    text = said.get(field, "").strip()
    if not text:
        raise BadInput(sentence, field)
    return safely(text, field)


def support_in(said: Mapping[str, str]) -> Support:
    found = next((one for one in Support if one == said.get("support")), None)
    if found is None:
        raise BadInput("Choose the support that the plan asks for.", "support")
    return found


def times_in(text: str) -> list[time]:
    """`08:00, 20:00`, in order. Raises BadInput."""
    words = text.replace(",", " ").split()
    try:
        found = sorted({time.fromisoformat(word) for word in words})
    except ValueError:
        raise BadInput("Write the times as 08:00, 20:00.", "times") from None
    if not found:
        raise BadInput("Write at least one time, as 08:00.", "times")
    return found


def weekdays_in(said: Mapping[str, str]) -> str:
    days = " ".join(name for name in WEEKDAYS if said.get(f"weekday_{name}"))
    if not days:
        raise BadInput("Choose the days on which it is given.", "weekdays")
    return days


def indication_in(said: Mapping[str, str], *, when_required: bool) -> str:
    text = said.get("indication", "").strip()
    if when_required and not text:
        raise BadInput("Say what it is for and when it is needed: workers go by it.", "indication")
    return text


def contents_in(said: Mapping[str, str], kind: MedicineKind) -> str:
    lines = [safely(line, "contents") for line in said.get("contents", "").splitlines() if line.strip()]
    if kind == MedicineKind.COMPLIANCE_AID and not lines:
        raise BadInput("List what the compliance aid holds, one medicine a line.", "contents")
    return "\n".join(lines)


def sites_ticked(said: Mapping[str, str], kind: MedicineKind) -> str:
    sites = " ".join(site for site in BodySite if said.get(f"site_{site}"))
    if kind in ON_THE_SKIN and not sites:
        raise BadInput("Tick where on the body it goes: workers go by it.", "sites")
    return sites


def day(said: Mapping[str, str], field: str, sentence: str) -> date:
    try:
        return date.fromisoformat(said.get(field, ""))
    except ValueError:
        raise BadInput(sentence, field) from None


def number(said: Mapping[str, str], field: str, most: int) -> int | None:
    text = said.get(field, "").strip()
    if not text:
        return None
    if not is_number(text) or not 1 <= int(text) <= most:
        raise BadInput(f"Give a whole number from 1 to {most}, or leave it empty.", field)
    return int(text)


def hours(said: Mapping[str, str], field: str) -> int | None:
    """Hours as typed, `4` or `1.5`, in minutes."""
    text = said.get(field, "").strip().replace(",", ".")
    if not text:
        return None
    try:
        minutes = round(float(text) * 60)
    except ValueError:
        minutes = 0
    if not 0 < minutes <= LONGEST_INTERVAL:
        raise BadInput("Say how many hours lie between two doses, as 4 or 1.5.", field)
    return minutes
