"""Finding the turn that a form is about: the query finds only what its author was sent to."""

from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import bindparam, or_
from sqlmodel import col, select

from server import clock
from server.accounts.asker import Asker
from server.contradictions.queries import worker_of
from server.inbox.models import Form, FormState
from server.inbox.reading import field_of, uuid_or_none
from server.inbox.unit import Unit
from server.medication.models import Dose, MarEntry
from server.people.models import ServiceUser
from server.problems import CannotAccept, NotFoundOrNotYours
from server.rota_changes.after_moves import take_after_move
from server.visits.entries import Entry, recorded_by
from server.visits.entry_kinds import ActionOutcome
from server.visits.models import Assignment, CareAction, Visit
from server.visits.recording import Turn

EntryKind = TypeVar("EntryKind", bound=Entry)
Subject = TypeVar("Subject")

VISIT = (
    select(Visit, ServiceUser, Assignment)
    .join(ServiceUser)
    .where(col(Visit.id).in_(bindparam("visits", expanding=True)), Visit.agency_id == bindparam("agency"))
)
SOMEBODY_ELSES = (
    "It corrects what somebody else recorded, so it cannot stand in the place of that. Set it aside, and have whoever"
    " recorded that correct it."
)
OF_AUTHOR = (col(Assignment.visit_id) == Visit.id) & (Assignment.account_id == bindparam("author"))
TURN_OF_AUTHOR = VISIT.join(Assignment, OF_AUTHOR)
VISIT_AND_ANY_TURN = VISIT.join(Assignment, OF_AUTHOR, isouter=True)


def turn_at(db: Unit, asker: Asker, visit_id: UUID, form: Form) -> Turn:
    """The author's turn at a visit. A coordinator, accepting a held form, finds any of the agency's visits.

    Raises CannotAccept when the author was taken off it, but not by a publication that they may not have known of;
    NotFoundOrNotYours when they were never sent there.
    """
    key = (visit_id, form.author_id)
    if key not in db.found:
        look_for_turns(db, asker, visit_id, form.author_id)
    if key not in db.found:
        raise NotFoundOrNotYours
    visit, person, assignment = db.found[key]
    if assignment and assignment.removed_at and not asker.is_coordinator:
        take_after_move(db, visit, assignment)
    refuse_correcting_others(db, asker, form)
    db.teams_changed.add(visit.team_id)
    return Turn(visit, assignment or unplanned(db, visit, form), person, asker.zone)


def look_for_turns(db: Unit, asker: Asker, visit_id: UUID, author_id: UUID) -> None:
    """Find the author's turn at this visit, and at those that the other forms are about."""
    wanted = VISIT_AND_ANY_TURN if asker.is_coordinator else TURN_OF_AUTHOR
    names = {"visits": [visit_id, *db.visits], "agency": asker.agency_id, "author": author_id}
    for visit, person, assignment in db.exec(wanted, params=names):
        db.found[visit.id, author_id] = visit, person, assignment


def refuse_correcting_others(db: Unit, asker: Asker, form: Form) -> None:
    """What the office settled of theirs they may correct, once a coordinator accepts the held form."""
    corrected_id = uuid_or_none(field_of(form.body, "corrects"))
    corrected = db.get(Form, corrected_id) if corrected_id else None
    if corrected is None or corrected.author_id == form.author_id:
        return
    if not (asker.is_coordinator and form.state == FormState.HELD):
        raise CannotAccept("It corrects what somebody else recorded. The office has to sort it.")
    if worker_of(db, corrected.id) != form.author_id:
        raise CannotAccept(SOMEBODY_ELSES)


def unplanned(db: Unit, visit: Visit, form: Form) -> Assignment:
    """A worker was there although the rota never said so: on record, and off the rota from the start."""
    assignment = Assignment(
        visit_id=visit.id, account_id=form.author_id, service_on=visit.service_on, removed_at=clock.now()
    )
    db.add(assignment)
    return assignment


def turn_for_action(db: Unit, asker: Asker, care_action_id: UUID, form: Form) -> tuple[CareAction, Turn]:
    """A care action, and the author's turn at its visit."""
    action = asked_about(db, CareAction, care_action_id)
    return action, turn_at(db, asker, action.visit_id, form)


def left_unanswered(db: Unit, visit_id: UUID, form: Form) -> str:
    """Essential actions and due doses that nobody has answered, for a form from a page that had no script to see it."""
    if form.device_id is not None:
        return ""
    actions = select(CareAction.title).where(
        CareAction.visit_id == visit_id, col(CareAction.essential), col(CareAction.withdrawn_at).is_(None)
    )
    doses = select(Dose.name).where(
        Dose.visit_id == visit_id, col(Dose.due_at).is_not(None), col(Dose.withdrawn_at).is_(None)
    )
    answered, given = select(ActionOutcome.care_action_id), select(MarEntry.dose_id)
    open_actions = db.exec(actions.where(col(CareAction.id).not_in(answered.where(ActionOutcome.visit_id == visit_id))))
    open_doses = db.exec(doses.where(col(Dose.id).not_in(given.where(MarEntry.visit_id == visit_id))))
    return ", ".join([*open_doses, *open_actions])


def asked_about(db: Unit, kind: type[Subject], id_: UUID) -> Subject:
    """A care action or a dose, found together with the others of the same visits: they are answered next."""
    if id_ not in db.found:
        table: Any = kind
        names = {"id": id_, "visits": [*db.visits]}
        db.found |= {found.id: found for found in db.scalars(all_at_its_visit(table), names)}
    if id_ not in db.found:
        raise NotFoundOrNotYours
    found: Subject = db.found[id_]
    return found


@cache
def all_at_its_visit(table: Any) -> Any:
    its_visit = select(table.visit_id).where(table.id == bindparam("id")).scalar_subquery()
    return select(table).where(
        or_(table.visit_id == its_visit, table.visit_id.in_(bindparam("visits", expanding=True)))
    )


def entries_by_author(db: Unit, kind: type[EntryKind], visit_id: UUID, form: Form) -> list[EntryKind]:
    """The author's entries of one kind at a visit, those of this unit of work among them, and what the office settled
    of them."""
    author_id = form.author_id
    if (kind, visit_id, author_id) not in db.found:
        visits = [visit_id, *db.visits]
        db.found |= {(kind, visit, author_id): [] for visit in visits}
        for entry in db.exec(at_visits_by_author(kind), params={"visits": visits, "author": author_id}):
            db.found[kind, entry.visit_id, author_id].append(entry)
        for visit in visits:
            db.found[kind, visit, author_id] = recorded_by(author_id, db.found[kind, visit, author_id])
    new = [row for row in db.new if type(row) is kind and row.visit_id == visit_id and row.author_id == author_id]
    return [*db.found[kind, visit_id, author_id], *new]


@cache
def at_visits_by_author(kind: Any) -> Any:
    visits: Any = bindparam("visits", expanding=True)
    return select(kind).where(
        kind.visit_id.in_(visits), or_(kind.author_id == bindparam("author"), kind.also_corrects != "")
    )
