"""The person at whom every query starts."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from server import clock
from server.accounts.models import Role


@dataclass(frozen=True, slots=True)
class Asker:
    """Who is signed in, and what of their agency every page needs."""

    id: UUID
    agency_id: UUID
    team_id: UUID
    name: str
    role: Role
    agency_name: str
    zone: str
    office_phone: str
    days_back: int
    days_ahead: int
    password_is_first: bool = False
    """They have to choose their own before they see anything."""

    @property
    def is_coordinator(self) -> bool:
        return self.role == Role.COORDINATOR

    @property
    def today(self) -> date:
        """The service date it is now where the agency works."""
        return clock.today(self.zone)

    @property
    def window(self) -> tuple[date, date]:
        """The first and last day whose visits and people a care worker may open."""
        today = self.today
        return today - timedelta(days=self.days_back), today + timedelta(days=self.days_ahead)
