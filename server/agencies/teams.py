"""Teams: adding one, and giving one another name. No two of an agency have the same."""

from collections.abc import Mapping

from sqlmodel import col, func, select

from server.accounts.asker import Asker
from server.accounts.models import Team
from server.asking import Asking, needed, version_of
from server.inbox.unit import Unit

LONGEST_NAME = 60


def add_team(db: Unit, asker: Asker, said: Mapping[str, str]) -> Team:
    """Raises BadInput, naming the field."""
    team = Team(agency_id=asker.agency_id, name=name_in(db, asker, said, None))
    db.add(team)
    db.note(asker, "added team", team.id)
    return team


def rename_team(db: Unit, asker: Asker, team: Team, said: Mapping[str, str]) -> None:
    """Raises BadInput, naming the field."""
    team.name = name_in(db, asker, said, team)
    db.add(team)
    db.note(asker, "renamed team", team.id)
    db.teams_changed.add(team.id)


def name_in(db: Unit, asker: Asker, said: Mapping[str, str], team: Team | None) -> str:
    with Asking(said) as asking:
        name = asking.read("name", needed("Give the team a name, as Headingley.", LONGEST_NAME))
        same = select(Team.id).where(Team.agency_id == asker.agency_id, func.lower(col(Team.name)) == str(name).lower())
        if any(other != (team and team.id) for other in db.exec(same)):
            asking.refuse("name", "Another team has this name. Choose one that tells them apart.")
        if team:
            asking.unless_changed(said_of(team), version_of(said_of(team)), "Somebody else")
    return name


def said_of(team: Team) -> dict[str, str]:
    """A team as its form would have been filled in."""
    return {"name": team.name}
