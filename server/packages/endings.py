"""Stop-gap packages that end in a few days, and the visits with them: somebody may want to ask for more."""

from datetime import datetime, timedelta
from uuid import uuid5
from zoneinfo import ZoneInfo

from sqlmodel import col, or_, select

from server.accounts.models import Agency
from server.board.models import AlertKind
from server.board.worries import Worry
from server.care_plans.teams import team_looking_after
from server.inbox.unit import Unit
from server.packages.models import Package
from server.packages.queries import last_day_of, packages_of
from server.people.models import ServiceUser

TOLD_BEFORE = timedelta(days=5)


def packages_ending(db: Unit, agency: Agency, now: datetime) -> list[Worry]:
    """Those that no other package follows, of people whom nobody has discharged."""
    today = now.astimezone(ZoneInfo(agency.zone)).date()
    found = (
        select(Package, ServiceUser)
        .join(ServiceUser, col(ServiceUser.id) == Package.service_user_id)
        .where(ServiceUser.agency_id == agency.id, col(Package.is_stop_gap))
        .where(col(Package.until_on).between(today, today + TOLD_BEFORE))
        .where(or_(col(ServiceUser.discharged_on).is_(None), col(ServiceUser.discharged_on) > Package.until_on))
    )
    ending = [
        (one, person, one.until_on)
        for one, person in db.exec(found)
        if one.until_on and last_day_of(packages_of(db, person)) == one.until_on
    ]
    return [
        Worry(
            AlertKind.PACKAGE_ENDS, uuid5(one.id, f"ends {on}"), None,
            team_looking_after(db, agency.id, person.id), None,
            f"the package ends on {on:%a} {on.day} {on:%b}, and the visits with it", person.id,
        )
        for one, person, on in ending
    ]  # fmt: skip
