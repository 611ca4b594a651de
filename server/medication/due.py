"""What is due at which visit: copied from the orders when a visit is made, and set right when an order changes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from server import clock
from server.accounts.asker import Asker
from server.care_plans.models import PlannedVisit
from server.care_plans.recurrences import WEEKDAYS
from server.inbox.unit import Unit
from server.medication.models import Dose, Medicine
from server.people.models import ServiceUser
from server.visits.models import Assignment, Visit

Stretch = tuple[time, int]
"""From what time on the wall a visit is planned, and for how many minutes."""


def doses_for(medicines: Iterable[Medicine], stretch: Stretch, visit: Visit, zone: str) -> list[Dose]:
    """The scheduled medicines whose time the visit covers, by time; then what may be needed."""
    begins, _ = stretch
    due = [one for one in medicines if counts_on(one, visit.service_on) and (one.at is None or covers(stretch, one.at))]
    due.sort(key=lambda one: (one.at is None, one.at is not None and one.at < begins, one.at or time()))
    return [dose_for(one, visit, place, zone) for place, one in enumerate(due)]


def counts_on(medicine: Medicine, on: date) -> bool:
    """It is in force on this day, and given on such a day of the week."""
    in_force = medicine.started_on <= on <= (medicine.ended_on or on)
    return in_force and list(WEEKDAYS)[on.weekday()] in medicine.weekdays.split()


def covers(stretch: Stretch, at: time) -> bool:
    """A medicine of that time is given on this visit, also after midnight."""
    from_, minutes = stretch
    begins, due = datetime.combine(date.min, from_), datetime.combine(date.min, at)
    due += timedelta(days=due < begins)
    return due < begins + timedelta(minutes=minutes)


def dose_for(medicine: Medicine, visit: Visit, place: int, zone: str) -> Dose:
    due_at = latest_at = None
    if medicine.at:
        due_at = clock.moment(visit.service_on, medicine.at, zone)
        if due_at < visit.starts_at - timedelta(hours=12):
            due_at = clock.moment(visit.service_on + timedelta(days=1), medicine.at, zone)
        if medicine.time_critical_minutes:
            latest_at = due_at + timedelta(minutes=medicine.time_critical_minutes)
    return Dose(
        visit_id=visit.id, medicine_id=medicine.id, medicine_version=medicine.version, position=place,
        name=medicine.name, amount=medicine.amount, how=how_of(medicine), support=medicine.support, due_at=due_at,
        latest_at=latest_at,
    )  # fmt: skip


def how_of(medicine: Medicine) -> str:
    """What is said beside the dose."""
    parts = [medicine.indication, "With food." if medicine.with_food else "", medicine.how]
    return " ".join(part for part in parts if part)


def note_time_critical(visit: Visit, doses: Iterable[Dose]) -> None:
    """The visit's card names its first time-critical dose."""
    critical = [dose for dose in doses if dose.latest_at and dose.withdrawn_at is None]
    first = min(critical, key=lambda dose: (dose.due_at, dose.position), default=None)
    visit.time_critical, visit.time_critical_at = (first.name, first.due_at) if first else ("", None)
    visit.time_critical_latest_at = first.latest_at if first else None


def redo_doses(db: Unit, asker: Asker, person: ServiceUser, from_on: date) -> None:
    """After an order began, changed or ended: the visits of a person from a day on have what is due now.

    A visit that has begun keeps what its worker saw. What is not due any more is withdrawn, never deleted: a phone that
    does not know of it yet may still record it.
    """
    medicines = db.exec(select(Medicine).where(Medicine.service_user_id == person.id)).all()
    visits = visits_to_come(db, person, from_on)
    there = doses_at(db, [visit.id for visit in visits])
    stretches = stretches_of(db, visits, asker.zone)
    for visit in visits:
        redo_visit(db, visit, medicines, there[visit.id], stretches[visit.id], asker.zone)
        db.teams_changed.add(visit.team_id)


def redo_visit(
    db: Unit, visit: Visit, medicines: Sequence[Medicine], there: Sequence[Dose], stretch: Stretch, zone: str
) -> None:
    wanted = {dose.medicine_id: dose for dose in doses_for(medicines, stretch, visit, zone)}
    for dose in there:
        if dose.medicine_id not in wanted and dose.withdrawn_at is None:
            dose.withdrawn_at = clock.now()
    known = {dose.medicine_id for dose in there if dose.withdrawn_at is None}
    new = [dose for medicine, dose in wanted.items() if medicine not in known]
    db.add_all(new)
    note_time_critical(visit, [*there, *new])
    visit.touch()
    db.add(visit)


def visits_to_come(db: Session, person: ServiceUser, from_on: date) -> list[Visit]:
    """Those that take place and that nobody has arrived at."""
    begun = select(Assignment.id).where(Assignment.visit_id == Visit.id, col(Assignment.arrived_at).is_not(None))
    found = select(Visit).where(
        Visit.service_user_id == person.id, Visit.service_on >= from_on, col(Visit.cancelled_at).is_(None),
        Visit.ends_at > clock.now(), ~begun.exists(),
    )  # fmt: skip
    return list(db.exec(found.order_by(col(Visit.starts_at))))


def doses_at(db: Session, visit_ids: Sequence[UUID]) -> dict[UUID, list[Dose]]:
    """By visit, also those withdrawn."""
    found: dict[UUID, list[Dose]] = defaultdict(list)
    for dose in db.exec(select(Dose).where(col(Dose.visit_id).in_(visit_ids)).order_by(col(Dose.position))):
        found[dose.visit_id].append(dose)
    return found


def stretches_of(db: Session, visits: Sequence[Visit], zone: str) -> dict[UUID, Stretch]:
    """When each is planned, wherever it was moved to; one beside the plan, when it is."""
    ids = {visit.planned_visit_id for visit in visits if visit.planned_visit_id}
    planned = {one.id: one for one in db.exec(select(PlannedVisit).where(col(PlannedVisit.id).in_(ids)))}
    found = {}
    for visit in visits:
        plan = planned.get(visit.planned_visit_id) if visit.planned_visit_id else None
        begins = visit.starts_at.astimezone(ZoneInfo(zone)).time().replace(tzinfo=None)
        minutes = round((visit.ends_at - visit.starts_at).total_seconds() / 60)
        found[visit.id] = (plan.at, plan.minutes) if plan else (begins, minutes)
    return found
