"""What we ask about alerts: each with the names that its words need, in one statement."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.board.models import Alert, AlertStep
from server.board.queries import PERSON, TEAM, VISIT, text_of
from server.db import rows_of
from server.people.models import ServiceUser
from server.visits.models import Visit

owner = aliased(Account)


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert with the names that its words need, and the last thing that was done about it."""

    id: UUID
    kind: str
    about: UUID
    words: str
    raised_at: datetime
    closed_at: datetime | None
    owner: str | None
    visit_id: str | None
    starts_at: datetime | None
    person: str | None
    account_id: str | None
    worker: str | None
    worker_phone: str | None
    step_at: datetime | None
    step: str | None
    person_id: str | None
    visited_id: str | None
    """Whom it is about, also when only its visit says so."""


LAST_STEP: Any = select(AlertStep).where(AlertStep.alert_id == Alert.id).order_by(col(AlertStep.at).desc()).limit(1)
ALERT_COLUMNS: Any = (
    Alert.id, Alert.kind, Alert.about, Alert.words, Alert.raised_at, Alert.closed_at, owner.name,
    text_of(Alert.visit_id), Visit.starts_at, PERSON, text_of(Alert.account_id), Account.name, Account.phone,
    LAST_STEP.with_only_columns(AlertStep.at).correlate(Alert).scalar_subquery(),
    LAST_STEP.with_only_columns(AlertStep.words).correlate(Alert).scalar_subquery(), text_of(Alert.service_user_id),
    text_of(ServiceUser.id),
)  # fmt: skip
ALERTS = (
    select(*ALERT_COLUMNS)
    .select_from(Alert)
    .join(owner, col(owner.id) == Alert.owner_id, isouter=True)
    .join(Visit, col(Visit.id) == Alert.visit_id, isouter=True)
    .join(ServiceUser, col(ServiceUser.id) == func.coalesce(Alert.service_user_id, Visit.service_user_id), isouter=True)
    .join(Account, col(Account.id) == Alert.account_id, isouter=True)
    .order_by(col(Alert.raised_at).desc())
)
OF_DAY = and_(col(Alert.team_id) == TEAM, col(Alert.raised_at).between(bindparam("first"), bindparam("last")))
STILL_OPEN = and_(col(Alert.team_id) == TEAM, col(Alert.closed_at).is_(None))
ALERTS_OF_DAY = ALERTS.where(OF_DAY)
ALERTS_OF_TODAY = ALERTS.where(or_(OF_DAY, STILL_OPEN))
ALERTS_OF_VISIT = ALERTS.where(Alert.visit_id == VISIT, col(Alert.closed_at).is_(None))


def alerts_on(db: Session, asker: Asker, team_id: UUID, on: date) -> list[AlertRow]:
    """A team's alerts of a day, newest first; today, whatever is still open from before as well."""
    first, last = clock.day_bounds(on, asker.zone)
    alerts = ALERTS_OF_TODAY if on == asker.today else ALERTS_OF_DAY
    return [AlertRow(*row) for row in rows_of(db, alerts, {"team": team_id, "first": first, "last": last})]


def alerts_at(db: Session, visit_id: UUID) -> list[AlertRow]:
    """What is open about one visit."""
    return [AlertRow(*row) for row in rows_of(db, ALERTS_OF_VISIT, {"visit": visit_id})]
