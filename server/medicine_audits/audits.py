"""A person's month of medicines as an audit reads it, from the same chart that the office sees."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from server.accounts.asker import Asker
from server.medication.charts import Chart, charts_of
from server.medicine_audits.counting import Count, Line, counted, line_of
from server.medicine_audits.models import MedicineAudit
from server.medicine_audits.queries import around_of, signed_audits
from server.medicine_audits.scores import Mark, mark_of, score_of
from server.medicine_audits.timing import PartOfDay
from server.medicine_errors.queries import Reported, errors_between
from server.people.models import ServiceUser
from server.visits.queries import names_of

NOBODY = "Nobody was to go"
Counts = Counter[Count]


@dataclass(frozen=True)
class Audit:
    """A month of one person."""

    chart: Chart
    lines: Sequence[Line]
    errors: Sequence[Reported]
    signed: Sequence[MedicineAudit]
    """Each signing, the last first."""
    names: Mapping[UUID, str]

    @property
    def person(self) -> ServiceUser:
        return self.chart.person

    @property
    def month_on(self) -> date:
        return self.chart.days[0]

    @property
    def is_over(self) -> bool:
        """The month is; until then its figures are so far."""
        return self.chart.days[-1] < self.chart.today

    @cached_property
    def counts(self) -> Counts:
        return counted(self.lines)

    @property
    def score(self) -> int | None:
        return score_of(self.counts)

    @property
    def mark(self) -> Mark:
        return mark_of(self.score)

    @cached_property
    def by_worker(self) -> list[tuple[str, Counts]]:
        """By who recorded or was to go; two who share a dose are a line of their own. All lines are in one of them."""
        return sorted((self.named(workers), counts) for workers, counts in self.by(lambda line: line.workers))

    @cached_property
    def by_part(self) -> list[tuple[PartOfDay, Counts]]:
        """By part of the day, in its order."""
        found = dict(self.by(lambda line: line.part))
        return [(part, found[part]) for part in PartOfDay if part in found]

    @cached_property
    def by_day(self) -> list[tuple[date, Counts]]:
        """Every day of the month."""
        found = dict(self.by(lambda line: line.on))
        return [(on, found.get(on, Counter())) for on in self.chart.days]

    def by(self, what: Callable[[Line], Any]) -> list[tuple[Any, Counts]]:
        found: dict[Any, list[Line]] = {}
        for line in self.lines:
            found.setdefault(what(line), []).append(line)
        return [(key, counted(lines)) for key, lines in found.items()]

    def named(self, workers: Sequence[UUID]) -> str:
        return " and ".join(sorted(self.names[worker] for worker in workers)) or NOBODY

    def counted_as(self, count: Count) -> list[Line]:
        return [line for line in self.lines if count in line.counts]


def audit_of(db: Session, asker: Asker, person: ServiceUser, first: date) -> Audit:
    """The month that begins on `first`."""
    return audits_of(db, asker, [person], first)[0]


def audits_of(db: Session, asker: Asker, people: Sequence[ServiceUser], first: date) -> list[Audit]:
    """That month of several people, in their order, in as many queries as for one."""
    charts, zone = charts_of(db, asker, people, first), ZoneInfo(asker.zone)
    ids, days = [person.id for person in people], next(iter(charts.values())).days if charts else [first]
    around, signed = around_of(db, ids, days[0], days[-1]), signed_audits(db, ids, first)
    errors, names = errors_between(db, ids, days[0], days[-1], asker.zone), names_of(db, asker.agency_id)
    return [
        Audit(
            charts[id_], [line_of(cell, around, zone) for cell in charts[id_].cells],
            [error for error in errors if error.person.id == id_], signed[id_], names,
        )
        for id_ in ids
    ]  # fmt: skip
