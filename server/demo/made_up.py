"""A made-up agency of any size: the demo people's plans under other names, on a plain rota."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from uuid import UUID

import msgspec

from server import clock
from server.accounts.models import Account, Agency, Role, Team
from server.demo.people import put_person
from server.demo.plans import MedicinePlan, PersonPlan, VisitPlan, minutes_of, people_of
from server.demo.rota import Place, put_visit
from server.demo.rows import Rows
from server.staff.models import MedicineCompetency, MedicineLevel, Skill, Training

ZONE = "Europe/London"
TEAM_WORKERS = 10
ROUNDS = 4
"""Visits that a person has in a day, or one less when the numbers do not come out even."""
FIRST_MINUTE, LAST_MINUTE = 7 * 60, 22 * 60
DOSE_AFTER_MINUTES = 10
GIVEN_NAMES = (
    "Agnes", "Albert", "Amir", "Beatrice", "Carlos", "Cedric", "Constance", "Denise", "Doreen", "Eileen",
    "Ernest", "Farida", "Fergus", "Gladys", "Gordon", "Harpal", "Hilda", "Ifeoma", "Irene", "Jerzy",
    "Kathleen", "Lakshmi", "Leonard", "Mabel", "Malcolm", "Nigel", "Noreen", "Owen", "Patience", "Phyllis",
    "Rashid", "Roland", "Sybil", "Teresa", "Vera", "Wilfred",
)  # fmt: skip
FAMILY_NAMES = (
    "Abara", "Ashworth", "Barraclough", "Begum", "Birtwhistle", "Chowdhury", "Cowling", "Dacosta", "Eccles",
    "Fairburn", "Garside", "Hargreaves", "Ibbotson", "Jagger", "Kaur", "Kowalska", "Lockwood", "Mbeki",
    "Naylor", "Oldroyd", "Patel", "Quarmby", "Ramsden", "Sikorska", "Tordoff", "Umar", "Verity", "Wadsworth",
    "Yeadon", "Zhang",
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How large an agency to make."""

    workers: int
    days: int = 14
    visits: int = 12
    username_prefix: str = ""


@dataclass(frozen=True)
class MadeUpAgency:
    """What every team of it shares."""

    id: UUID
    size: Size
    password_hash: str
    today: date


def put_made_up_agency(rows: Rows, size: Size, password_hash: str, today: date) -> Iterator[None]:
    """The agency team by team; after each, what is gathered may be inserted."""
    agency = MadeUpAgency(rows.new_id(), size, password_hash, today)
    rows.add(Agency, id=agency.id, name=f"{size.workers:,} care workers", zone=ZONE, phone="01632 960400")
    for first in range(0, size.workers, TEAM_WORKERS):
        put_team(rows, agency, first)
        yield


def put_team(rows: Rows, agency: MadeUpAgency, first: int) -> None:
    """A team: its coordinator, its workers, and each pair of workers with their people."""
    team_id = rows.new_id()
    number = first // TEAM_WORKERS + 1
    rows.add(Team, id=team_id, agency_id=agency.id, name=f"Team {number}")
    put_account(rows, agency, team_id, f"coordinator{number}", Role.COORDINATOR)
    numbers = range(first + 1, min(first + TEAM_WORKERS, agency.size.workers) + 1)
    workers = [put_account(rows, agency, team_id, f"worker{number}", Role.CARE_WORKER) for number in numbers]
    for worker in workers:
        for skill in Skill:
            put_training(rows, worker, skill, agency.today)
        put_competency(rows, worker, agency.today)
    for one in range(0, len(workers), 2):
        put_pair(rows, agency, team_id, workers[one : one + 2])


def put_account(rows: Rows, agency: MadeUpAgency, team_id: UUID, username: str, role: Role) -> UUID:
    number = rows.random.randrange(1000)
    account = rows.add(
        Account,
        id=rows.new_id(),
        agency_id=agency.id,
        team_id=team_id,
        username=f"{agency.size.username_prefix}{username}",
        password_hash=agency.password_hash,
        name=f"{rows.random.choice(GIVEN_NAMES)} {rows.random.choice(FAMILY_NAMES)}",
        role=role,
        phone=f"07700 900{number:03}",
    )
    found: UUID = account["id"]
    return found


def put_training(rows: Rows, worker: UUID, skill: Skill, today: date) -> None:
    rows.add(
        Training,
        id=rows.new_id(),
        account_id=worker,
        skill=skill,
        assessed_on=today,
        until=None,
        recorded_by=None,
        recorded_at=clock.now(),
        withdrawn_at=None,
    )


def put_competency(rows: Rows, worker: UUID, today: date) -> None:
    rows.add(
        MedicineCompetency,
        id=rows.new_id(),
        account_id=worker,
        level=MedicineLevel.DELEGATED,
        assessed_by="A coordinator",
        assessed_on=today,
        until=None,
        note="",
        recorded_by=None,
        recorded_at=clock.now(),
    )


def put_pair(rows: Rows, agency: MadeUpAgency, team_id: UUID, pair: list[UUID]) -> None:
    """Two workers who see their first person together, and each their others alone."""
    place = (agency.id, team_id, ZONE)
    for turn in range(people_a_worker(agency.size)):
        for workers in [pair] if turn == 0 else [[worker] for worker in pair]:
            put_person_and_visits(rows, agency, place, turn, workers)


def put_person_and_visits(rows: Rows, agency: MadeUpAgency, place: Place, turn: int, workers: Sequence[UUID]) -> None:
    template = rows.random.randrange(len(templates()))
    plan = msgspec.structs.replace(
        moved(template, turn, agency.size.visits, len(workers)),
        given_name=rows.random.choice(GIVEN_NAMES),
        family_name=rows.random.choice(FAMILY_NAMES),
    )
    person = put_person(rows, agency.id, plan, agency.today)
    for offset in range(agency.size.days):
        for visit in plan.visits:
            put_visit(rows, place, person, visit, agency.today + timedelta(days=offset), list(workers))


def people_a_worker(size: Size) -> int:
    return -(-size.visits // ROUNDS)


@cache
def templates() -> list[PersonPlan]:
    """The demo's people, to be moved on to the plain rota."""
    return people_of("york")


@cache
def moved(template: int, turn: int, visits_a_day: int, workers: int) -> PersonPlan:
    """A demo person's plan with its visits, and the medicines on them, at a worker's every so many minutes."""
    plan = templates()[template]
    step = (LAST_MINUTE - FIRST_MINUTE) // visits_a_day // 5 * 5
    slots = range(turn, visits_a_day, -(-visits_a_day // ROUNDS))
    visits = [
        msgspec.structs.replace(
            plan.visits[number % len(plan.visits)],
            at=clock_time(FIRST_MINUTE + slot * step),
            minutes=min(45, step - 10),
            workers=[""] * workers,
        )
        for number, slot in enumerate(slots)
    ]
    medicines = [with_visits(medicine, plan, visits) for medicine in plan.medicines]
    kept = [new for new, old in zip(medicines, plan.medicines, strict=True) if new.at or not old.at]
    return msgspec.structs.replace(plan, visits=visits, medicines=kept)


def with_visits(medicine: MedicinePlan, plan: PersonPlan, visits: list[VisitPlan]) -> MedicinePlan:
    """A medicine whose times have moved with the visits that cover them."""
    covering = [number for at in medicine.at for number, visit in enumerate(plan.visits) if visit.covers(at)]
    times = [minutes_of(visits[number].at) + DOSE_AFTER_MINUTES for number in covering if number < len(visits)]
    return msgspec.structs.replace(medicine, at=[clock_time(minutes) for minutes in times])


def clock_time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
