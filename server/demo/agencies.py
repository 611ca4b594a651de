"""The demo's two agencies: their accounts, people and days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from server import clock
from server.accounts.models import Account, Agency, Device, Role, Team
from server.care_plans.horizon import HORIZON
from server.care_plans.models import PlannedWorker
from server.demo.documents import put_documents
from server.demo.people import Person, put_person
from server.demo.plans import HERE, VisitPlan, people_of
from server.demo.records import put_new_and_discharged
from server.demo.risks import put_risks
from server.demo.rota import DayVisit, put_day
from server.demo.rows import Row, Rows
from server.demo.wanted import put_wanted
from server.staff.models import Gender, MedicineCompetency, MedicineLevel, Skill, Training, Travel, WorkerFacts

DAYS_BACK, DAYS_AHEAD = 7, HORIZON.days
AFTERNOON = time(15)


class Colleague(msgspec.Struct, forbid_unknown_fields=True):
    """Somebody who signs in."""

    username: str
    name: str
    phone: str
    gender: Gender = Gender.NOT_SAID
    travel: Travel = Travel.CAR
    most_hours: int | None = None
    trained: list[Skill] = []
    medicines: MedicineLevel = MedicineLevel.PROMPT
    medicines_days_left: int = 200


class AgencyPlan(msgspec.Struct, forbid_unknown_fields=True):
    """An agency as the demo describes it; its people are in the files of `folder`."""

    folder: str
    name: str
    team: str
    phone: str
    coordinators: list[Colleague]
    care_workers: list[Colleague]
    pairs: list[tuple[str, str]] = []
    """Who swaps afternoons with whom on every third day."""
    keep_open: list[str] = []
    """Whose last visits of today stay open, so that whoever tries the app has something to do."""
    silent: str = ""
    """Whose phone has not been heard lately."""


@dataclass(frozen=True)
class DemoAgency:
    """An agency whose rows are made."""

    plan: AgencyPlan
    id: UUID
    team_id: UUID
    zone: str
    accounts: dict[str, Row]
    """By username."""
    devices: dict[str, Row]
    people: list[Person]
    days: dict[date, list[DayVisit]]

    def account_id(self, username: str) -> UUID:
        found: UUID = self.accounts[username]["id"]
        return found


def agency_plans() -> list[AgencyPlan]:
    """Both agencies, as their file describes them."""
    return msgspec.toml.decode((HERE / "agencies.toml").read_bytes(), type=dict[str, list[AgencyPlan]])["agencies"]


def put_agency(rows: Rows, plan: AgencyPlan, password_hash: str, now: datetime) -> DemoAgency:
    """An agency with its accounts, its people and five weeks of visits."""
    agency_id, team_id, zone = rows.new_id(), rows.new_id(), "Europe/London"
    rows.add(Agency, id=agency_id, name=plan.name, zone=zone, phone=plan.phone)
    rows.add(Team, id=team_id, agency_id=agency_id, name=plan.team)
    account = partial(put_account, rows, agency_id, team_id, password_hash)
    accounts = {who.username: account(who, Role.COORDINATOR) for who in plan.coordinators}
    accounts |= {who.username: account(who, Role.CARE_WORKER) for who in plan.care_workers}
    devices = {who.username: put_device(rows, accounts[who.username], now) for who in plan.care_workers}
    today = now.astimezone(ZoneInfo(zone)).date()
    for who in plan.care_workers:
        put_facts(rows, accounts[who.username]["id"], who, today)
        put_competency(rows, accounts[who.username]["id"], who, today, plan.coordinators[-1].name)
    by = accounts[plan.coordinators[0].username]["id"]
    people = [put_person(rows, agency_id, person, today, by) for person in people_of(plan.folder)]
    if plan.folder == "york":
        put_new_and_discharged(rows, agency_id, by, today)
    put_documents(rows, agency_id, people, by, today)
    for asked in people:
        put_wanted(rows, asked, by, now - timedelta(days=20))
    agency = DemoAgency(plan, agency_id, team_id, zone, accounts, devices, people, {})
    named = {f"{person.plan.given_name} {person.plan.family_name}": person.id for person in people}
    put_risks(rows, (plan.folder, agency_id), named, {name: row["id"] for name, row in accounts.items()}, today)
    for offset in range(-DAYS_BACK, DAYS_AHEAD + 1):
        workers = partial(who_goes, agency, offset)
        on = today + timedelta(days=offset)
        agency.days[on] = put_day(rows, (agency_id, team_id, zone), people, on, workers)
    for person in people:
        put_usual_workers(rows, agency, person, today)
        say_who_wrote(agency, person)
    return agency


def put_usual_workers(rows: Rows, agency: DemoAgency, person: Person, today: date) -> None:
    """Whose rota the planned visits come on from now on, and who usually goes."""
    for visit in person.plan.visits:
        planned = person.planned[visit.at]
        planned.update(team_id=agency.team_id, made_to=today + timedelta(days=DAYS_AHEAD))
        for name in visit.workers:
            rows.add(PlannedWorker, planned_visit_id=planned["id"], account_id=agency.account_id(name))


def say_who_wrote(agency: DemoAgency, person: Person) -> None:
    """Plans that were drafted in the app were by a coordinator; the others were taken over."""
    if person.plan.needs:
        author = agency.account_id(agency.plan.coordinators[0].username)
        for version in person.versions:
            version.update(by=author, agreement_by=author, in_force_by=author)


def put_facts(rows: Rows, account_id: UUID, who: Colleague, today: date) -> None:
    rows.add(WorkerFacts, account_id=account_id, gender=who.gender, travel=who.travel, most_hours=who.most_hours)
    for skill in who.trained:
        assessed_on = today - timedelta(days=rows.random.randrange(30, 330))
        rows.add(
            Training,
            id=rows.new_id(),
            account_id=account_id,
            skill=skill,
            assessed_on=assessed_on,
            until=assessed_on + timedelta(days=365),
            recorded_by=None,
            recorded_at=clock.moment(assessed_on, AFTERNOON, "Europe/London"),
            withdrawn_at=None,
        )


def put_competency(rows: Rows, account_id: UUID, who: Colleague, today: date, assessor: str) -> None:
    """Assessed by a coordinator, for a year."""
    until = today + timedelta(days=who.medicines_days_left)
    assessed_on = until - timedelta(days=365)
    rows.add(
        MedicineCompetency,
        id=rows.new_id(),
        account_id=account_id,
        level=who.medicines,
        assessed_by=assessor,
        assessed_on=assessed_on,
        until=until,
        note="Watched on three rounds, and asked about six medicines.",
        recorded_by=None,
        recorded_at=clock.moment(assessed_on, AFTERNOON, "Europe/London"),
    )


def put_account(rows: Rows, agency_id: UUID, team_id: UUID, password_hash: str, who: Colleague, role: Role) -> Row:
    return rows.add(
        Account,
        id=rows.new_id(),
        agency_id=agency_id,
        team_id=team_id,
        username=who.username,
        password_hash=password_hash,
        name=who.name,
        role=role,
        phone=who.phone,
    )


def put_device(rows: Rows, account: Row, now: datetime) -> Row:
    return rows.add(
        Device,
        id=rows.new_id(),
        account_id=account["id"],
        first_heard_at=now - timedelta(days=41),
        last_heard_at=now - timedelta(seconds=rows.random.randrange(20, 240)),
        last_sequence=0,
        complete_to=0,
        clock_offset_seconds=round(rows.random.uniform(-2, 2), 1),
    )


def who_goes(agency: DemoAgency, offset: int, visit: VisitPlan) -> list[UUID]:
    """Who goes to a planned visit so many days from today."""
    swapped = dict(agency.plan.pairs) | {second: first for first, second in agency.plan.pairs}
    swaps = offset % 3 == 1 and visit.at >= AFTERNOON and len(visit.workers) == 1
    return [agency.account_id(swapped.get(name, name) if swaps else name) for name in visit.workers]
