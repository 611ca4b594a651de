"""A week of a team's rota: what nobody has first, then each worker's days, each as one line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from server import clock
from server.absences.models import Absence
from server.absences.queries import ABSENCE_WORDS, absences_of
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.rota.queries import rota_between, team_of, workers_of
from server.rota.slots import Planned

DAY_BEGINS, DAY_MINUTES = time(6), 16 * 60
"""What a bar shows of a day: 06:00 to 22:00."""


@dataclass(frozen=True, slots=True)
class DayOfWorker:
    """What a worker does on a day; places are minutes after 06:00, within what a bar shows."""

    visits: int = 0
    start: int = 0
    end: int = 0
    works: tuple[datetime, datetime] | None = None
    is_changed: bool = False
    away: str = ""
    """Why they cannot come: `Ill`."""


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """A worker's week."""

    worker: Account
    minutes: int
    days: Sequence[DayOfWorker]


@dataclass(frozen=True, slots=True)
class Week:
    """A team's week as it is planned, drafts and all."""

    team_id: UUID
    team_name: str
    days: Sequence[date]
    open: Sequence[Sequence[Planned]]
    """By day, the visits that want a worker."""
    rows: Sequence[WorkerRow]
    visits: Sequence[Planned]

    @property
    def open_count(self) -> int:
        return sum(map(len, self.open))

    @property
    def before(self) -> date:
        return self.days[0] - timedelta(days=7)

    @property
    def after(self) -> date:
        return self.days[0] + timedelta(days=7)


def monday_of(on: date) -> date:
    """The Monday of a day's week."""
    return on - timedelta(days=on.weekday())


def week_of(db: Session, asker: Asker, team_id: UUID, on: date) -> Week:
    """The week of a day in one of the agency's teams. Raises NotFoundOrNotYours."""
    team = team_of(db, asker, team_id)
    days = [monday_of(on) + timedelta(days=ahead) for ahead in range(7)]
    visits, zone = rota_between(db, team_id, days[0], days[-1]), ZoneInfo(asker.zone)
    return Week(
        team_id=team.id,
        team_name=team.name,
        days=days,
        open=[[one for one in visits if one.planned.missing and day_of(one, zone) == day] for day in days],
        rows=rows_of(db, team_id, visits, days, asker.zone),
        visits=visits,
    )


def day_of(one: Planned, zone: ZoneInfo) -> date:
    return one.planned.starts_at.astimezone(zone).date()


def rows_of(db: Session, team_id: UUID, visits: Iterable[Planned], days: Sequence[date], zone: str) -> list[WorkerRow]:
    workers = workers_of(db, team_id)
    away = absences_of(db, workers)
    return [row_of(worker, away[worker.id], visits, days, zone) for worker in workers.values()]


def row_of(
    worker: Account, away: Sequence[Absence], visits: Iterable[Planned], days: Sequence[date], zone: str
) -> WorkerRow:
    concerned = [one for one in visits if worker.id in one.workers_concerned]
    going = [one for one in concerned if one.planned.is_of(worker.id)]
    return WorkerRow(
        worker,
        sum(one.planned.minutes for one in going),
        [day_of_worker(day, away, going, concerned, zone) for day in days],
    )


def day_of_worker(
    day: date, absences: Iterable[Absence], going: Iterable[Planned], concerned: Iterable[Planned], zone: str
) -> DayOfWorker:
    local = ZoneInfo(zone)
    slots = [one.planned for one in going if day_of(one, local) == day]
    is_changed = any(one.is_draft and day_of(one, local) == day for one in concerned)
    bounds = clock.day_bounds(day, zone)
    away = next((ABSENCE_WORDS[one.kind] for one in absences if one.covers(*bounds)), "")
    if not slots:
        return DayOfWorker(is_changed=is_changed, away=away)
    begins = clock.moment(day, DAY_BEGINS, zone)
    first, last = min(slot.starts_at for slot in slots), max(slot.ends_at for slot in slots)
    start, end = (minutes_after(begins, moment) for moment in (first, last))
    return DayOfWorker(len(slots), start, end, (first, last), is_changed, away)


def minutes_after(begins: datetime, moment: datetime) -> int:
    """Within what a bar shows."""
    return max(0, min(round((moment - begins).total_seconds() / 60), DAY_MINUTES))
