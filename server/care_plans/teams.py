"""Which team's board hears about a person."""

from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.models import Team
from server.care_plans.models import PlannedVisit


def team_looking_after(db: Session, agency_id: UUID, service_user_id: UUID) -> UUID:
    """The team whose rota their last planned visit is on; without any, the agency's first."""
    theirs = select(PlannedVisit.team_id).where(
        PlannedVisit.service_user_id == service_user_id, col(PlannedVisit.team_id).is_not(None)
    )
    team = db.exec(theirs.order_by(col(PlannedVisit.from_on).desc(), col(PlannedVisit.id)).limit(1)).first()
    return team or db.exec(select(Team.id).where(Team.agency_id == agency_id).order_by(col(Team.id)).limit(1)).one()
