"""Any orders, changed and stopped in any way, over nights on which the clocks change, over midnight and the end of a
month, with phones that come late: every dose that was due is exactly one cell of the chart, in exactly one state."""

import os
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.accounts.queries import ASKER
from server.db import reading
from server.medication.cells import Cell, DoseState
from server.medication.charts import chart_of, month_in
from server.medication.models import Dose, Medicine
from server.visits.models import Visit
from tests.agencies import Agencies, all_of, change, it_is
from tests.test_orders import METFORMIN

CHARTS = int(os.environ.get("CHARTS", "60"))
"""How many are tried: `CHARTS=2000 .venv/bin/pytest tests/test_chart_of_any_month.py`."""
LONDON = ZoneInfo("Europe/London")
FIRST_DAYS = (date(2026, 3, 27), date(2026, 10, 23), date(2026, 10, 29), date(2026, 9, 8))
"""Before the clocks go forward, before they go back, before a month ends, and a week of no note."""
STRETCHES = ((time(8), 60), (time(13, 30), 30), (time(22, 45), 240))
"""When there are visits each day; the last goes over midnight and the hour that is skipped or comes twice."""
TIMES = ("08:00", "08:59", "13:45", "22:45", "23:59", "00:00", "01:30", "02:44", "05:00")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Due = tuple[UUID, int, str]
"""A visit, the number of an order's version, and the local time of day."""

days, visits_at = st.integers(0, 4), st.integers(0, 14)
some_times = st.lists(st.sampled_from(TIMES), min_size=1, max_size=3, unique=True)
some_weekdays = st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(sorted)
steps = st.one_of(
    st.tuples(st.just("begin"), days, some_times, some_weekdays),
    st.tuples(st.just("change"), days, some_times, st.integers(0, 5)),
    st.tuples(st.just("stop"), days, st.integers(0, 5)),
    st.tuples(st.just("answer"), st.integers(0, 30), st.sampled_from(("taken", "declined", "given_by_other"))),
    st.tuples(st.just("arrive"), visits_at),
    st.tuples(st.just("cancel"), visits_at),
    st.tuples(st.just("wait"), st.sampled_from((0.5, 1.5, 3, 9, 15.5, 16.5, 24, 40))),
    st.tuples(st.just("signal")),
)


@dataclass
class Version:
    """One version of an order, as somebody with a pencil would keep it."""

    number: int
    times: list[str]
    weekdays: list[str]
    from_on: date
    until_on: date | None = None

    @property
    def name(self) -> str:
        return f"Version {self.number}"

    def counts_on(self, on: date) -> bool:
        return self.from_on <= on <= (self.until_on or on) and WEEKDAYS[on.weekday()] in self.weekdays


@dataclass
class Month:
    """A person, their visits, and what was ordered and done; `due` is what is due at each visit, by the pencil."""

    agencies: Agencies
    first: date
    versions: list[Version] = field(default_factory=list)
    due: dict[UUID, set[Due]] = field(default_factory=dict)
    begun: set[UUID] = field(default_factory=set)
    cancelled: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        it_is("07:00", self.first)
        self.person = self.agencies.person(self.agencies.hearth, "Any", "Body")
        self.visits = [self.visit(self.first + timedelta(days=day), *when) for day in range(5) for when in STRETCHES]
        self.agencies.keep()

    def visit(self, on: date, begins: time, minutes: int) -> Visit:
        made = self.agencies.visit(f"{begins:%H:%M}", self.person, self.agencies.amina, on=on, minutes=minutes)
        made.starts_at = datetime.combine(on, begins, LONDON).astimezone(UTC)
        made.ends_at = made.starts_at + timedelta(minutes=minutes)
        return made

    def do(self, step: tuple[Any, ...]) -> None:
        getattr(self, step[0])(*step[1:])

    # The office

    def begin(self, day: int, times: list[str], weekdays: list[str]) -> None:
        from_on = self.not_past(day)
        self.versions.append(Version(len(self.versions), times, weekdays, from_on))
        self.post(f"/people/{self.person.id}/medicines", self.versions[-1])
        self.redo(from_on)

    def change(self, day: int, times: list[str], which: int) -> None:
        from_on = self.not_past(day)
        old = self.going_on(which, from_on)
        if old is None:
            return
        old.until_on = from_on - timedelta(days=1)
        self.versions.append(Version(len(self.versions), times, old.weekdays, from_on))
        self.post(f"/medicines/{self.row_of(old)}/versions", self.versions[-1], why="Dr Patel.")
        self.redo(from_on)

    def stop(self, day: int, which: int) -> None:
        last_on = self.first + timedelta(days=day)
        old = self.going_on(which, last_on)
        if old is None:
            return
        old.until_on = last_on
        said = {"last_on": str(last_on), "why_stopped": "Dr Patel."}
        self.agencies.grace.post(f"/medicines/{self.row_of(old)}/stopping", **said)
        self.redo(last_on + timedelta(days=1))

    def not_past(self, day: int) -> date:
        """A day of these, or today: an order cannot have begun already."""
        return max(self.first + timedelta(days=day), clock.today("Europe/London"))

    def going_on(self, which: int, on: date) -> Version | None:
        """One that has not been changed or stopped, and began before a day."""
        open_ = [one for one in self.versions if not one.until_on and one.from_on < on]
        return open_[which % len(open_)] if open_ else None

    def post(self, url: str, version: Version, **more: str) -> None:
        said = {name: value for name, value in METFORMIN.items() if not name.startswith("weekday_")}
        said |= {f"weekday_{name}": "1" for name in version.weekdays} | more
        said |= {"name": version.name, "times": ", ".join(version.times), "from_on": str(version.from_on)}
        assert self.agencies.grace.submit(url, **said).is_redirect

    def row_of(self, version: Version) -> UUID:
        mine = Medicine.service_user_id == self.person.id
        return all_of(Medicine, mine, Medicine.name == version.name)[0].id  # type: ignore[no-any-return]

    def redo(self, from_on: date) -> None:
        """What is due at a visit is what counts on its day, until somebody is there, or it is over or cancelled."""
        for visit in self.visits:
            is_open = visit.ends_at > clock.now() and visit.id not in self.begun | self.cancelled
            if visit.service_on >= from_on and is_open:
                self.due[visit.id] = {
                    (visit.id, version.number, at)
                    for version in self.versions
                    if version.counts_on(visit.service_on)
                    for at in version.times
                    if moment_of(visit, at) is not None
                }

    def cancel(self, which: int) -> None:
        visit = self.visits[which]
        self.cancelled.add(visit.id)
        change(Visit, Visit.id == visit.id, cancelled_at=clock.now())

    # The phone

    def arrive(self, which: int) -> None:
        visit = self.visits[which]
        self.begun.add(visit.id)
        self.agencies.amina.signal = True
        self.agencies.amina.keep(f"/visits/{visit.id}/arrival", "", {"visit": str(visit.id)})

    def answer(self, which: int, outcome: str) -> None:
        """Without signal: about any dose that the office knows, also one that is not due any more."""
        doses = self.doses()
        if doses:
            dose = doses[which % len(doses)]
            values = {"visit": str(dose.visit_id), "outcome": outcome, "support": "administer", "reason": "As it was"}
            self.agencies.amina.signal = False
            self.agencies.amina.keep(f"/doses/{dose.id}/outcomes", "", values)

    def signal(self) -> None:
        self.agencies.amina.find_signal()

    def wait(self, hours: float) -> None:
        clock.start_at(clock.now() + timedelta(hours=hours))

    # What must hold

    def doses(self) -> list[Dose]:
        found = all_of(Dose, Dose.visit_id.in_([visit.id for visit in self.visits]))  # type: ignore[attr-defined]
        return sorted(found, key=lambda dose: (dose.due_at, dose.name, str(dose.withdrawn_at)))

    def cells(self) -> list[Cell]:
        """All that stand on the charts of the months that these days touch."""
        months = sorted({f"{self.first + timedelta(days=day):%Y-%m}" for day in range(7)})
        with reading() as db:
            asker = Asker(*db.execute(ASKER.where(Account.id == self.agencies.grace.account.id)).one())  # type: ignore[union-attr]
            charts = [chart_of(db, asker, self.person, month_in(month, self.first)) for month in months]
            return [cell for chart in charts for cell in chart.cells]

    def check(self) -> None:
        cells, doses = self.cells(), self.doses()
        assert sorted(cell.dose.id for cell in cells) == sorted(dose.id for dose in doses)
        standing = {(cell.visit.id, int(cell.dose.name.split()[1]), cell.dose.due_at) for cell in cells if is_due(cell)}
        assert standing == {due_at for all_ in self.due.values() for due in all_ for due_at in [self.placed(due)]}
        assert all(cell.state == self.state_of(cell) for cell in cells)

    def placed(self, due: Due) -> tuple[UUID, int, datetime | None]:
        visit = next(visit for visit in self.visits if visit.id == due[0])
        return due[0], due[1], moment_of(visit, due[2])

    def state_of(self, cell: Cell) -> DoseState:
        said = [form for form in self.agencies.amina.outbox if str(cell.dose.id) in form.url]
        if said:
            gave = any("outcome=declined" not in form.body for form in said)
            return DoseState.GIVEN if gave else DoseState.NOT_GIVEN
        if cell.dose.withdrawn_at or cell.visit.id in self.cancelled:
            return DoseState.NOT_DUE
        over = max(cell.dose.due_at or cell.visit.ends_at, cell.visit.ends_at) < clock.now()
        return DoseState.NOT_RECORDED if over else DoseState.DUE


def is_due(cell: Cell) -> bool:
    return cell.dose.withdrawn_at is None


def moment_of(visit: Visit, at: str) -> datetime | None:
    """When a time of day is due at a visit, as its clock on the wall goes; None when it is not within the visit."""
    begins = visit.starts_at.astimezone(LONDON).replace(tzinfo=None)
    for on in (visit.service_on, visit.service_on + timedelta(days=1)):
        due = datetime.combine(on, time.fromisoformat(at))
        if begins <= due < begins + (visit.ends_at - visit.starts_at):
            return due.replace(tzinfo=LONDON).astimezone(UTC)
    return None


@settings(
    max_examples=CHARTS, deadline=None, derandomize=True, phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(first=st.sampled_from(FIRST_DAYS), story=st.lists(steps, min_size=3, max_size=14))
def test_every_dose_is_one_cell_in_one_state(agencies: Agencies, first: date, story: list[tuple[Any, ...]]) -> None:
    agencies.amina.outbox.clear()
    month = Month(agencies, first)
    for step in story:
        month.do(step)
    month.signal()
    month.check()
