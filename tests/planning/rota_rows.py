"""A small team with a full morning: three workers, visits close to each other, and medicines on one of them."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from server.accounts.asker import Asker
from server.accounts.models import Account, Agency, Role, Team
from server.db import writing
from server.medication.models import Dose, Medicine
from server.medication.outcomes import Support
from server.people.models import ServiceUser
from server.staff.models import MedicineCompetency, MedicineLevel
from server.visits.models import Assignment, Visit

ZONE = "Europe/London"
NOW = datetime.fromisoformat("2026-11-19T06:00:00+00:00")
DAY = NOW.date()
PLAN = (("08:00", 0), ("08:30", 0), ("09:00", 1), ("09:30", 1, 2), ("10:30", 2), ("11:00",))
"""When each visit begins, and who goes."""
MEDICINE_ROUND = 2
"""On this visit a medicine is given."""
LEVELS = (MedicineLevel.DELEGATED, MedicineLevel.ADMINISTER, MedicineLevel.ASSIST)
"""How far each worker may go: Cara, the third, may not give any."""


class Team3:
    """Hearth on one morning, and Grace who plans it."""

    def __init__(self) -> None:
        agency = Agency(name="Hearth", phone="0113 496 0000")
        team = Team(agency_id=agency.id, name="Headingley")
        self.team_id = team.id
        self.workers = [self.account(team, name, Role.CARE_WORKER) for name in ("Amina", "Ben", "Cara")]
        grace = self.account(team, "Grace", Role.COORDINATOR)
        person = ServiceUser(
            agency_id=agency.id, given_name="Jean", family_name="Whitcombe", known_as="", born_on=date(1941, 2, 3),
            address="4 Ash Road", postcode="LS6 3AB",
        )  # fmt: skip
        self.person_id = person.id
        visits = [self.visit(team, person.id, at, len(goers)) for at, *goers in PLAN]
        medicine = Medicine(
            service_user_id=person.id, name="Metformin 500 mg", amount="1 tablet", support=Support.ADMINISTER,
            at=time(9, 5), started_on=DAY - timedelta(days=90), ended_on=DAY,
        )  # fmt: skip
        with_medicine = visits[MEDICINE_ROUND]
        dose = Dose(
            visit_id=with_medicine.id, medicine_id=medicine.id, medicine_version=1, position=0, name=medicine.name,
            amount=medicine.amount, support=medicine.support, due_at=with_medicine.starts_at,
        )  # fmt: skip
        assessed = [
            MedicineCompetency(account_id=worker.id, level=level, assessed_by="Grace", assessed_on=DAY)
            for worker, level in zip(self.workers, LEVELS, strict=True)
        ]
        goes = [
            Assignment(visit_id=visit.id, account_id=self.workers[worker].id, service_on=DAY)
            for visit, (_, *goers) in zip(visits, PLAN, strict=True)
            for worker in goers
        ]
        self.visits: list[UUID] = [visit.id for visit in visits]
        self.asker = Asker(
            grace.id, agency.id, team.id, grace.name, grace.role, agency.name, ZONE, agency.phone, 7, 14
        )  # fmt: skip
        with writing() as db:
            for rows in (
                [agency],
                [team],
                [*self.workers, grace],
                [person],
                visits,
                goes,
                [medicine],
                [dose],
                assessed,
            ):
                db.add_all(rows)
                db.flush()
            db.commit()

    def account(self, team: Team, name: str, role: Role) -> Account:
        return Account(
            agency_id=team.agency_id, team_id=team.id, username=name.lower(), password_hash="", name=name, role=role
        )

    def visit(self, team: Team, person: UUID, at: str, workers: int) -> Visit:
        starts_at = datetime.fromisoformat(f"{DAY}T{at}:00+00:00")
        return Visit(
            agency_id=team.agency_id, team_id=team.id, service_user_id=person, service_on=DAY, starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=30), title="Personal care", workers_needed=max(1, workers),
        )  # fmt: skip
