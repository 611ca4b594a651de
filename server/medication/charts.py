"""A month as a MAR chart: every dose that was due is exactly one of given, not given and why, not recorded, still due,
or not due any more; what goes on the skin and what is given only when required have sheets of their own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from server.accounts.asker import Asker
from server.medication.cells import Cell, cell_of, initials_of
from server.medication.chart_rows import doses_in, entries_about, names_of, rows_of
from server.medication.models import ON_THE_SKIN, Dose, MarEntry, Medicine
from server.medication.outcomes import MarOutcome
from server.medication.words import LETTERS
from server.medicine_errors.queries import errors_about
from server.people.models import ServiceUser
from server.rota.times import hhmm
from server.visits.models import Visit

YEARS = 100
"""So far from today there is no month to show."""


@dataclass(slots=True)
class ChartRow:
    """A medicine at one time of day; by day of the month, its doses."""

    time: str
    cells: dict[int, list[Cell]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class ChartMedicine:
    """One version of an order on the chart."""

    medicine: Medicine
    rows: dict[str, ChartRow] = field(default_factory=dict)

    @property
    def in_order(self) -> list[ChartRow]:
        return [self.rows[time] for time in sorted(self.rows)]

    @property
    def cells(self) -> list[Cell]:
        return [cell for row in self.in_order for _, cells in sorted(row.cells.items()) for cell in cells]


@dataclass(slots=True)
class Chart:
    """A person's month."""

    person: ServiceUser
    days: Sequence[date]
    scheduled: list[ChartMedicine]
    as_needed: list[ChartMedicine]
    names: Mapping[UUID, str]
    initials: Mapping[UUID, str]
    today: date
    reported: Mapping[UUID, UUID] = field(default_factory=dict)
    """By dose, the error that was reported about it."""
    on_the_skin: list[ChartMedicine] = field(default_factory=list)

    def put(self, found: Iterable[ChartMedicine]) -> None:
        """Each medicine on its sheet, in order."""
        in_order = sorted(found, key=place_of)
        set_times = [one for one in in_order if one.medicine.at]
        self.scheduled = [one for one in set_times if one.medicine.kind not in ON_THE_SKIN]
        self.on_the_skin = [one for one in set_times if one.medicine.kind in ON_THE_SKIN]
        self.as_needed = [one for one in in_order if not one.medicine.at]

    @property
    def sheets(self) -> list[tuple[str, list[ChartMedicine]]]:
        """Those that hold something, each with its title."""
        sheets = [
            ("At set times", self.scheduled), ("On the skin", self.on_the_skin), ("When required", self.as_needed),
        ]  # fmt: skip
        return [(title, medicines) for title, medicines in sheets if medicines]

    @property
    def cells(self) -> list[Cell]:
        """Every cell, in order of when it was due."""
        found = [cell for _, medicines in self.sheets for one in medicines for cell in one.cells]
        return sorted(found, key=lambda cell: (cell.dose.due_at or cell.visit.starts_at, str(cell.dose.id)))

    @property
    def workers(self) -> list[tuple[str, str]]:
        """Initials and names of whoever recorded something."""
        authors = {entry.author_id for cell in self.cells for entry in cell.entries}
        return sorted((self.initials[author], self.names[author]) for author in authors)

    @property
    def outcomes(self) -> list[MarOutcome]:
        """Those whose letters are on the chart, for its legend."""
        used = {entry.outcome for cell in self.cells for entry in cell.standing}
        return [outcome for outcome in MarOutcome if outcome in used and outcome in LETTERS]

    @property
    def notes(self) -> list[Cell]:
        """What the letters do not say: reasons, corrections, doses that more than one recorded, reported errors."""
        return [cell for cell in self.cells if self.has_note(cell)]

    def has_note(self, cell: Cell) -> bool:
        is_reported = cell.dose.id in self.reported
        return is_reported or len(cell.entries) > 1 or any(one.is_remarkable for one in cell.entries)

    @property
    def before(self) -> str:
        return f"{self.days[0] - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.days[-1] + timedelta(days=1):%Y-%m}"


def chart_of(db: Session, asker: Asker, person: ServiceUser, first: date) -> Chart:
    """The month that begins on `first`."""
    return charts_of(db, asker, [person], first)[person.id]


def charts_of(db: Session, asker: Asker, people: Sequence[ServiceUser], first: date) -> dict[UUID, Chart]:
    """That month of several people, by person, in as many queries as for one."""
    days, ids = days_of_month(first), [person.id for person in people]
    doses = doses_in(ids, days[0], days[-1])
    entries = entries_about(db, doses)
    names = names_of(db, entries)
    reported = errors_about(db, doses)
    rows = rows_of(db, ids, days)
    return {
        person.id: chart_from(asker, Chart(person, days, [], [], names, initials_of(names), asker.today, reported),
                              rows[person.id], entries)
        for person in people
    }  # fmt: skip


def chart_from(
    asker: Asker, chart: Chart, rows: Iterable[tuple[Dose, Visit, Medicine]], entries: Mapping[UUID, list[MarEntry]]
) -> Chart:
    """A chart that is still empty, with a person's doses put on it."""
    zone = ZoneInfo(asker.zone)
    by_order: dict[tuple[UUID, int], ChartMedicine] = {}
    for dose, visit, medicine in rows:
        one = by_order.setdefault((medicine.order_id, medicine.version), ChartMedicine(medicine))
        at = dose.due_at or visit.starts_at
        on = at.astimezone(zone).date()
        if on in chart.days:
            label = hhmm(dose.due_at, zone) if dose.due_at else ""
            cell = cell_of(dose, visit, entries.get(dose.id, []), chart.initials)
            one.rows.setdefault(label, ChartRow(label)).cells[on.day].append(cell)
    chart.put(one for one in by_order.values() if one.rows)
    return chart


def place_of(one: ChartMedicine) -> Any:
    """By the first time of day, the versions of an order one after the other."""
    return min(one.rows), one.medicine.name.split(" ")[0], one.medicine.started_on


def days_of_month(first: date) -> list[date]:
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return [first + timedelta(days=ahead) for ahead in range(last.day)]


def month_in(text: str | None, today: date) -> date:
    """`2026-11` as its first day; this month when it says nothing that is a month."""
    try:
        first = datetime.strptime(text or "", "%Y-%m").date()  # noqa: DTZ007 (a month is in no zone)
    except ValueError:
        return today.replace(day=1)
    return first if abs(first.year - today.year) < YEARS else today.replace(day=1)
