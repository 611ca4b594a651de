"""The demo agencies are believable, and safe to read as a care plan."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func
from sqlmodel import Session, col, select

from server.accounts.models import Account, Agency, Device, Team
from server.care_plans.models import PlannedVisit, PlannedWorker
from server.db import new_id
from server.demo.made_up import Size
from server.demo.plans import PersonPlan, people_of
from server.demo.risks import AssessmentPlan, assessments_of, put_assessment
from server.demo.rows import Rows
from server.inbox.models import Form
from server.medication.models import Dose, MarEntry, Medicine, MedicineKind
from server.people.models import AllergyStatus, ServiceUser
from server.risk_assessments.answers import said_of, ticked, typed
from server.risk_assessments.models import AssessmentVersion
from server.risk_assessments.shipped import shipped
from server.rota.queries import medicine_levels
from server.seeds import DEMO_PASSWORD, SEED, put_demo, seed_made_up
from server.staff.competencies import competencies_of, why_not
from server.staff.models import skills_in
from server.staff.queries import trained
from server.visits.models import Assignment, Visit
from tests.seeding import LONDON, NOW, clock_at, demo, demo_engine, fresh_database

__all__ = ["demo", "demo_engine"]

NIGHT = NOW.replace(hour=22, minute=30)
PEOPLE = [*people_of("york"), *people_of("leeds")]
BY_NAME = pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.family_name)
TRAILING_ZERO = re.compile(r"\d\.\d*0\b")
NAKED_POINT = re.compile(r"(?<!\d)\.\d")
UNIT_WITHOUT_SPACE = re.compile(r"\d(mg|g|ml|kg|cm|micrograms?|mcg|µg|units?|IU|%)\b|\d%")
UNSAFE_ABBREVIATION = re.compile(r"\b(U|IU|mcg|µg|ug|OD|BD|TDS|QDS|PRN|PO|SC|IM|PR|stat|nocte|mane|tab|tabs|caps)\b")


def visits_by_worker(db: Session) -> dict[tuple[str, object], list[Visit]]:
    """Each worker's visits of each day, in order."""
    found = db.exec(
        select(Account.username, Visit)
        .join(Assignment, col(Assignment.account_id) == Account.id)
        .join(Visit)
        .order_by(col(Visit.starts_at))
    )
    days: dict[tuple[str, object], list[Visit]] = {}
    for username, visit in found:
        days.setdefault((username, visit.service_on), []).append(visit)
    return days


def test_a_worker_has_10_to_14_visits_a_day(demo: Session) -> None:
    assert {len(visits) for visits in visits_by_worker(demo).values()} <= {10, 11, 12, 13, 14}


def test_there_are_7_days_back_and_28_ahead(demo: Session) -> None:
    today = NOW.date()
    days = demo.exec(select(Visit.service_on).distinct().order_by(col(Visit.service_on))).all()
    assert (days[0], days[-1], len(days)) == (today - timedelta(days=7), today + timedelta(days=28), 36)


def test_nobody_is_in_two_places_and_everybody_has_time_to_travel(demo: Session) -> None:
    gaps = [
        after.starts_at - before.ends_at for day in visits_by_worker(demo).values() for before, after in pairwise(day)
    ]
    assert min(gaps) >= timedelta(minutes=5)


def test_visits_are_between_7_and_22(demo: Session) -> None:
    first, last = demo.exec(select(func.min(Visit.starts_at), func.max(Visit.ends_at))).one()
    days = [(at.astimezone(LONDON).hour, at.astimezone(LONDON).minute) for at in (first, last)]
    assert days[0] >= (7, 0)
    assert days[1] <= (22, 0)


def test_about_a_sixth_of_the_visits_is_double_handed(demo: Session) -> None:
    york = demo.exec(select(Visit.workers_needed).join(Team).where(Team.name == "York")).all()
    assert 0.15 <= sum(workers == 2 for workers in york) / len(york) <= 0.2


def test_a_double_handed_visit_has_two_workers(demo: Session) -> None:
    going = select(Visit.workers_needed, func.count(col(Assignment.id))).join(Assignment)
    rows = demo.exec(going.group_by(col(Visit.id), col(Visit.workers_needed))).all()
    assert all(needed == goes for needed, goes in rows)


def test_about_30_people_are_visited_in_york_and_a_few_in_leeds() -> None:
    assert (len(people_of("york")), len(people_of("leeds"))) == (30, 4)


@BY_NAME
def test_a_medicine_is_written_safely(person: PersonPlan) -> None:
    words = " ".join(
        f"{medicine.name} {medicine.amount} {medicine.how}"
        + (f" {medicine.replaces.name} {medicine.replaces.amount}" if medicine.replaces else "")
        for medicine in person.medicines
    )
    assert not TRAILING_ZERO.findall(words)
    assert not NAKED_POINT.findall(words)
    assert not UNIT_WITHOUT_SPACE.findall(words)
    assert not UNSAFE_ABBREVIATION.findall(words)


@BY_NAME
def test_a_scheduled_medicine_falls_on_one_visit(person: PersonPlan) -> None:
    covering = [sum(visit.covers(at) for visit in person.visits) for medicine in person.medicines for at in medicine.at]
    assert set(covering) <= {1}


@BY_NAME
def test_a_medicine_as_needed_says_when(person: PersonPlan) -> None:
    unsaid = [medicine.name for medicine in person.medicines if not medicine.at and "when" not in medicine.how.lower()]
    assert [name for name in unsaid if "Only for" not in how_of(person, name)] == []


def how_of(person: PersonPlan, medicine: str) -> str:
    return next(found.how for found in person.medicines if found.name == medicine)


@BY_NAME
def test_a_person_can_have_a_banner(person: PersonPlan) -> None:
    recorded = person.allergies.status == AllergyStatus.RECORDED
    assert recorded == bool(person.allergies.words)
    assert (person.allergies.status == AllergyStatus.NOT_RECORDED) == (person.allergies.confirmed_days_ago is None)
    assert person.getting_in
    assert person.known_as


@BY_NAME
def test_a_person_is_known_and_planned_for(person: PersonPlan) -> None:
    assert 3 <= len(person.about_me) <= 7
    assert 2 <= len(person.contacts) <= 4
    assert 1 <= len(person.risks) <= 4
    assert 1 <= len(person.goals) <= 3


@BY_NAME
def test_a_visit_has_3_to_9_actions(person: PersonPlan) -> None:
    assert all(3 <= len(visit.actions) <= 9 for visit in person.visits)
    assert {key for visit in person.visits for key in visit.actions} == set(person.actions)


@pytest.mark.parametrize("plan", assessments_of("york"), ids=lambda plan: f"{plan.person}, {plan.kind}")
def test_a_risk_is_assessed_as_its_form_asks(plan: AssessmentPlan) -> None:
    rows, form = Rows(1, NOW), shipped()[plan.kind].definition
    put_assessment(rows, (new_id(), new_id()), plan.kind, plan.versions, NOW.date(), defaultdict(new_id))
    versions = [AssessmentVersion(**row) for row in rows.tables["risk_assessment_versions"]]
    today = NOW.date().isoformat()
    review_on = (NOW.date() + timedelta(days=30)).isoformat()
    more = {"assessed_on": today, "review_on": review_on, "why": "Review."}
    read = [
        typed(SimpleNamespace(today=NOW.date()), form, ticked(form, said_of(form, version)) | more)  # type: ignore[arg-type]
        for version in versions
    ]
    assert [one.answers for one in read] == [version.answers for version in versions]
    assert [one.controls for one in read] == [version.controls for version in versions]


@BY_NAME
def test_nobody_is_real(person: PersonPlan) -> None:
    phones = [person.phone, *(contact.phone for contact in person.contacts)]
    assert all(re.fullmatch(r"01632 960\d{3}|07700 900\d{3}", phone) for phone in phones)
    assert re.fullmatch(r"(YO|LS)99 \d[A-Z]{2}", person.postcode)


def test_allergies_are_recorded_none_known_or_not_recorded(demo: Session) -> None:
    assert set(demo.exec(select(ServiceUser.allergy_status).distinct())) == set(AllergyStatus)


def test_a_changed_dose_is_the_old_one_before_and_the_new_one_after(demo: Session) -> None:
    doses = demo.exec(
        select(Dose.name).join(Visit).where(col(Dose.name).startswith("Zopiclone")).order_by(col(Visit.starts_at))
    ).all()
    assert doses == ["Zopiclone 7.5 mg tablets"] * 3 + ["Zopiclone 3.75 mg tablets"] * 33


def test_as_needed_medicines_are_on_every_visit_of_the_person(demo: Session) -> None:
    jean = select(ServiceUser.id).where(ServiceUser.given_name == "Jean").scalar_subquery()
    visits = demo.exec(select(func.count(col(Visit.id))).where(Visit.service_user_id == jean)).one()
    doses = select(func.count(col(Dose.id))).join(Medicine, col(Medicine.id) == Dose.medicine_id)
    assert (
        visits
        == demo.exec(doses.where(Medicine.service_user_id == jean, Medicine.name == "Paracetamol 500 mg tablets")).one()
    )


def test_everybody_signs_in_with_the_same_password(demo: Session) -> None:
    amina = demo.exec(select(Account).where(Account.username == "amina")).one()
    assert PasswordHasher().verify(amina.password_hash, DEMO_PASSWORD)


def test_omar_works_for_another_agency(demo: Session) -> None:
    of = select(Agency.name).join(Account, col(Account.agency_id) == Agency.id)
    assert demo.exec(of.where(Account.username == "omar")).one() == "Hearthside Care, Leeds"
    assert demo.exec(of.where(Account.username == "amina")).one() == "Rosewell Home Care, York"


def test_nothing_is_recorded_later_than_now(demo: Session) -> None:
    assert demo.exec(select(func.max(Form.received_at))).one() <= NOW


def test_one_phone_is_silent_and_so_are_its_visits(demo: Session) -> None:
    tomasz = demo.exec(select(Account.id).where(Account.username == "tomasz")).one()
    heard_at = demo.exec(select(Device.last_heard_at).where(Device.account_id == tomasz)).one()
    assert timedelta(hours=1) <= NOW - heard_at <= timedelta(hours=2)
    assert demo.exec(select(func.max(Form.received_at)).where(Form.author_id == tomasz)).one() <= heard_at


def test_the_other_phones_were_heard_minutes_ago(demo: Session) -> None:
    heard = demo.exec(select(Device.last_heard_at).order_by(col(Device.last_heard_at))).all()
    assert NOW - heard[1] < timedelta(minutes=5)


def test_a_few_forms_came_an_hour_or_two_late(demo: Session) -> None:
    late = [
        received - recorded
        for recorded, received in demo.exec(select(Form.recorded_at, Form.received_at))
        if received - recorded > timedelta(minutes=30)
    ]
    assert 50 < len(late) < 1500
    assert max(late) < timedelta(hours=2, minutes=10)


def test_recorded_medicines_are_mostly_taken(demo: Session) -> None:
    outcomes = Counter(demo.exec(select(MarEntry.outcome)))
    taken = sum(times for outcome, times in outcomes.items() if outcome.was_given)
    assert taken / outcomes.total() > 0.98
    assert len(outcomes) >= 5


def test_amina_and_ben_have_six_visits_to_do_late_at_night_too() -> None:
    rows = Rows(SEED, NIGHT)
    put_demo(rows, "no password", NIGHT)
    assert open_visits(rows, "amina") >= 6
    assert open_visits(rows, "ben") >= 6


def open_visits(rows: Rows, username: str) -> int:
    """A worker's visits of the day with nobody there yet."""
    worker = next(row["id"] for row in rows.tables["accounts"] if row["username"] == username)
    return sum(
        row["account_id"] == worker and row["service_on"] == NIGHT.date() and row["arrived_at"] is None
        for row in rows.tables["assignments"]
    )


def test_the_same_moment_makes_the_same_demo(demo: Session) -> None:
    again = Rows(SEED, NOW)
    put_demo(again, "no password", NOW)
    begun_at = demo.exec(select(func.min(Account.id))).one()
    assert begun_at
    assert len(again.tables["forms"]) == demo.exec(select(func.count(col(Form.id)))).one()


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with fresh_database(tmp_path_factory.mktemp("made_up")) as engine, clock_at(NOW), Session(engine) as db:
        seed_made_up(engine, Size(workers=25, days=2, visits=12, username_prefix="north-"))
        yield db


def test_a_made_up_agency_is_as_large_as_was_asked(made_up: Session) -> None:
    assert made_up.exec(select(func.count(col(Team.id)))).one() == 3
    assert {len(visits) for visits in visits_by_worker(made_up).values()} == {12}
    assert len(visits_by_worker(made_up)) == 25 * 2


def test_nobody_in_a_made_up_agency_is_in_two_places(made_up: Session) -> None:
    days = visits_by_worker(made_up).values()
    assert all(before.ends_at < after.starts_at for day in days for before, after in pairwise(day))


def test_a_made_up_worker_signs_in_with_the_prefix(made_up: Session) -> None:
    assert made_up.exec(select(Account.name).where(Account.username == "north-worker25")).one()
    assert made_up.exec(select(Account.name).where(Account.username == "north-coordinator3")).one()


def test_the_server_has_nothing_to_make_before_tomorrow(demo: Session) -> None:
    ahead = demo.exec(select(PlannedVisit.made_to).distinct()).all()
    assert ahead == [NOW.date() + timedelta(days=28)]


def test_everybody_is_trained_for_what_they_usually_do(demo: Session) -> None:
    usual = demo.exec(
        select(PlannedVisit, PlannedWorker).join(PlannedWorker, col(PlannedWorker.planned_visit_id) == PlannedVisit.id)
    ).all()
    skills = trained(demo, {worker.account_id for _, worker in usual})
    assert [
        worker for planned, worker in usual if not skills_in(planned.needs) <= skills[worker.account_id].keys()
    ] == []


def test_everybody_may_do_with_medicines_what_their_visits_ask(demo: Session) -> None:
    """On the day of the visit; the two people who swap afternoons too."""
    going = demo.exec(select(Assignment.account_id, Visit).join(Visit, col(Visit.id) == Assignment.visit_id)).all()
    asked = medicine_levels(demo, [visit.id for _, visit in going])
    known = competencies_of(demo, {worker for worker, _ in going})
    to_come = [(worker, visit) for worker, visit in going if visit.service_on >= NOW.date() and visit.id in asked]
    assert {why_not(known[worker], asked[visit.id], visit.service_on) for worker, visit in to_come} == {""}


def test_most_medicines_are_products_of_the_list_and_creams_and_drinks_are_not(demo: Session) -> None:
    named = set(demo.exec(select(Medicine.name).where(col(Medicine.product_id).is_not(None))))
    not_named = set(demo.exec(select(Medicine.name).where(col(Medicine.product_id).is_(None))))
    assert len(named) > 4 * len(not_named) > 0
    assert {"Co-careldopa 25 mg/100 mg tablets", "Zopiclone 3.75 mg tablets"} <= named
    assert "Conotrane cream" in not_named


def test_a_controlled_drug_at_set_times_is_ordered_as_one(demo: Session) -> None:
    morphine = col(Medicine.name).startswith("Morphine 5 mg modified-release")
    assert set(demo.exec(select(Medicine.kind).where(morphine))) == {MedicineKind.CONTROLLED}
