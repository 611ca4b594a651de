"""What we ask about published changes: the asker's own, or a team's for its office."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, or_, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.accounts.queries import still_here
from server.board.queries import DAY, TEAM, text_of
from server.db import rows_of
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours
from server.rota_changes.differences import Difference, News, runs_of
from server.rota_changes.models import DifferenceKind, RotaAnswer, RotaChange, RotaDifference, RotaOpening
from server.visits.models import Visit

OPEN_CHANGES: Any = (
    select(RotaChange.id, func.count(col(RotaDifference.id)))
    .join(RotaDifference, col(RotaDifference.rota_change_id) == RotaChange.id)
    .where(RotaChange.account_id == bindparam("worker"))
    .where(col(RotaChange.id).not_in(select(RotaAnswer.rota_change_id)))
    .group_by(col(RotaChange.id))
    .order_by(col(RotaChange.published_at))
)


def change_of(db: Session, asker: Asker, rota_change_id: UUID) -> RotaChange:
    """A change to the asker's own rota. Raises NotFoundOrNotYours."""
    mine = select(RotaChange).where(RotaChange.id == rota_change_id, RotaChange.account_id == asker.id)
    change = db.exec(mine).one_or_none()
    if change is None:
        raise NotFoundOrNotYours
    return change


def news_for(db: Session, asker: Asker) -> list[News]:
    """The changes that the asker has not answered, the oldest first, the same of several days said once."""
    visits: dict[UUID, int] = dict(rows_of(db, OPEN_CHANGES, {"worker": asker.id}).all())
    about = differences_of(db, visits) if visits else {}
    return [News(change_id, count, tuple(runs_of(about[change_id], asker.zone))) for change_id, count in visits.items()]


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


def unanswered_changes(db: Session, team_id: UUID, asker: Asker) -> list[tuple[RotaChange, Account]]:
    """What nobody has answered and is not over, the most urgent first."""
    ahead = (
        select(RotaDifference.id)
        .where(RotaDifference.rota_change_id == RotaChange.id)
        .where(or_(RotaDifference.ends_at > clock.now(), RotaDifference.was_ends_at > clock.now()))
        .exists()
    )
    found = (
        select(RotaChange, Account)
        .join(Account, col(Account.id) == RotaChange.account_id)
        .where(RotaChange.team_id == team_id, RotaChange.agency_id == asker.agency_id, ahead)
        .where(col(RotaChange.id).not_in(select(RotaAnswer.rota_change_id)), still_here())
        .order_by(col(RotaChange.is_urgent).desc(), col(RotaChange.published_at))
    )
    return list(db.exec(found).all())


def openings_of(db: Session, change_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each change was first seen by its worker, by the phone's clock."""
    found = (
        select(RotaOpening.rota_change_id, func.min(RotaOpening.recorded_at))
        .where(col(RotaOpening.rota_change_id).in_(list(change_ids)))
        .group_by(col(RotaOpening.rota_change_id))
    )
    return dict(db.exec(found).all())


NOT_ON_PHONE: Any = (
    select(text_of(RotaDifference.visit_id), text_of(RotaChange.account_id))
    .select_from(RotaDifference)
    .join(RotaChange, col(RotaChange.id) == RotaDifference.rota_change_id)
    .join(Visit, col(Visit.id) == RotaDifference.visit_id)
    .where(RotaChange.team_id == TEAM, col(RotaChange.reached_at).is_(None), Visit.service_on == DAY)
    .where(col(RotaDifference.kind).in_((DifferenceKind.MOVED, DifferenceKind.ADDED)))
)


def not_on_phone(db: Session, team_id: UUID, on: date) -> set[tuple[str, str]]:
    """By visit and worker, ids as text: what is on a worker's rota of a day by a change that no phone of theirs has."""
    return {(visit, worker) for visit, worker in rows_of(db, NOT_ON_PHONE, {"team": team_id, "day": on})}
