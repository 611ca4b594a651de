"""What we ask about the rota: visits as they are published, with their drafts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, or_, select

from server.accounts.asker import Asker
from server.accounts.models import Account, Role, Team
from server.accounts.queries import still_here
from server.medication.models import Dose, Medicine, MedicineKind
from server.medication.outcomes import Support
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours
from server.rota.models import DraftAssignment, DraftVisit
from server.rota.slots import Planned, Slot
from server.staff.models import MedicineLevel, skills_in
from server.visits.models import Assignment, Visit

TAKES_PLACE = or_(
    col(Visit.cancelled_at).is_(None), select(DraftVisit.visit_id).where(DraftVisit.visit_id == Visit.id).exists()
)
"""Not cancelled, or drawn to take place: one that is added is cancelled until it is published."""


def team_of(db: Session, asker: Asker, team_id: UUID) -> Team:
    """One of the agency's teams. Raises NotFoundOrNotYours."""
    team = db.get(Team, team_id)
    if team is None or team.agency_id != asker.agency_id:
        raise NotFoundOrNotYours
    return team


def visit_to_plan(db: Session, asker: Asker, visit_id: UUID) -> Visit:
    """Any visit of the coordinator's agency that takes place. Raises NotFoundOrNotYours."""
    found = select(Visit).where(Visit.id == visit_id, Visit.agency_id == asker.agency_id)
    visit = db.exec(found.where(TAKES_PLACE)).one_or_none()
    if visit is None:
        raise NotFoundOrNotYours
    return visit


def workers_of(db: Session, team_id: UUID) -> dict[UUID, Account]:
    """The care workers of a team who have not left, by name."""
    found = select(Account).where(Account.team_id == team_id, Account.role == Role.CARE_WORKER, still_here())
    return {account.id: account for account in db.exec(found.order_by(Account.name))}


def rota_between(db: Session, team_id: UUID, first: date, last: date) -> list[Planned]:
    """A team's visits from one day to another, with their drafts, in order; not those published as cancelled."""
    drawn = select(DraftVisit.visit_id).where(DraftVisit.team_id == team_id)
    days = or_(col(Visit.service_on).between(first, last), col(Visit.id).in_(drawn))
    return planned(db, Visit.team_id == team_id, days)


def drafts_of(db: Session, team_id: UUID) -> list[Planned]:
    """A team's visits that are not as they were published."""
    drawn = select(DraftVisit.visit_id).where(DraftVisit.team_id == team_id)
    return [one for one in planned(db, col(Visit.id).in_(drawn)) if one.is_draft]


def planned(db: Session, *where: Any) -> list[Planned]:
    """Visits that take place, in the order in which they are planned."""
    found = (
        select(Visit, ServiceUser)
        .join(ServiceUser, col(ServiceUser.id) == Visit.service_user_id)
        .where(TAKES_PLACE, *where)
        .order_by(col(Visit.starts_at), col(Visit.id))
    )
    rows = db.exec(found).all()
    ids = [visit.id for visit, _ in rows]
    going = by_visit(db, Assignment, ids, col(Assignment.removed_at).is_(None))
    drafts = {draft.visit_id: draft for draft in db.exec(select(DraftVisit).where(col(DraftVisit.visit_id).in_(ids)))}
    drawn = by_visit(db, DraftAssignment, drafts)
    medicines = medicine_levels(db, ids)
    found_slots = [
        with_draft(
            visit,
            slot_of(visit, person, going[visit.id], medicines),
            going[visit.id],
            drafts.get(visit.id),
            drawn[visit.id],
        )
        for visit, person in rows
    ]
    return sorted(found_slots, key=lambda one: (one.planned.starts_at, one.planned.visit_id)) if drafts else found_slots


def by_visit(db: Session, kind: Any, visit_ids: Iterable[UUID], *where: Any) -> dict[UUID, list[Any]]:
    rows = defaultdict(list)
    for row in db.exec(select(kind).where(kind.visit_id.in_(list(visit_ids)), *where)):
        rows[row.visit_id].append(row)
    return rows


def medicine_levels(db: Session, visit_ids: Sequence[UUID]) -> dict[UUID, MedicineLevel]:
    """By visit, the most that is asked of whoever goes there with its medicines."""
    due = (
        select(Dose.visit_id, Dose.support, Medicine.kind, Medicine.is_watched)
        .join(Medicine, col(Medicine.id) == Dose.medicine_id)
        .where(Dose.support != Support.SELF, col(Dose.visit_id).in_(visit_ids), col(Dose.withdrawn_at).is_(None))
    )
    found: dict[UUID, MedicineLevel] = {}
    for visit_id, support, kind, is_watched in db.exec(due.distinct()):
        is_more = support == Support.ADMINISTER and (is_watched or kind == MedicineKind.CONTROLLED)
        asked = MedicineLevel.DELEGATED if is_more else MedicineLevel(support)
        found[visit_id] = max(asked, found.get(visit_id, asked), key=lambda level: level.rank)
    return found


def slot_of(
    visit: Visit, person: ServiceUser, going: Sequence[Assignment], medicines: dict[UUID, MedicineLevel]
) -> Slot:
    place = (person.latitude, person.longitude) if person.latitude and person.longitude else None
    return Slot(
        visit.id, person.id, person.name, visit.title, visit.starts_at, visit.ends_at, visit.workers_needed,
        frozenset(one.account_id for one in going), visit.cancelled_at is not None, place, skills_in(visit.needs),
        person.workers_wanted, medicines.get(visit.id),
    )  # fmt: skip


def with_draft(
    visit: Visit, slot: Slot, going: Sequence[Assignment], draft: DraftVisit | None, drawn: Sequence[DraftAssignment]
) -> Planned:
    has_begun = any(one.arrived_at or one.left_at or one.stopped_at for one in going)
    if draft is None:
        return Planned(slot, slot, has_begun, is_by_hand=visit.is_by_hand)
    then = replace(
        slot, starts_at=draft.starts_at, ends_at=draft.ends_at, is_cancelled=draft.is_cancelled, title=draft.title,
        workers_needed=draft.workers_needed, workers=frozenset(one.account_id for one in drawn),
    )  # fmt: skip
    return Planned(slot, then, has_begun, draft.reason, visit.is_by_hand or draft.is_by_hand)


def times_met(db: Session, service_user_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], int]:
    """How many visits to each person each worker has completed; by person and worker."""
    met = (
        select(Visit.service_user_id, Assignment.account_id, func.count())
        .join(Assignment, col(Assignment.visit_id) == Visit.id)
        .where(col(Visit.service_user_id).in_(set(service_user_ids)), col(Assignment.left_at).is_not(None))
        .group_by(col(Visit.service_user_id), col(Assignment.account_id))
    )
    return {(person, worker): count for person, worker, count in db.exec(met)}
