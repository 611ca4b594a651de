"""What we ask about workers to plan by."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, not_, select

from server.accounts.asker import Asker
from server.accounts.models import Account, Role
from server.accounts.queries import still_here
from server.problems import NotFoundOrNotYours
from server.staff.models import Skill, Training, WorkerFacts

Trained = dict[Skill, date]
"""By skill, the last day on which the training counts."""


def worker_of(db: Session, asker: Asker, account_id: UUID) -> Account:
    """A care worker of the asker's agency who has not left. Raises NotFoundOrNotYours."""
    found = select(Account).where(Account.id == account_id, Account.agency_id == asker.agency_id)
    worker = db.exec(found.where(Account.role == Role.CARE_WORKER, still_here())).one_or_none()
    if worker is None:
        raise NotFoundOrNotYours
    return worker


def account_of(db: Session, asker: Asker, account_id: UUID) -> Account:
    """Anybody who works, or worked, for the asker's agency. Raises NotFoundOrNotYours."""
    found = select(Account).where(Account.id == account_id, Account.agency_id == asker.agency_id)
    account = db.exec(found).one_or_none()
    if account is None:
        raise NotFoundOrNotYours
    return account


def coordinators_of(db: Session, asker: Asker) -> list[Account]:
    """Those of the asker's agency, by name."""
    found = select(Account).where(Account.agency_id == asker.agency_id, Account.role == Role.COORDINATOR, still_here())
    return list(db.exec(found.order_by(Account.name)))


def leavers_of(db: Session, asker: Asker, team_id: UUID) -> list[Account]:
    """Who has left a team, the last one first."""
    found = select(Account).where(Account.agency_id == asker.agency_id, Account.team_id == team_id, not_(still_here()))
    return list(db.exec(found.order_by(col(Account.left_at).desc())))


def facts_of(db: Session, workers: Iterable[UUID]) -> dict[UUID, WorkerFacts]:
    """What is known of each worker; of whom nothing was said, the usual."""
    ids = list(workers)
    known = {
        facts.account_id: facts for facts in db.exec(select(WorkerFacts).where(col(WorkerFacts.account_id).in_(ids)))
    }
    return {worker: known.get(worker) or WorkerFacts(account_id=worker) for worker in ids}


def trainings_of(db: Session, account_id: UUID) -> list[Training]:
    """What a worker was assessed in and is not withdrawn, the newest of each skill first."""
    found = select(Training).where(Training.account_id == account_id, col(Training.withdrawn_at).is_(None))
    return list(db.exec(found.order_by(col(Training.skill), col(Training.assessed_on).desc())))


def trained(db: Session, workers: Iterable[UUID]) -> dict[UUID, Trained]:
    """What each worker may do, and until when."""
    found: dict[UUID, Trained] = defaultdict(dict)
    counts = select(Training).where(col(Training.account_id).in_(list(workers)), col(Training.withdrawn_at).is_(None))
    for training in db.exec(counts):
        known = found[training.account_id].get(training.skill, date.min)
        found[training.account_id][training.skill] = max(known, training.until or date.max)
    return found
