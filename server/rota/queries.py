"""What we ask about the rota: visits with their drafts, and what was published to whom."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from server.accounts.asker import Asker
from server.accounts.models import Account, Role, Team
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours
from server.rota.models import DraftAssignment, DraftVisit, RotaAnswer, RotaChange, RotaDifference
from server.rota.slots import Difference, Planned, Slot
from server.visits.models import Assignment, Visit


def team_of(db: Session, asker: Asker, team_id: UUID) -> Team:
    """One of the agency's teams. Raises NotFoundOrNotYours."""
    team = db.get(Team, team_id)
    if team is None or team.agency_id != asker.agency_id:
        raise NotFoundOrNotYours
    return team


def visit_to_plan(db: Session, asker: Asker, visit_id: UUID) -> Visit:
    """Any visit of the coordinator's agency that takes place. Raises NotFoundOrNotYours."""
    found = select(Visit).where(Visit.id == visit_id, Visit.agency_id == asker.agency_id)
    visit = db.exec(found.where(col(Visit.cancelled_at).is_(None))).one_or_none()
    if visit is None:
        raise NotFoundOrNotYours
    return visit


def workers_of(db: Session, team_id: UUID) -> dict[UUID, Account]:
    """The care workers of a team who have not left, by name."""
    found = select(Account).where(
        Account.team_id == team_id, Account.role == Role.CARE_WORKER, col(Account.left_at).is_(None)
    )
    return {account.id: account for account in db.exec(found.order_by(Account.name))}


def rota_between(db: Session, team_id: UUID, first: date, last: date) -> list[Planned]:
    """A team's visits from one day to another, with their drafts, in order; not those published as cancelled."""
    return planned(db, Visit.team_id == team_id, col(Visit.service_on).between(first, last))


def drafts_of(db: Session, team_id: UUID) -> list[Planned]:
    """A team's visits that are not as they were published."""
    drawn = select(DraftVisit.visit_id).where(DraftVisit.team_id == team_id)
    return [one for one in planned(db, col(Visit.id).in_(drawn)) if one.is_draft]


def planned(db: Session, *where: Any) -> list[Planned]:
    found = (
        select(Visit, ServiceUser)
        .join(ServiceUser, col(ServiceUser.id) == Visit.service_user_id)
        .where(col(Visit.cancelled_at).is_(None), *where)
        .order_by(col(Visit.starts_at), col(Visit.id))
    )
    rows = db.exec(found).all()
    ids = [visit.id for visit, _ in rows]
    going = by_visit(db, Assignment, ids, col(Assignment.removed_at).is_(None))
    drafts = {draft.visit_id: draft for draft in db.exec(select(DraftVisit).where(col(DraftVisit.visit_id).in_(ids)))}
    drawn = by_visit(db, DraftAssignment, drafts)
    return [
        with_draft(slot_of(visit, person, going[visit.id]), going[visit.id], drafts.get(visit.id), drawn[visit.id])
        for visit, person in rows
    ]


def by_visit(db: Session, kind: Any, visit_ids: Iterable[UUID], *where: Any) -> dict[UUID, list[Any]]:
    rows = defaultdict(list)
    for row in db.exec(select(kind).where(kind.visit_id.in_(list(visit_ids)), *where)):
        rows[row.visit_id].append(row)
    return rows


def slot_of(visit: Visit, person: ServiceUser, going: Sequence[Assignment]) -> Slot:
    place = (person.latitude, person.longitude) if person.latitude and person.longitude else None
    return Slot(
        visit.id, person.id, person.name, visit.title, visit.starts_at, visit.ends_at, visit.workers_needed,
        frozenset(one.account_id for one in going), place=place,
    )  # fmt: skip


def with_draft(
    slot: Slot, going: Sequence[Assignment], draft: DraftVisit | None, drawn: Sequence[DraftAssignment]
) -> Planned:
    has_begun = any(one.arrived_at or one.left_at or one.stopped_at for one in going)
    if draft is None:
        return Planned(slot, slot, has_begun)
    then = replace(
        slot, starts_at=draft.starts_at, ends_at=draft.ends_at, is_cancelled=draft.is_cancelled,
        workers=frozenset(one.account_id for one in drawn),
    )  # fmt: skip
    return Planned(slot, then, has_begun, draft.reason)


def times_met(db: Session, service_user_id: UUID) -> dict[UUID, int]:
    """How many visits to a person each worker has completed."""
    met = (
        select(Assignment.account_id, func.count())
        .join(Visit, col(Visit.id) == Assignment.visit_id)
        .where(Visit.service_user_id == service_user_id, col(Assignment.left_at).is_not(None))
        .group_by(col(Assignment.account_id))
    )
    return dict(db.exec(met).all())


# What was published


def change_of(db: Session, asker: Asker, rota_change_id: UUID) -> RotaChange:
    """A change to the asker's own rota. Raises NotFoundOrNotYours."""
    mine = select(RotaChange).where(RotaChange.id == rota_change_id, RotaChange.account_id == asker.id)
    change = db.exec(mine).one_or_none()
    if change is None:
        raise NotFoundOrNotYours
    return change


def open_changes(db: Session, asker: Asker) -> list[tuple[RotaChange, int]]:
    """The changes that the asker has not answered, the oldest first, each with how many visits it is about."""
    answered = select(RotaAnswer.rota_change_id)
    found = (
        select(RotaChange, func.count(col(RotaDifference.id)))
        .join(RotaDifference, col(RotaDifference.rota_change_id) == RotaChange.id)
        .where(RotaChange.account_id == asker.id, col(RotaChange.id).not_in(answered))
        .group_by(col(RotaChange.id))
        .order_by(col(RotaChange.published_at))
    )
    return list(db.exec(found).all())


def differences_of(db: Session, change_ids: Iterable[UUID]) -> dict[UUID, list[Difference]]:
    """What changes are about, by change, in order of time."""
    found = (
        select(RotaDifference, ServiceUser)
        .join(Visit, col(Visit.id) == RotaDifference.visit_id)
        .join(ServiceUser, col(ServiceUser.id) == Visit.service_user_id)
        .where(col(RotaDifference.rota_change_id).in_(list(change_ids)))
        .order_by(col(RotaDifference.starts_at), col(RotaDifference.id))
    )
    rows = defaultdict(list)
    for difference, person in db.exec(found):
        rows[difference.rota_change_id].append(
            Difference(
                difference.kind, difference.visit_id, person.name, difference.starts_at, difference.ends_at,
                difference.was_starts_at, difference.was_ends_at, difference.why,
            )
        )  # fmt: skip
    return rows


def answers_to(db: Session, change_ids: Iterable[UUID]) -> dict[UUID, RotaAnswer]:
    """The last answer to each change."""
    found = select(RotaAnswer).where(col(RotaAnswer.rota_change_id).in_(list(change_ids)))
    return {answer.rota_change_id: answer for answer in db.exec(found.order_by(col(RotaAnswer.received_at)))}


def published_changes(db: Session, team_id: UUID, most: int = 30) -> list[tuple[RotaChange, Account]]:
    """What was last published to a team's workers, the newest first."""
    found = (
        select(RotaChange, Account)
        .join(Account, col(Account.id) == RotaChange.account_id)
        .where(RotaChange.team_id == team_id)
        .order_by(col(RotaChange.published_at).desc(), Account.name)
        .limit(most)
    )
    return list(db.exec(found).all())
