"""What we ask about About me: every version, with who wrote it."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from server.about_me.models import AboutMeVersion
from server.people.models import AboutMe, ServiceUser


class Written(NamedTuple):
    """A version as it stood."""

    version: int
    told: AboutMeVersion | None
    """Who wrote it; None for a text from before that was kept."""
    about_me: list[AboutMe]


def versions_of(db: Session, person: ServiceUser) -> list[Written]:
    """Every version of somebody's About me, the newest first."""
    told = {
        one.version: one for one in db.exec(select(AboutMeVersion).where(AboutMeVersion.service_user_id == person.id))
    }
    rows = select(AboutMe).where(AboutMe.service_user_id == person.id).order_by(col(AboutMe.position))
    by_version: dict[int, list[AboutMe]] = {version: [] for version in told}
    for row in db.exec(rows):
        by_version.setdefault(row.version, []).append(row)
    return [Written(version, told.get(version), by_version[version]) for version in sorted(by_version, reverse=True)]
