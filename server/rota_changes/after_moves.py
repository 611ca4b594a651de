"""What a worker recorded at a visit that had been given to somebody else, or cancelled, before she could know of it."""

from sqlmodel import col, select

from server import clock
from server.board.models import Alert, AlertKind
from server.db import insert_if_absent, new_id
from server.inbox.unit import Unit
from server.problems import NOT_ON_ROTA, CannotAccept
from server.rota_changes.models import DifferenceKind, RotaChange, RotaDifference
from server.visits.models import Assignment, Visit

WORDS = "somebody recorded there after the visit was moved"
AWAY = (DifferenceKind.TAKEN_OFF, DifferenceKind.CANCELLED)


def take_after_move(db: Unit, visit: Visit, assignment: Assignment) -> None:
    """Taken as what happened, and the office is told once. Raises CannotAccept unless a publication took it off her."""
    if ("after move", assignment.id) in db.found:
        return
    published = (
        select(RotaDifference.id)
        .join(RotaChange, col(RotaChange.id) == RotaDifference.rota_change_id)
        .where(RotaDifference.visit_id == visit.id, RotaChange.account_id == assignment.account_id)
        .where(col(RotaDifference.kind).in_(AWAY))
    )
    if db.exec(published).first() is None:
        raise CannotAccept(NOT_ON_ROTA)
    db.found["after move", assignment.id] = True
    db.once_written.setdefault(tell_office, []).append((visit, assignment))


def tell_office(db: Unit, moved: list[tuple[Visit, Assignment]]) -> None:
    for visit, assignment in moved:
        insert_if_absent(
            db, Alert, id=new_id(), agency_id=visit.agency_id, team_id=visit.team_id, kind=AlertKind.AFTER_MOVE,
            about=assignment.id, visit_id=visit.id, account_id=assignment.account_id, words=WORDS,
            raised_at=clock.now(),
        )  # fmt: skip
