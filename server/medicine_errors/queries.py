"""What we ask about medicine errors; the search starts at the asker's agency."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import Session, col, func, select

from server import clock
from server.accounts.asker import Asker
from server.medication.models import Dose, MarEntry
from server.medication.queries import doses_of
from server.medicine_errors.models import ErrorVersion, MedicineError
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours
from server.visits.models import Visit

DAYS_TO_CHOOSE_FROM = 31


class Reported(NamedTuple):
    """An error as it is known now."""

    error: MedicineError
    latest: ErrorVersion
    person: ServiceUser
    dose: Dose | None


def errors_of_agency(db: Session, asker: Asker) -> list[Reported]:
    """Everything reported in the asker's agency: open ones first, then the newest first."""
    return reported(db, MedicineError.agency_id == asker.agency_id)


def errors_of(db: Session, person: ServiceUser) -> list[Reported]:
    """What was reported about a person, in the same order."""
    return reported(db, MedicineError.service_user_id == person.id)


def errors_between(db: Session, people: Iterable[UUID], first: date, last: date, zone: str) -> list[Reported]:
    """What happened to these people from one day to another, the oldest first."""
    begins, ends = clock.day_bounds(first, zone)[0], clock.day_bounds(last, zone)[1]
    theirs = col(MedicineError.service_user_id).in_(list(people))
    found = reported(db, theirs, ErrorVersion.happened_at >= begins, ErrorVersion.happened_at < ends)
    return sorted(found, key=lambda one: one.latest.happened_at)


def reported(db: Session, *where: Any) -> list[Reported]:
    newest = (
        select(ErrorVersion.error_id, func.max(ErrorVersion.version).label("version"))
        .group_by(col(ErrorVersion.error_id))
        .subquery()
    )
    found = (
        select(MedicineError, ErrorVersion, ServiceUser, Dose)
        .join(ErrorVersion, col(ErrorVersion.error_id) == MedicineError.id)
        .join(newest, (newest.c.error_id == ErrorVersion.error_id) & (newest.c.version == ErrorVersion.version))
        .join(ServiceUser, col(ServiceUser.id) == MedicineError.service_user_id)
        .join(Dose, col(Dose.id) == MedicineError.dose_id, isouter=True)
        .where(*where)
        .order_by(col(ErrorVersion.is_open).desc(), col(ErrorVersion.happened_at).desc())
    )
    return [Reported(*row) for row in db.exec(found)]


def error_of(db: Session, asker: Asker, error_id: UUID) -> Reported:
    """One error of the asker's agency. Raises NotFoundOrNotYours."""
    found = reported(db, MedicineError.id == error_id, MedicineError.agency_id == asker.agency_id)
    if not found:
        raise NotFoundOrNotYours
    return found[0]


def versions_of(db: Session, error: MedicineError) -> list[ErrorVersion]:
    """Everything that was written about an error, the newest first."""
    written = select(ErrorVersion).where(ErrorVersion.error_id == error.id)
    return list(db.exec(written.order_by(col(ErrorVersion.version).desc())))


def errors_about(db: Session, doses: Any) -> dict[UUID, UUID]:
    """Which of these doses, or of those that a query finds, an error was reported about: by dose, the last error."""
    found = select(MedicineError.dose_id, MedicineError.id).where(col(MedicineError.dose_id).in_(doses))
    return {dose: error for dose, error in db.exec(found.order_by(col(MedicineError.reported_at))) if dose}


def doses_at(db: Session, visit_id: UUID) -> list[tuple[Dose, UUID | None]]:
    """What is due at a visit, or was recorded there, each with the error that was reported about it."""
    doses = doses_of(db, [visit_id])[visit_id]
    reported = errors_about(db, [dose.id for dose in doses])
    return [(dose, reported.get(dose.id)) for dose in doses]


def dose_of(db: Session, person: ServiceUser, dose_id: UUID) -> Dose:
    """A dose that was due to a person. Raises NotFoundOrNotYours."""
    found = select(Dose).join(Visit, col(Visit.id) == Dose.visit_id)
    dose = db.exec(found.where(Dose.id == dose_id, Visit.service_user_id == person.id)).one_or_none()
    if dose is None:
        raise NotFoundOrNotYours
    return dose


def doses_lately(db: Session, asker: Asker, person: ServiceUser) -> list[tuple[Dose, Visit]]:
    """What an error can be about: what was due in the last month, or was given when required; the newest first."""
    recorded = select(MarEntry.id).where(MarEntry.dose_id == Dose.id).exists()
    found = (
        select(Dose, Visit)
        .join(Visit, col(Visit.id) == Dose.visit_id)
        .where(Visit.service_user_id == person.id, Visit.starts_at < clock.now())
        .where(Visit.service_on >= asker.today - timedelta(days=DAYS_TO_CHOOSE_FROM))
        .where(col(Dose.due_at).is_not(None) | recorded)
        .order_by(col(Visit.starts_at).desc(), col(Dose.due_at).desc(), col(Dose.position))
    )
    return list(db.exec(found).all())
