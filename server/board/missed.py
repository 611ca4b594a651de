"""Confirming that nobody came: only a person does it, saying why and what was done instead."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import col, select

from server import clock
from server.accounts.asker import Asker
from server.asking import LONGEST_TEXT, Asking, needed
from server.board.models import Alert, AlertKind, AlertStep
from server.inbox.unit import Unit
from server.problems import NotFoundOrNotYours
from server.visits.models import Assignment, Visit

ANSWERED_BY_IT = (AlertKind.LATE, AlertKind.NO_NEWS, AlertKind.TIME_CRITICAL, AlertKind.RUNNING_LATE)


def confirm_missed(db: Unit, asker: Asker, visit_id: UUID, said: Mapping[str, str]) -> Visit:
    """Put on record that nobody came. Raises BadInput when a word is missing or somebody did come."""
    visit = visit_of_agency(db, asker, visit_id)
    with Asking(said) as asking:
        reason = asking.read("reason", needed("Say why nobody came.", LONGEST_TEXT))
        done = asking.read("done", needed("Say what was done for the person.", LONGEST_TEXT))
        if arrived_at(db, visit):
            asking.refuse("", "Somebody checked in, so this visit was not missed. Look at the entries.")
        elif visit.starts_at > clock.now():
            asking.refuse("", "This visit has not begun, so it cannot have been missed.")
    visit.missed_at, visit.missed_by = clock.now(), asker.id
    visit.missed_reason, visit.missed_done = reason, done
    visit.touch()
    close_what_it_answers(db, asker, visit)
    db.teams_changed.add(visit.team_id)
    db.note(asker, "confirmed missed", visit.id)
    return visit


def visit_of_agency(db: Unit, asker: Asker, visit_id: UUID) -> Visit:
    """Any visit of the coordinator's agency."""
    visit = db.get(Visit, visit_id)
    if visit is None or visit.agency_id != asker.agency_id:
        raise NotFoundOrNotYours
    return visit


def arrived_at(db: Unit, visit: Visit) -> bool:
    came = select(Assignment.id).where(Assignment.visit_id == visit.id, col(Assignment.arrived_at).is_not(None))
    return db.exec(came).first() is not None


def close_what_it_answers(db: Unit, asker: Asker, visit: Visit) -> None:
    about = select(Alert).where(Alert.visit_id == visit.id, col(Alert.closed_at).is_(None))
    for alert in db.exec(about.where(col(Alert.kind).in_(ANSWERED_BY_IT))):
        alert.closed_at, alert.owner_id = clock.now(), alert.owner_id or asker.id
        db.add(AlertStep(alert_id=alert.id, account_id=asker.id, words=f"Confirmed missed. {visit.missed_done}"))
