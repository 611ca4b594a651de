"""One chart for each kind that is asked for or was observed: drawn, with every value in a table under it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from server import clock
from server.accounts.asker import Asker
from server.observations.kinds import KINDS, Kind
from server.observations.models import Observation, RuleKind, WantedObservation
from server.observations.queries import lowest_of_each, observations_of, wanted_of
from server.observations.rules import BEYOND, rule_words
from server.people.models import ServiceUser
from server.plots import Column, Dot, Level, Plot, column_plot, dot_plot
from server.visits.entries import contradicting, replaced_in, standing

DAYS_SHOWN = 28


@dataclass(frozen=True, slots=True)
class Chart:
    """A kind over the last days."""

    kind: Kind
    wanted: WantedObservation | None
    plot: Plot
    values: Sequence[tuple[Observation, Observation | None]]
    """The newest first, each with what corrects it."""

    @property
    def contradicting(self) -> set[UUID]:
        return contradicting([entry for entry, _ in self.values])

    @property
    def rule(self) -> str:
        return rule_words(self.wanted) if self.wanted else ""


def charts_of(db: Session, asker: Asker, person: ServiceUser) -> list[Chart]:
    """What is asked for first, then what was observed besides."""
    since, _ = clock.day_bounds(asker.today - timedelta(days=DAYS_SHOWN - 1), asker.zone)
    wanted = {one.kind: one for one in wanted_of(db, [person.id]).get(person.id, ())}
    by_kind: dict[str, list[Observation]] = defaultdict(list)
    for entry in observations_of(db, [person.id], since):
        by_kind[entry.kind].append(entry)
    kinds = [name for name in KINDS if name in wanted or name in by_kind]
    return [
        chart_of(asker, KINDS[name], wanted.get(name), by_kind[name])
        for name in sorted(kinds, key=lambda name: name not in wanted)
    ]


def chart_of(asker: Asker, kind: Kind, wanted: WantedObservation | None, entries: Sequence[Observation]) -> Chart:
    stands, corrected = standing(entries), replaced_in(entries)
    levels, values = levels_in(kind, wanted), [(entry, corrected.get(entry.id)) for entry in reversed(entries)]
    if kind.is_summed:
        once = lowest_of_each(entries, {entry.id for entry in stands})
        return Chart(kind, wanted, summed(asker, kind, once, levels), values)
    return Chart(kind, wanted, dotted(asker, kind, stands, levels), values)


def levels_in(kind: Kind, wanted: WantedObservation | None) -> list[Level]:
    """The target, and the limit of a single value; a limit of a part of the day is no line over days."""
    if wanted is None:
        return []
    found = []
    if wanted.target is not None:
        found.append(Level(float(wanted.target), f"Target {kind.said(wanted.target)}"))
    if wanted.rule in BEYOND and wanted.limit is not None:
        side = "Above" if wanted.rule == RuleKind.ABOVE else "Below"
        found.append(Level(float(wanted.limit), f"{side} {kind.said(wanted.limit)}", is_limit=True))
    return found


def summed(asker: Asker, kind: Kind, entries: Iterable[Observation], levels: Sequence[Level]) -> Plot:
    """The days as columns. Today's is what has come so far."""
    days: dict[date, Decimal] = defaultdict(Decimal)
    for entry in entries:
        days[local(asker, entry.observed_at).date()] += entry.value
    first = min(days, default=asker.today)
    shown = [first + timedelta(days=ahead) for ahead in range((asker.today - first).days + 1)]
    columns = [Column(day_words(asker, on), (float(days[on]),)) for on in shown] if days else []
    return column_plot(f"{kind.words} by day, {kind.unit}", columns, levels=levels)


def dotted(asker: Asker, kind: Kind, entries: Iterable[Observation], levels: Sequence[Level]) -> Plot:
    dots = [
        Dot(
            at := local(asker, entry.observed_at),
            float(entry.value),
            f"{kind.said(entry.value)}, {at.day} {at:%b} {at:%H:%M}",
        )
        for entry in entries
    ]
    first = min((dot.at.date() for dot in dots), default=asker.today)  # type: ignore[attr-defined]
    within = (float(kind.likely[0]), float(kind.likely[1]))
    title = f"{kind.words}, {kind.unit}" if kind.unit else kind.words
    return dot_plot(title, dots, levels=levels, first=first, last=asker.today, within=within, names=kind.levels or None)


def day_words(asker: Asker, on: date) -> str:
    return "Today" if on == asker.today else f"{on.day} {on:%b}"


def local(asker: Asker, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(asker.zone))
