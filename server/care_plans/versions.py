"""What we ask about the versions of plans: the newest, those before it, and the one that counts on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from server.accounts.asker import Asker
from server.care_plans.contents import Content, read
from server.care_plans.models import PlannedVisit, PlanVersion
from server.db import rows_of
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours

newer = aliased(PlanVersion)
NUMBERS = (
    select(PlanVersion.service_user_id, func.max(PlanVersion.number))
    .where(col(PlanVersion.service_user_id).in_(bindparam("people", expanding=True)))
    .where(col(PlanVersion.in_force_on) <= bindparam("day"))
    .group_by(col(PlanVersion.service_user_id))
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A version with what it says."""

    version: PlanVersion

    @property
    def number(self) -> int:
        return self.version.number

    @property
    def content(self) -> Content:
        return read(self.version.content)


@dataclass(frozen=True, slots=True)
class Plans:
    """The versions of one person's plan that count on some day from a first one on."""

    plans: Sequence[Plan] = ()

    def on(self, day: date) -> Plan | None:
        """The one that counts on a day; None before there was any."""
        begun = [plan for plan in self.plans if plan.version.in_force_on and plan.version.in_force_on <= day]
        return max(begun, key=lambda plan: plan.number, default=None)

    def after(self, day: date) -> list[Plan]:
        """Those that are to come after a day, in the order of their days."""
        later = [plan for plan in self.plans if plan.version.in_force_on and plan.version.in_force_on > day]
        return sorted(later, key=lambda plan: plan.version.in_force_on or day)


def plans_from(db: Session, people: Iterable[UUID], first: date) -> Mapping[UUID, Plans]:
    """What counts on a day or any after it, by person."""
    replaced = select(newer.id).where(
        newer.service_user_id == PlanVersion.service_user_id,
        newer.number > PlanVersion.number,
        or_(col(newer.in_force_on) <= first, col(newer.in_force_on) <= col(PlanVersion.in_force_on)),
    )
    counts = select(PlanVersion).where(
        col(PlanVersion.service_user_id).in_(list(people)),
        col(PlanVersion.in_force_on).is_not(None),
        ~replaced.exists(),
    )
    found: dict[UUID, list[Plan]] = defaultdict(list)
    for version in db.exec(counts):
        found[version.service_user_id].append(Plan(version))
    return defaultdict(Plans, {person: Plans(plans) for person, plans in found.items()})


def plan_on(db: Session, person_id: UUID, day: date) -> Plan | None:
    """The plan in force for a person on a day."""
    return plans_from(db, [person_id], day)[person_id].on(day)


def numbers_on(db: Session, people: Iterable[UUID], day: date) -> dict[UUID, int]:
    """The number of the version in force on a day, by person; asked by every phone, so the numbers alone."""
    return dict(rows_of(db, NUMBERS, {"people": list(people), "day": day}).all())


def plans_numbered(db: Session, wanted: Iterable[tuple[UUID, int]]) -> dict[tuple[UUID, int], Plan]:
    """Versions by person and number, as visits name them."""
    numbers: set[tuple[UUID, int]] = set(wanted)
    found = select(PlanVersion).where(
        col(PlanVersion.service_user_id).in_({person for person, _ in numbers}),
        col(PlanVersion.number).in_({number for _, number in numbers}),
    )
    plans = {(version.service_user_id, version.number): Plan(version) for version in db.exec(found)}
    return {key: plan for key, plan in plans.items() if key in numbers}


def versions_of(db: Session, person: ServiceUser) -> list[Plan]:
    """Every version of a person's plan, the newest first."""
    found = select(PlanVersion).where(PlanVersion.service_user_id == person.id)
    return [Plan(version) for version in db.exec(found.order_by(col(PlanVersion.number).desc()))]


def newest_of(db: Session, person: ServiceUser) -> Plan | None:
    """What was saved last, whatever has become of it."""
    found = select(PlanVersion).where(PlanVersion.service_user_id == person.id)
    version = db.exec(found.order_by(col(PlanVersion.number).desc()).limit(1)).first()
    return Plan(version) if version else None


def version_of(db: Session, asker: Asker, plan_version_id: UUID) -> tuple[Plan, ServiceUser]:
    """One version of the plan of somebody of the asker's agency, and whose it is. Raises NotFoundOrNotYours."""
    found = (
        select(PlanVersion, ServiceUser)
        .join(ServiceUser, col(ServiceUser.id) == PlanVersion.service_user_id)
        .where(PlanVersion.id == plan_version_id, ServiceUser.agency_id == asker.agency_id)
    )
    row = db.exec(found).one_or_none()
    if row is None:
        raise NotFoundOrNotYours
    return Plan(row[0]), row[1]


def firsts_of(db: Session, people: Iterable[UUID]) -> dict[UUID, UUID]:
    """The planned visits of these people, each with the first of those that followed each other: a plan names that."""
    columns = select(PlannedVisit.id, PlannedVisit.follows)
    before = dict(db.exec(columns.where(col(PlannedVisit.service_user_id).in_(list(people)))).all())
    return {visit: first_before(visit, before) for visit in before}


def first_before(visit: UUID, before: Mapping[UUID, UUID | None]) -> UUID:
    while (earlier := before.get(visit)) is not None:
        visit = earlier
    return visit
