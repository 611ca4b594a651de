"""What the watchdog worries about of risk assessments, on the board of the team that goes to the person."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from server.accounts.models import Agency, Team
from server.board.models import AlertKind
from server.board.worries import Worry
from server.care_plans.models import PlannedVisit
from server.inbox.unit import Unit
from server.risk_assessments.reminders import reminders_of_agency


def risks_to_look_at(db: Unit, agency: Agency, now: datetime) -> list[Worry]:
    """Overdue reviews, one for each person; days that have passed; and visits that are planned for too few workers."""
    reminders = reminders_of_agency(db, agency.id, now.astimezone(ZoneInfo(agency.zone)).date())
    teams = teams_of(db, agency, {reminder.person_id for reminder in reminders}) if reminders else {}
    return [
        Worry(
            AlertKind.RISK, reminder.about, None, teams[reminder.person_id], None, reminder.words,
            reminder.person_id,
        )
        for reminder in reminders
        if reminder.person_id in teams
    ]  # fmt: skip


def teams_of(db: Unit, agency: Agency, people: Iterable[UUID]) -> dict[UUID, UUID]:
    """The team on whose rota somebody's visits come; without any, the agency's first. Empty when it has none."""
    first = db.exec(select(Team.id).where(Team.agency_id == agency.id).order_by(Team.name).limit(1)).first()
    if first is None:
        return {}
    planned = select(PlannedVisit.service_user_id, PlannedVisit.team_id).where(
        col(PlannedVisit.service_user_id).in_(list(people)), col(PlannedVisit.team_id).is_not(None)
    )
    known = {person: team for person, team in db.exec(planned.order_by(col(PlannedVisit.from_on))) if team}
    return {person: known.get(person, first) for person in people}
