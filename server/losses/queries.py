"""What we ask about losses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.board.models import Alert
from server.losses.models import Loss
from server.people.models import ServiceUser
from server.visits.models import Assignment, Visit

BEFORE = timedelta(hours=1)
"""A visit that began so long before the last word from a phone may have gone on."""


@dataclass(frozen=True, slots=True)
class OwnLoss:
    """A loss as its worker is told: what happened, and at which visits something may be missing."""

    loss: Loss
    visits: list[tuple[str, datetime]]


def losses_of(db: Session, asker: Asker) -> list[Loss]:
    """What the asker's phones lost, as long as the office has not seen to it."""
    is_open = select(Alert.id).where(Alert.about == Loss.id, col(Alert.closed_at).is_(None)).exists()
    return list(db.exec(select(Loss).where(Loss.account_id == asker.id, is_open).order_by(col(Loss.noticed_at))))


def own_losses(db: Session, asker: Asker) -> list[OwnLoss]:
    """Those losses with the visits that the worker had meanwhile."""
    return [OwnLoss(loss, visits_between(db, asker, loss.since, loss.noticed_at)) for loss in losses_of(db, asker)]


def visits_between(db: Session, asker: Asker, since: datetime, until: datetime) -> list[tuple[str, datetime]]:
    found = (
        select(ServiceUser, Visit.starts_at)
        .join(Visit, col(Visit.service_user_id) == ServiceUser.id)
        .join(Assignment, col(Assignment.visit_id) == Visit.id)
        .where(Assignment.account_id == asker.id, col(Visit.starts_at).between(since - BEFORE, until))
        .order_by(col(Visit.starts_at))
    )
    return [(person.name, starts_at) for person, starts_at in db.exec(found)]
