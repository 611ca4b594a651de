"""No visit is planned for after a person's care."""

from sqlmodel import Session

from server.care_plans.models import PlannedVisit
from server.packages.queries import last_day_of_care
from server.people.models import ServiceUser
from server.problems import BadInput


def keep_within_care(db: Session, person: ServiceUser, planned: PlannedVisit) -> None:
    """It ends with their care at the latest. Raises BadInput when it would begin after that."""
    last = last_day_of_care(db, person)
    if last is None:
        return
    if planned.from_on > last:
        raise BadInput(f"Care ends on {last.day} {last:%b %Y}. Take {person.called} on again first.", "from_on")
    planned.until_on = min(planned.until_on or last, last)
