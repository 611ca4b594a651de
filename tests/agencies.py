"""Two agencies small enough to know by heart; every test has its own pair of them."""

import secrets
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import groupby
from typing import Any

from litestar.testing import TestClient
from sqlalchemy import update
from sqlmodel import SQLModel, col, select

from server import clock
from server.accounts.models import Account, Agency, Role, SignIn, Team
from server.accounts.queries import token_hash
from server.accounts.signing_in import hasher
from server.board.models import Alert
from server.board.watchdog import look_at
from server.care_plans.contents import Content, Goal, written
from server.care_plans.models import PlanChange, PlanVersion
from server.db import new_id, reading, writing
from server.medication.models import Dose, Medicine
from server.medication.outcomes import Support
from server.people.key_safe_models import KeySafe
from server.people.models import AboutMe, AllergyStatus, Contact, ServiceUser
from server.risk_assessments.models import AssessmentVersion, RiskAssessment
from server.risk_assessments.shipped import shipped
from server.rota_changes.models import RotaChange
from server.staff.models import MedicineCompetency, MedicineLevel
from server.visits.models import Assignment, CareAction, Visit
from tests.care import Person, Phone

ZONE = "Europe/London"
DAY = date(2026, 11, 19)
PASSWORD = "a walk by the river"
KEY_SAFE_CODE = "4471Y"


def at(hhmm: str, on: date = DAY) -> datetime:
    """A local wall time as a moment."""
    return clock.moment(on, time.fromisoformat(hhmm), ZONE)


def it_is(hhmm: str, on: date = DAY) -> None:
    clock.start_at(at(hhmm, on))


@cache
def password_hash() -> str:
    return hasher.hash(PASSWORD)


class Agencies:
    """Hearth Home Care at 8:20 on a Thursday, and Lantern Care beside it."""

    def __init__(self, browser: TestClient[Any]) -> None:
        self.browser, self.rows = browser, list[SQLModel]()
        self.hearth = self.add(Agency(name="Hearth Home Care", phone="0113 496 0000"))
        self.lantern = self.add(Agency(name="Lantern Care", phone="01904 496 000"))
        self.team = self.add(Team(agency_id=self.hearth.id, name="Headingley"))
        self.other_team = self.add(Team(agency_id=self.lantern.id, name="York"))
        self.amina = self.phone_of("Amina Yusuf", self.team)
        self.ben = self.phone_of("Ben Carter", self.team)
        self.grace = self.coordinator("Grace Mensah", self.team)
        self.omar = self.phone_of("Omar Farouk", self.other_team)
        self.olive = self.coordinator("Olive Grant", self.other_team)
        self.stranger = Person(browser)
        for worker in (self.amina, self.ben, self.omar):
            self.assess(worker)
        self.people_and_plans()
        self.visits()
        self.doses()
        self.keep()

    def people_and_plans(self) -> None:
        self.jean = self.person(self.hearth, "Jean", "Whitcombe")
        self.harold = self.person(self.hearth, "Harold", "Osei")
        self.walter = self.person(self.hearth, "Walter", "Finch")
        self.edith = self.person(self.lantern, "Edith", "Lamb")
        jean = {"service_user_id": self.jean.id}
        self.add(KeySafe(code=KEY_SAFE_CODE, place="left of the door", **jean))
        self.goal = Goal(id=new_id(), words="To walk to the shop again.", is_top=True)
        self.plan(self.jean, Content(summary="Washing and breakfast, at her own pace.", goals=(self.goal,)))
        self.add(AboutMe(position=0, heading="What matters to me", words="Choir on Tuesdays.", **jean))
        self.add(Contact(position=0, name="Peter Whitcombe", relation="son", phone="07700 900111", **jean))
        self.risk(self.jean, "Falls", "Unsteady on the stairs.", "Walk behind her.")
        self.add(PlanChange(changed_on=DAY, kind="care", sentence="Tea before the wash.", by="Grace Mensah", **jean))

    def visits(self) -> None:
        self.morning = self.visit("08:15", self.jean, self.amina)
        self.evening = self.visit("18:00", self.jean, self.amina)
        self.tomorrow = self.visit("08:15", self.jean, self.amina, on=DAY + timedelta(days=1))
        self.double = self.visit("10:00", self.harold, self.amina, self.ben)
        self.walters = self.visit("09:30", self.walter, self.ben, minutes=30)
        self.ediths = self.visit("09:00", self.edith, self.omar)
        self.wash = self.action(self.morning, "Wash", essential=True)
        self.breakfast = self.action(self.morning, "Breakfast")
        self.hoist = self.action(self.double, "Hoist to the chair")
        self.shave = self.action(self.walters, "Shave")
        self.cream = self.action(self.ediths, "Cream")

    def doses(self) -> None:
        levodopa = self.medicine(self.jean, "Co-careldopa 25 mg/100 mg")
        paracetamol = self.medicine(self.jean, "Paracetamol 500 mg")
        aspirin = self.medicine(self.walter, "Aspirin 75 mg")
        self.levodopa = self.dose(self.morning, levodopa, due="08:30", latest="09:00")
        self.paracetamol = self.dose(self.morning, paracetamol)
        self.evening_paracetamol = self.dose(self.evening, paracetamol)
        self.aspirin = self.dose(self.walters, aspirin, due="09:30")

    def add(self, row: Any) -> Any:
        self.rows.append(row)
        return row

    def keep(self) -> None:
        """Write what was added; in order, because rows point at those before them."""
        order = {table: number for number, table in enumerate(SQLModel.metadata.sorted_tables)}
        with writing() as db:
            for _, rows in groupby(sorted(self.rows, key=lambda row: order[row.__table__]), lambda row: row.__table__):
                db.add_all(rows)
                db.flush()
            db.commit()
        self.rows.clear()

    def phone_of(self, name: str, team: Team) -> Phone:
        return Phone(self.browser, *self.account(name, team, Role.CARE_WORKER))

    def another_phone_of(self, phone: Phone) -> Phone:
        """The same worker signs in on another phone."""
        token = secrets.token_urlsafe(32)
        ends_at = clock.now() + timedelta(days=14)
        self.add(SignIn(token_hash=token_hash(token), account_id=phone.account.id, ends_at=ends_at))  # type: ignore[union-attr]
        self.keep()
        return Phone(self.browser, token, phone.account)

    def coordinator(self, name: str, team: Team) -> Person:
        return Person(self.browser, *self.account(name, team, Role.COORDINATOR))

    def account(self, name: str, team: Team, role: Role) -> tuple[str, Account]:
        username = f"{name.split()[0].lower()}-{secrets.token_hex(4)}"
        account = Account(
            agency_id=team.agency_id, team_id=team.id, username=username, password_hash=password_hash(), name=name,
            role=role, phone="07700 900123",
        )  # fmt: skip
        token = secrets.token_urlsafe(32)
        self.add(account)
        self.add(SignIn(token_hash=token_hash(token), account_id=account.id, ends_at=clock.now() + timedelta(days=14)))
        return token, account

    def assess(self, worker: Phone, level: MedicineLevel = MedicineLevel.ADMINISTER, **more: Any) -> None:
        """What a worker may do with medicines."""
        values = {"account_id": worker.account.id, "assessed_by": "Dee", "assessed_on": DAY} | more  # type: ignore[union-attr]
        self.add(MedicineCompetency(level=level, **values))

    def person(self, agency: Agency, given: str, family: str) -> ServiceUser:
        person = ServiceUser(
            agency_id=agency.id, given_name=given, known_as="", family_name=family, born_on=date(1941, 2, 3),
            address="4 Ash Road", postcode="LS6 3AB", phone="0113 496 0017", getting_in="Key safe, ask the office.",
            allergy_status=AllergyStatus.RECORDED, allergies="penicillin", latitude=53.82, longitude=-1.57,
        )  # fmt: skip
        return self.add(person)

    def visit(self, hhmm: str, person: ServiceUser, *workers: Phone, on: date = DAY, minutes: int = 45) -> Visit:
        team = self.team if person.agency_id == self.hearth.id else self.other_team
        starts_at = at(hhmm, on)
        visit = Visit(
            agency_id=person.agency_id, team_id=team.id, service_user_id=person.id, service_on=on,
            starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes), title="Personal care",
            workers_needed=max(1, len(workers)),
        )  # fmt: skip
        self.add(visit)
        for worker in workers:
            self.add(Assignment(visit_id=visit.id, account_id=worker.account.id, service_on=on))
        return visit

    def plan(self, person: ServiceUser, content: Content, on: date = DAY) -> PlanVersion:
        """What is in force from a day on, as it was before anybody saved a version."""
        return self.add(PlanVersion(service_user_id=person.id, number=1, content=written(content), in_force_on=on))

    def action(self, visit: Visit, title: str, *, essential: bool = False) -> CareAction:
        return self.add(CareAction(visit_id=visit.id, position=len(self.rows), title=title, essential=essential))

    def medicine(self, person: ServiceUser, name: str) -> Medicine:
        return self.add(
            Medicine(
                service_user_id=person.id, name=name, amount="1 tablet, by mouth", support=Support.ADMINISTER,
                started_on=DAY,
            )
        )  # fmt: skip

    def dose(self, visit: Visit, medicine: Medicine, due: str = "", latest: str = "") -> Dose:
        if latest:
            visit.time_critical, visit.time_critical_at = medicine.name, at(due)
            visit.time_critical_latest_at = at(latest)
        return self.add(
            Dose(
                visit_id=visit.id, medicine_id=medicine.id, medicine_version=1, position=0, name=medicine.name,
                amount=medicine.amount, support=medicine.support, due_at=at(due) if due else None,
                latest_at=at(latest) if latest else None,
            )
        )  # fmt: skip

    def risk(self, person: ServiceUser, title: str, what: str, control: str) -> RiskAssessment:
        """A general assessment, to be looked at again in a year."""
        in_a_year = DAY + timedelta(days=365)
        head = RiskAssessment(agency_id=person.agency_id, service_user_id=person.id, kind="general", due_on=in_a_year)
        self.add(
            AssessmentVersion(
                assessment_id=head.id, form_id=shipped()["general"].id, title=title, tells=what,
                answers={"category": title, "what": what}, controls={"": control}, assessed_on=DAY,
                review_on=in_a_year, why="First assessment",
            )
        )  # fmt: skip
        return self.add(head)

    def add_assignment(self, visit: Visit, worker: Phone) -> None:
        """Somebody else goes there, too."""
        self.add(Assignment(visit_id=visit.id, account_id=worker.account.id, service_on=visit.service_on))  # type: ignore[union-attr]
        self.keep()

    # What happens in the office of Hearth

    def publish_to(self, worker: Phone) -> RotaChange:
        """Grace publishes what she planned; what that changes for one worker."""
        self.grace.post("/rota/publications", team=self.team.id)
        return next(iter(all_of(RotaChange, RotaChange.account_id == worker.account.id)))  # type: ignore[union-attr]

    def watchdog_looks(self) -> None:
        look_at(self.hearth)

    def open_alerts(self) -> list[Alert]:
        return all_of(Alert, Alert.agency_id == self.hearth.id, col(Alert.closed_at).is_(None))


def all_of(kind: type[Any], *where: Any) -> list[Any]:
    with reading() as db:
        return list(db.exec(select(kind).where(*where)))


def change(kind: type[Any], where: Any, **values: Any) -> None:
    """Change rows behind everybody's back."""
    with writing() as db:
        db.execute(update(kind).where(where).values(**values))
        db.commit()
