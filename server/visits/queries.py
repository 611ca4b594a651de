"""What we ask about visits, for the phone: a worker's days, and all that a visit's page shows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import and_, bindparam, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.care_plans.models import PlanChange
from server.db import moment, rows_of
from server.inbox.models import Form, FormState
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours
from server.visits.entries import Entry
from server.visits.entry_kinds import ActionOutcome, ChangesRead, EntrySeen, Note, NoteKind
from server.visits.models import Assignment, CareAction, Visit
from server.visits.shifts import Shift

EntryKind = TypeVar("EntryKind", bound=Entry)
HANDOVER_DAYS = 7
CHANGES_DAYS = 28
"""How far back changes are shown to a worker who has never been there."""

mine, theirs, partner = aliased(Assignment), aliased(Assignment), aliased(Account)
COLUMNS: Any = (
    Visit.id, Visit.service_on, moment(Visit.starts_at), moment(Visit.ends_at), Visit.title, Visit.workers_needed,
    Visit.plan_version, Visit.version, Visit.time_critical, moment(Visit.time_critical_at), moment(Visit.missed_at),
    moment(mine.arrived_at), moment(mine.left_at), moment(mine.stopped_at),
    Visit.service_user_id, ServiceUser.given_name, ServiceUser.family_name, ServiceUser.known_as,
    ServiceUser.address, ServiceUser.postcode, col(ServiceUser.version).label("person_version"),
    col(partner.name).label("partner"),
)  # fmt: skip
SHIFTS = (
    select(*COLUMNS)
    .select_from(mine)
    .join(Visit, col(Visit.id) == mine.visit_id)
    .join(ServiceUser, col(ServiceUser.id) == Visit.service_user_id)
    .join(
        theirs,
        and_(
            col(theirs.visit_id) == Visit.id,
            col(theirs.account_id) != mine.account_id,
            col(theirs.removed_at).is_(None),
        ),
        isouter=True,
    )
    .join(partner, col(partner.id) == theirs.account_id, isouter=True)
    .where(col(mine.removed_at).is_(None))
    .where(
        mine.account_id == bindparam("worker"), col(mine.service_on).between(bindparam("evening"), bindparam("last"))
    )
    .where(or_(col(mine.service_on) >= bindparam("first"), Visit.ends_at > bindparam("begins")))
    .order_by(col(Visit.starts_at), col(Visit.id), col(partner.name))
)
SHIFT_AT_VISIT = SHIFTS.where(Visit.id == bindparam("visit"))


def shifts_between(db: Session, asker: Asker, first: date, last: date) -> list[Shift]:
    """The asker's visits from one day to another, in order, within what they may see; with today's come those of the
    evening before that last into it."""
    earliest, latest = asker.window
    first, last = max(first, earliest), min(last, latest)
    begins, _ = clock.day_bounds(first, asker.zone)
    evening = first - timedelta(days=1) if first == asker.today else first
    mine_then = {"worker": asker.id, "evening": evening, "first": first, "last": last, "begins": begins}
    return Shift.from_rows(rows_of(db, SHIFTS, mine_then))


def shift_at(db: Session, asker: Asker, visit_id: UUID) -> Shift:
    """The asker's turn at one visit, if it is on their rota and within their window."""
    earliest, latest = asker.window
    mine_there = {"worker": asker.id, "evening": earliest, "first": earliest, "last": latest, "visit": visit_id}
    mine_there["begins"] = clock.now()
    shifts = Shift.from_rows(rows_of(db, SHIFT_AT_VISIT, mine_there))
    if not shifts:
        raise NotFoundOrNotYours
    return shifts[0]


def people_of(db: Session, shifts: Sequence[Shift]) -> dict[UUID, ServiceUser]:
    """The people of these visits."""
    found = select(ServiceUser).where(col(ServiceUser.id).in_({shift.service_user_id for shift in shifts}))
    return {person.id: person for person in db.exec(found)}


def by_visit(db: Session, kind: type[Any], visit_ids: Iterable[UUID], *order: Any) -> dict[UUID, list[Any]]:
    """Rows of one kind about these visits, by visit, in order."""
    rows = defaultdict(list)
    for row in db.exec(select(kind).where(col(kind.visit_id).in_(list(visit_ids))).order_by(*order)):
        rows[row.visit_id].append(row)
    return rows


def care_actions_of(db: Session, visit_ids: Iterable[UUID]) -> dict[UUID, list[CareAction]]:
    """What is to be done, by visit, in the order it is done. What a change of the plan took off is among it only when
    something was recorded about it."""
    recorded = select(ActionOutcome.id).where(ActionOutcome.care_action_id == CareAction.id).exists()
    actions: dict[UUID, list[CareAction]] = defaultdict(list)
    asked = select(CareAction).where(col(CareAction.visit_id).in_(list(visit_ids)))
    asked = asked.where(or_(col(CareAction.withdrawn_at).is_(None), recorded))
    for action in db.exec(asked.order_by(col(CareAction.position))):
        actions[action.visit_id].append(action)
    return actions


def entries_of(db: Session, kind: type[EntryKind], visit_ids: Iterable[UUID]) -> dict[UUID, list[EntryKind]]:
    """What was recorded of one kind, by visit, in the order that the phones gave it."""
    return by_visit(db, kind, visit_ids, kind.recorded_at, kind.device_sequence)


def names_of(db: Session, agency_id: UUID) -> dict[UUID, str]:
    """The names of everybody who works or worked for an agency."""
    return dict(db.exec(select(Account.id, Account.name).where(Account.agency_id == agency_id)).all())


def held_forms_of(db: Session, asker: Asker, visit_ids: Iterable[UUID]) -> dict[UUID, list[Form]]:
    """The asker's forms about these visits that the office has yet to decide about."""
    rows = defaultdict(list)
    held = select(Form).where(
        Form.author_id == asker.id, Form.state == FormState.HELD, col(Form.visit_id).in_(list(visit_ids))
    )
    for form in db.exec(held.order_by(col(Form.recorded_at))):
        if form.visit_id:
            rows[form.visit_id].append(form)
    return rows


def seen_of(db: Session, visit_ids: Iterable[UUID]) -> dict[UUID, tuple[str, Any]]:
    """Who in the office has opened which form's entry, and when: the first to do so."""
    found = (
        select(EntrySeen.entry_id, Account.name, EntrySeen.seen_at)
        .join(Account, col(Account.id) == EntrySeen.account_id)
        .join(Form, col(Form.id) == EntrySeen.entry_id)
        .where(col(Form.visit_id).in_(list(visit_ids)))
        .order_by(col(EntrySeen.seen_at).desc())
    )
    return {entry_id: (name, seen_at) for entry_id, name, seen_at in db.exec(found)}


def changes_since(db: Session, people: Iterable[UUID], first: date) -> dict[UUID, list[PlanChange]]:
    """What changed in these people's plans from a day on, newest first, by person."""
    changed = select(PlanChange).where(col(PlanChange.service_user_id).in_(list(people)))
    recent = changed.where(PlanChange.changed_on >= first)
    return by_person(db, recent.order_by(col(PlanChange.changed_on).desc()))


def changes_read_by(db: Session, asker: Asker, people: Iterable[UUID]) -> dict[UUID, list[ChangesRead]]:
    """What the asker said to have read of these people's changes in the last weeks, by person."""
    read = select(ChangesRead).where(
        ChangesRead.author_id == asker.id, col(ChangesRead.service_user_id).in_(list(people)),
        ChangesRead.received_at >= clock.now() - timedelta(days=CHANGES_DAYS),
    )  # fmt: skip
    return by_person(db, read)


def handovers_to(db: Session, shifts: Sequence[Shift]) -> dict[UUID, list[Note]]:
    """Handover notes of the last days about these visits' people, newest first, by person."""
    people = {shift.service_user_id for shift in shifts}
    since = min((shift.starts_at for shift in shifts), default=clock.now()) - timedelta(days=HANDOVER_DAYS)
    written = select(Note).where(
        col(Note.service_user_id).in_(people), Note.kind == NoteKind.HANDOVER, Note.recorded_at >= since
    )
    return by_person(db, written.order_by(col(Note.recorded_at).desc()))


def by_person(db: Session, found: Any) -> dict[UUID, list[Any]]:
    rows = defaultdict(list)
    for row in db.exec(found):
        rows[row.service_user_id].append(row)
    return rows


def last_turns(db: Session, asker: Asker, shifts: Sequence[Shift]) -> dict[UUID, list[Any]]:
    """When the asker left these visits' people, in order, by person."""
    people = {shift.service_user_id for shift in shifts}
    left = (
        select(Visit.service_user_id, Assignment.left_at)
        .join(Assignment, col(Assignment.visit_id) == Visit.id)
        .where(Assignment.account_id == asker.id, col(Visit.service_user_id).in_(people))
        .where(col(Assignment.left_at).is_not(None))
        .order_by(col(Assignment.left_at))
    )
    moments = defaultdict(list)
    for service_user_id, left_at in db.exec(left):
        moments[service_user_id].append(left_at)
    return moments
