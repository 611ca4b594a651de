"""The rows that every history begins with: two agencies, four workers, their visits of one day.

Everybody is signed in somewhere, with their username as the token.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher
from sqlmodel import SQLModel

from server.accounts.models import Account, Agency, Role, SignIn, Team
from server.accounts.queries import token_hash
from server.db import writing
from server.medication.models import Dose, Medicine, MedicineKind
from server.medication.outcomes import Support
from server.people.models import ServiceUser
from server.rota_changes.models import DifferenceKind, RotaChange, RotaDifference
from server.visits.models import Assignment, CareAction, Visit

PASSWORD = "a walk by the river"
BEGINNINGS = (
    datetime.fromisoformat("2026-11-19T08:20:00+00:00"),
    datetime.fromisoformat("2026-10-25T00:40:00+00:00"),  # twenty minutes before the clocks go back
    datetime.fromisoformat("2027-03-28T00:40:00+00:00"),  # and forward
)


@dataclass(frozen=True)
class PlannedVisit:
    """What a phone's page about a visit knows of it."""

    id: UUID
    service_user: UUID
    workers: tuple[int, ...]
    actions: tuple[UUID, ...]
    doses: tuple[UUID, ...]
    orders: tuple[UUID, ...]
    """Counted, and of a controlled drug."""


@dataclass
class Rows:
    """Hearth with Amina, Ben and Cara, Lantern with Omar; Grace and Olive in their offices."""

    begins_at: datetime
    rows: list[Any] = field(default_factory=list)
    workers: list[Account] = field(default_factory=list)
    coordinators: list[Account] = field(default_factory=list)
    visits: list[PlannedVisit] = field(default_factory=list)
    changes: dict[UUID, UUID] = field(default_factory=dict)
    """What was published to each worker and not answered yet."""

    def __post_init__(self) -> None:
        hash_ = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
        hearth, lantern = (self.add(Agency(name=name, phone="0113 496 0000")) for name in ("Hearth", "Lantern"))
        teams = [self.add(Team(agency_id=agency.id, name=agency.name)) for agency in (hearth, lantern)]
        for name, team in (("amina", 0), ("ben", 0), ("cara", 0), ("omar", 1)):
            self.workers.append(self.account(name, teams[team], Role.CARE_WORKER, hash_))
        for name, team in (("grace", 0), ("olive", 1)):
            self.coordinators.append(self.account(name, teams[team], Role.COORDINATOR, hash_))
        for account in (*self.workers, *self.coordinators):
            ends_at = self.begins_at + timedelta(days=14)
            self.add(SignIn(token_hash=token_hash(account.username), account_id=account.id, ends_at=ends_at))
        jean, harold = self.person(hearth, "Jean"), self.person(hearth, "Harold")
        edith = self.person(lantern, "Edith")
        self.visit(teams[0], jean, 0)
        self.visit(teams[0], harold, 0, 1)
        self.visit(teams[0], jean, 1, 2)
        self.visit(teams[1], edith, 3)
        for worker, visit in zip(self.workers, self.visits, strict=True):
            self.change(worker, visit)
        self.keep()

    def add(self, row: Any) -> Any:
        self.rows.append(row)
        return row

    def account(self, name: str, team: Team, role: Role, hash_: str) -> Account:
        return self.add(
            Account(
                agency_id=team.agency_id, team_id=team.id, username=name, password_hash=hash_, name=name.title(),
                role=role, phone="07700 900123",
            )
        )  # fmt: skip

    def person(self, agency: Agency, name: str) -> ServiceUser:
        return self.add(
            ServiceUser(
                agency_id=agency.id, given_name=name, known_as="", family_name="Whitcombe", born_on=date(1941, 2, 3),
                address="4 Ash Road", postcode="LS6 3AB", getting_in="Key safe, ask the office.",
            )
        )  # fmt: skip

    def visit(self, team: Team, person: ServiceUser, *workers: int) -> None:
        day, at = self.begins_at.date(), self.begins_at + timedelta(minutes=10)
        visit = self.add(
            Visit(
                agency_id=team.agency_id, team_id=team.id, service_user_id=person.id, service_on=day, starts_at=at,
                ends_at=at + timedelta(minutes=45), title="Personal care", workers_needed=len(workers),
            )
        )  # fmt: skip
        for worker in workers:
            self.add(Assignment(visit_id=visit.id, account_id=self.workers[worker].id, service_on=day))
        action = self.add(CareAction(visit_id=visit.id, position=0, title="Wash", essential=True))
        medicine = self.add(
            Medicine(
                service_user_id=person.id, name="Morphine", amount="1 tablet", support=Support.ADMINISTER,
                started_on=day, kind=MedicineKind.CONTROLLED, stock_unit="tablets", stock_per_dose=Decimal(1),
            )
        )  # fmt: skip
        dose = self.add(
            Dose(
                visit_id=visit.id, medicine_id=medicine.id, medicine_version=1, position=0, name=medicine.name,
                amount=medicine.amount, support=medicine.support, due_at=at,
            )
        )  # fmt: skip
        self.visits.append(PlannedVisit(visit.id, person.id, workers, (action.id,), (dose.id,), (medicine.order_id,)))

    def change(self, worker: Account, visit: PlannedVisit) -> None:
        """A visit of this worker's was moved."""
        at = self.begins_at
        change = self.add(
            RotaChange(
                agency_id=worker.agency_id, team_id=worker.team_id, account_id=worker.id, published_at=at,
                published_by=worker.id,
            )
        )  # fmt: skip
        self.add(
            RotaDifference(
                rota_change_id=change.id, visit_id=visit.id, kind=DifferenceKind.MOVED, starts_at=at, ends_at=at,
                was_starts_at=at, was_ends_at=at,
            )
        )  # fmt: skip
        self.changes[worker.id] = change.id

    def keep(self) -> None:
        """Write them in order, because rows point at those before them."""
        order = {table: number for number, table in enumerate(SQLModel.metadata.sorted_tables)}
        with writing() as db:
            for row in sorted(self.rows, key=lambda row: order[row.__table__]):
                db.add(row)
                db.flush()
            db.commit()
