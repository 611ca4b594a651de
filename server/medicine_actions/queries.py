"""What we ask about what is to be done after errors and audits."""

from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.accounts.models import Account, Role
from server.accounts.queries import still_here
from server.medicine_actions.models import ActionDone, MedicineAction
from server.medicine_audits.models import MedicineAudit
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours


class Action(NamedTuple):
    """An action with whom it is about, and that it was done; None while it is open."""

    action: MedicineAction
    person: ServiceUser
    done: ActionDone | None
    audit: MedicineAudit | None


def actions_of_agency(db: Session, asker: Asker) -> list[Action]:
    """All of the asker's agency: what is open by when it is due, then what was done, the newest first."""
    found = actions(db, MedicineAction.agency_id == asker.agency_id)
    open_ = [one for one in found if one.done is None]
    return open_ + sorted((one for one in found if one.done), key=when_done, reverse=True)


def when_done(one: Action) -> Any:
    return one.done and one.done.recorded_at


def actions_after_error(db: Session, error_id: UUID) -> list[Action]:
    return actions(db, MedicineAction.error_id == error_id)


def actions_after_audits(db: Session, audit_ids: list[UUID]) -> list[Action]:
    return actions(db, col(MedicineAction.audit_id).in_(audit_ids))


def actions(db: Session, *where: Any) -> list[Action]:
    found = (
        select(MedicineAction, ServiceUser, ActionDone, MedicineAudit)
        .join(ServiceUser, col(ServiceUser.id) == MedicineAction.service_user_id)
        .join(ActionDone, col(ActionDone.action_id) == MedicineAction.id, isouter=True)
        .join(MedicineAudit, col(MedicineAudit.id) == MedicineAction.audit_id, isouter=True)
        .where(*where)
        .order_by(col(MedicineAction.due_on), col(MedicineAction.added_at), col(MedicineAction.id))
    )
    return [Action(*row) for row in db.exec(found)]


def action_of(db: Session, asker: Asker, action_id: UUID) -> Action:
    """One of the asker's agency. Raises NotFoundOrNotYours."""
    found = actions(db, MedicineAction.id == action_id, MedicineAction.agency_id == asker.agency_id)
    if not found:
        raise NotFoundOrNotYours
    return found[0]


def owners_of(db: Session, asker: Asker) -> list[tuple[UUID, str]]:
    """Who can do something: everybody who works for the agency, the asker first, then coordinators."""
    found = select(Account.id, Account.name, Account.role).where(Account.agency_id == asker.agency_id, still_here())
    rows = sorted(db.exec(found), key=lambda row: (row[0] != asker.id, row[2] != Role.COORDINATOR, row[1]))
    return [(id_, name) for id_, name, _ in rows]
