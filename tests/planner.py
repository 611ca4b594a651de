"""What Grace does to the rota in the tests, one verb each."""

from server.rota.models import DraftVisit
from server.rota_changes.models import RotaChange
from server.visits.models import Assignment
from tests.agencies import all_of

WEEK = "/rota/weeks/2026-11-19"


def plan(office, visit, what, **said):
    """Change a draft of a visit; answers the page that comes of it."""
    return office.post(f"/rota/visits/{visit.id}/{what}", **said)


def publish(office, agencies):
    return office.post("/rota/publications", team=agencies.team.id)


def goers(visit):
    """Who goes, as it is published."""
    return {one.account_id for one in all_of(Assignment, Assignment.visit_id == visit.id) if one.removed_at is None}


def drafts(agencies):
    return all_of(DraftVisit, DraftVisit.team_id == agencies.team.id)


def changes(agencies):
    """What was published to whom."""
    return all_of(RotaChange, RotaChange.team_id == agencies.team.id)
