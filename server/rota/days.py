"""A day of a team's rota as lanes: by worker or by person, what nobody has first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from server import clock
from server.absences.queries import absences_of, in_words
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.board.lanes import LETTERS_OF_A_SHAPE, MINUTES_A_LETTER
from server.board.ruler import Ruler, stacked
from server.rota.people import going
from server.rota.queries import rota_between, team_of, workers_of
from server.rota.slots import Planned


@dataclass(frozen=True, slots=True)
class DayBar:
    """A visit on a lane; places are minutes after the lane's left edge, `level` is the line it stands on."""

    one: Planned
    on: date
    name: str
    words: str
    start: int
    end: int
    room: int
    level: int

    @property
    def state(self) -> str:
        """`begun`, `cancelled`, `changed` (not published yet) or `due`."""
        if self.one.has_begun:
            return "begun"
        if self.one.planned.is_cancelled:
            return "cancelled"
        return "changed" if self.one.is_draft else "due"


@dataclass(frozen=True, slots=True)
class DayLane:
    """A worker's or a person's day; without an id, the visits that want a worker."""

    id: UUID | None
    name: str
    words: str
    bars: Sequence[DayBar]

    @property
    def levels(self) -> int:
        return max((bar.level for bar in self.bars), default=0) + 1


@dataclass(frozen=True, slots=True)
class RotaDay:
    """A team's day as it is planned."""

    team_id: UUID
    team_name: str
    on: date
    ruler: Ruler
    lanes: Sequence[DayLane]
    by_person: bool

    @property
    def before(self) -> date:
        return self.on - timedelta(days=1)

    @property
    def after(self) -> date:
        return self.on + timedelta(days=1)


def day_of_rota(db: Session, asker: Asker, team_id: UUID, on: date, *, by_person: bool = False) -> RotaDay:
    """Everything that is going on on a day, also what began the evening before. Raises NotFoundOrNotYours."""
    team = team_of(db, asker, team_id)
    visits = rota_between(db, team_id, on - timedelta(days=1), on)
    first, last = clock.day_bounds(on, asker.zone)
    todays = [one for one in visits if one.planned.starts_at < last and one.planned.ends_at > first]
    ruler = Ruler.over([one.planned for one in todays], on, asker.zone)
    draw = Lanes(ruler, workers_of(db, team_id), ZoneInfo(asker.zone))
    lanes = draw.by_person(todays) if by_person else draw.by_worker(todays, away_on(db, draw.workers, on, asker.zone))
    return RotaDay(team.id, team.name, on, ruler, lanes, by_person)


def away_on(db: Session, workers: Iterable[UUID], on: date, zone: str) -> dict[UUID, str]:
    """Who cannot come on a day, in words."""
    bounds, local = clock.day_bounds(on, zone), ZoneInfo(zone)
    absences = absences_of(db, workers)
    covering = {worker: [one for one in mine if one.covers(*bounds)] for worker, mine in absences.items()}
    return {worker: in_words(mine[0], local) for worker, mine in covering.items() if mine}


@dataclass(frozen=True, slots=True)
class Lanes:
    """Draws visits on lanes."""

    ruler: Ruler
    workers: Mapping[UUID, Account]
    zone: ZoneInfo

    def by_worker(self, visits: Sequence[Planned], away: Mapping[UUID, str]) -> list[DayLane]:
        lanes = []
        if wanting := [one for one in visits if one.planned.missing]:
            bars = self.bars(wanting, [one.planned.person for one in wanting])
            lanes.append(DayLane(None, "Nobody yet", f"{len(wanting)} to give", bars))
        for worker in self.workers.values():
            own = [one for one in visits if worker.id in one.planned.workers]
            words = away.get(worker.id) or self.worked(own)
            lanes.append(DayLane(worker.id, worker.name, words, self.bars(own, [one.planned.person for one in own])))
        return lanes

    def worked(self, own: Sequence[Planned]) -> str:
        minutes = sum(one.planned.minutes for one in own if not one.planned.is_cancelled)
        return f"{minutes / 60:.1f} hours".replace(".0 ", " ") if minutes else "Free"

    def by_person(self, visits: Sequence[Planned]) -> list[DayLane]:
        people = {one.planned.service_user_id: one.planned.person for one in visits}
        lanes = []
        for person, name in sorted(people.items(), key=lambda found: found[1]):
            own = [one for one in visits if one.planned.service_user_id == person]
            count = sum(not one.planned.is_cancelled for one in own)
            words = f"{count} visit{'s' * (count != 1)}"
            lanes.append(
                DayLane(person, name, words, self.bars(own, [going(one, self.workers) or "Nobody yet" for one in own]))
            )
        return lanes

    def bars(self, visits: Sequence[Planned], names: Sequence[str]) -> list[DayBar]:
        words = [self.words(one) for one in visits]
        places = [
            self.place(one, max(name, said, key=len)) for one, name, said in zip(visits, names, words, strict=True)
        ]
        levels = stacked((start, room) for start, _, room in places)
        drawn = zip(visits, names, words, places, levels, strict=True)
        return [
            DayBar(one, one.planned.day(self.zone), name, said, *place, level)
            for one, name, said, place, level in drawn
        ]

    def place(self, one: Planned, longest: str) -> tuple[int, int, int]:
        start, end = max(0, self.ruler.minute(one.planned.starts_at)), self.ruler.minute(one.planned.ends_at)
        return start, end, max(end, start + round(MINUTES_A_LETTER * (len(longest) + LETTERS_OF_A_SHAPE)))

    def words(self, one: Planned) -> str:
        slot, at = one.planned, self.ruler.hhmm(one.planned.starts_at)
        if slot.is_cancelled:
            return f"{at} cancelled"
        return f"{at}, {len(slot.workers)} of {slot.workers_needed}" if slot.workers_needed > 1 else at
