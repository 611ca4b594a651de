"""What we ask about packages: a person's, and the day on which their care ends by itself."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.packages.models import Package
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours


def packages_of(db: Session, person: ServiceUser) -> Sequence[Package]:
    """All there ever were, the newest first."""
    found = select(Package).where(Package.service_user_id == person.id)
    return db.exec(found.order_by(col(Package.from_on).desc(), col(Package.id).desc())).all()


def package_of(db: Session, asker: Asker, package_id: UUID) -> tuple[Package, ServiceUser]:
    """A package of the asker's agency, and whose it is. Raises NotFoundOrNotYours."""
    found = (
        select(Package, ServiceUser)
        .join(ServiceUser, col(ServiceUser.id) == Package.service_user_id)
        .where(Package.id == package_id, ServiceUser.agency_id == asker.agency_id)
    )
    row = db.exec(found).one_or_none()
    if row is None:
        raise NotFoundOrNotYours
    return row


def last_day_of_care(db: Session, person: ServiceUser) -> date | None:
    """No visit is planned after it: they are discharged the day after, or a stop-gap package ends and none follows."""
    discharged = person.discharged_on - timedelta(days=1) if person.discharged_on else None
    days = [day for day in (discharged, last_day_of(packages_of(db, person))) if day]
    return min(days, default=None)


def last_day_of(packages: Sequence[Package]) -> date | None:
    """The last day of the stop-gap package that is the last of these; None when another goes on after it."""
    if not packages or any(package.until_on is None for package in packages):
        return None
    last = max(packages, key=lambda package: package.until_on or date.max)
    return last.until_on if last.is_stop_gap else None
