"""What we ask about discharges: a person's, and the calls that are due."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.accounts.models import Agency
from server.board.models import AlertKind
from server.board.worries import Worry
from server.care_plans.teams import team_looking_after
from server.discharges.models import Discharge
from server.inbox.unit import Unit
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours


def discharges_of(db: Session, person: ServiceUser) -> Sequence[Discharge]:
    """All there ever were, the newest first."""
    found = select(Discharge).where(Discharge.service_user_id == person.id)
    return db.exec(found.order_by(col(Discharge.recorded_at).desc(), col(Discharge.id).desc())).all()


def discharge_of(db: Session, asker: Asker, discharge_id: UUID) -> tuple[Discharge, ServiceUser]:
    """A discharge of the asker's agency, and whose it was. Raises NotFoundOrNotYours."""
    found = (
        select(Discharge, ServiceUser)
        .join(ServiceUser, col(ServiceUser.id) == Discharge.service_user_id)
        .where(Discharge.id == discharge_id, ServiceUser.agency_id == asker.agency_id)
    )
    row = db.exec(found).one_or_none()
    if row is None:
        raise NotFoundOrNotYours
    return row


def follow_ups_due(db: Unit, agency: Agency, now: datetime) -> list[Worry]:
    """Calls after a discharge whose day has come, and that nobody has said anything about."""
    today = now.astimezone(ZoneInfo(agency.zone)).date()
    found = (
        select(Discharge)
        .join(ServiceUser, col(ServiceUser.id) == Discharge.service_user_id)
        .where(ServiceUser.agency_id == agency.id, col(Discharge.follow_up_on) <= today)
        .where(col(Discharge.followed_up_at).is_(None), col(Discharge.undone_at).is_(None))
    )
    return [
        Worry(
            AlertKind.FOLLOW_UP, one.id, None, team_looking_after(db, agency.id, one.service_user_id), None,
            "the call after their discharge is due", one.service_user_id,
        )
        for one in db.exec(found)
    ]  # fmt: skip
