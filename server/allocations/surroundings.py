"""All that giving a visit to a worker is weighed by: what each worker does around it, may do, and has agreed to."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from server.absences.models import Absence
from server.absences.queries import absences_of
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.allocations.models import Rulebook
from server.allocations.queries import rulebook_of, wishes_of
from server.rota.queries import rota_between, times_met, workers_of
from server.rota.slots import Planned, Slot
from server.rota.weeks import monday_of
from server.staff.competencies import Competencies, competencies_of
from server.staff.models import WorkerFacts
from server.staff.queries import Trained, facts_of, trained


@dataclass(slots=True)
class Surroundings:
    """A team's visits of some weeks, by worker in order of time, and what is known of its workers.

    What is proposed and not drawn yet may be put in and taken out again.
    """

    zone: ZoneInfo
    rulebook: Rulebook
    workers: Mapping[UUID, Account]
    facts: Mapping[UUID, WorkerFacts]
    trained: Mapping[UUID, Trained]
    competencies: Mapping[UUID, Competencies]
    away: Mapping[UUID, Sequence[Absence]]
    met: Mapping[tuple[UUID, UUID], int]
    wishes: Mapping[tuple[UUID, UUID], bool]
    visits: Mapping[UUID, Planned]
    own: dict[UUID, list[Slot]] = field(default_factory=lambda: defaultdict(list))

    def others(self, slot: Slot, worker: UUID) -> list[Slot]:
        """What else a worker does."""
        return [other for other in self.own[worker] if other.visit_id != slot.visit_id]

    def put(self, slot: Slot, worker: UUID) -> None:
        insort(self.own[worker], slot, key=lambda other: other.starts_at)

    def take_out(self, slot: Slot, worker: UUID) -> None:
        self.own[worker] = self.others(slot, worker)

    def as_published(self) -> "Surroundings":
        """The same, with every visit as its workers know it."""
        return with_visits(self, (one.published for one in self.visits.values()))


def surroundings(db: Session, asker: Asker, team_id: UUID, days: Iterable[date]) -> Surroundings:
    """The whole weeks of some days, and the day beside them, as they are planned."""
    mondays = [monday_of(on) for on in days]
    first, last = min(mondays) - timedelta(days=1), max(mondays) + timedelta(days=7)
    visits = {one.planned.visit_id: one for one in rota_between(db, team_id, first, last)}
    workers, people = workers_of(db, team_id), {one.planned.service_user_id for one in visits.values()}
    made = Surroundings(
        ZoneInfo(asker.zone), rulebook_of(db, asker.agency_id), workers, facts_of(db, workers), trained(db, workers),
        competencies_of(db, workers), absences_of(db, workers), times_met(db, people), wishes_of(db, people), visits,
    )  # fmt: skip
    return with_visits(made, (one.planned for one in visits.values()))


def with_visits(about: Surroundings, slots: Iterable[Slot]) -> Surroundings:
    made = Surroundings(
        about.zone, about.rulebook, about.workers, about.facts, about.trained, about.competencies, about.away,
        about.met, about.wishes, about.visits,
    )  # fmt: skip
    for slot in sorted(slots, key=lambda slot: slot.starts_at):
        for worker in () if slot.is_cancelled else slot.workers:
            made.own[worker].append(slot)
    return made
