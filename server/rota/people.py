"""A week of a team's rota by person: each of their visits with who goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from server.accounts.asker import Asker
from server.accounts.models import Account
from server.rota.queries import rota_between, team_of, workers_of
from server.rota.slots import Planned
from server.rota.weeks import monday_of


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person's week: by day, their visits, each with its workers' first names."""

    id: UUID
    name: str
    days: Sequence[Sequence[tuple[Planned, str]]]

    @property
    def count(self) -> int:
        return sum(not one.planned.is_cancelled for day in self.days for one, _ in day)


@dataclass(frozen=True, slots=True)
class PeopleWeek:
    """A team's week as it is planned, person by person."""

    team_id: UUID
    team_name: str
    days: Sequence[date]
    rows: Sequence[PersonRow]

    @property
    def before(self) -> date:
        return self.days[0] - timedelta(days=7)

    @property
    def after(self) -> date:
        return self.days[0] + timedelta(days=7)


def people_week_of(db: Session, asker: Asker, team_id: UUID, on: date) -> PeopleWeek:
    """The week of a day in one of the agency's teams. Raises NotFoundOrNotYours."""
    team, zone = team_of(db, asker, team_id), ZoneInfo(asker.zone)
    days = [monday_of(on) + timedelta(days=ahead) for ahead in range(7)]
    workers = workers_of(db, team_id)
    people: dict[tuple[str, UUID], dict[date, list[tuple[Planned, str]]]] = {}
    for one in rota_between(db, team_id, days[0], days[-1]):
        mine = people.setdefault((one.planned.person, one.planned.service_user_id), {on: [] for on in days})
        if one.planned.day(zone) in mine:
            mine[one.planned.day(zone)].append((one, going(one, workers)))
    rows = [PersonRow(id_, name, list(mine.values())) for (name, id_), mine in sorted(people.items())]
    return PeopleWeek(team.id, team.name, days, rows)


def going(one: Planned, workers: Mapping[UUID, Account]) -> str:
    """`Amina and Ben`."""
    return " and ".join(
        sorted(workers[worker].name.partition(" ")[0] for worker in one.planned.workers if worker in workers)
    )
