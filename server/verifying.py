"""Whether what the screens show is what the entries say: recomputed from the entries alone."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import and_, func, or_, union_all
from sqlmodel import Session, col, select

from server.board.models import Alert, AlertKind
from server.care_plans.checking import copies_that_differ
from server.contradictions.checking import contradictions_that_differ
from server.db import reading
from server.documents.checking import documents_that_differ
from server.exporting import KINDS, ROWS_AT_ONCE, kind_name
from server.inbox.checking import audit_that_does_not_chain
from server.inbox.models import Form, FormState
from server.medication.double_doses import given_of
from server.medication.models import Dose, MarEntry
from server.medication.outcomes import MarOutcome
from server.observations.checking import values_without_alert
from server.rota_changes.models import RotaAnswer, RotaChange, RotaOpening
from server.soft_signs.checking import signs_without_alert
from server.stock.checking import controlled_stock_without_alert, stock_that_differs
from server.visits.entries import Entry, standing, whose
from server.visits.entry_kinds import Arrival, Concern, Departure, StoppedVisit
from server.visits.models import Assignment, Visit

EntryKind = TypeVar("EntryKind", bound=Entry)
Turn = tuple[UUID, UUID]
"""A visit and a worker."""

ABOUT_ROTA: tuple[type[Any], ...] = (RotaAnswer, RotaOpening)
SHOWN: Any = (
    Assignment.visit_id, Assignment.account_id, Assignment.arrived_at, Assignment.left_at, Assignment.stopped_at,
    Assignment.stopped_why,
)  # fmt: skip
"""Columns, not rows of a class: there are many."""
IN_TURN = {"execution_options": {"yield_per": ROWS_AT_ONCE}}


def differences() -> Iterator[str]:
    """Everything that differs, a sentence each; nothing when all is well."""
    with reading() as db:
        yield from differences_in(db)


def differences_in(db: Session) -> Iterator[str]:
    """The same of another database than ours: one restored from a backup."""
    for check in CHECKS:
        yield from check(db)


def turns_that_differ(db: Session) -> Iterator[str]:
    """Arrived: the earliest that stands; left: the latest; stopped: the last received."""
    arrived = {turn: min(entry.happened_at for entry in entries) for turn, entries in standing_by_turn(db, Arrival)}
    left = {turn: max(entry.happened_at for entry in entries) for turn, entries in standing_by_turn(db, Departure)}
    stopped = {turn: max(entries, key=in_order_received) for turn, entries in standing_by_turn(db, StoppedVisit)}
    for row in db.execute(select(*SHOWN), **IN_TURN):
        turn = (row.visit_id, row.account_id)
        stop = stopped.pop(turn, None)
        yield from differing(row, "arrived_at", arrived.pop(turn, None))
        yield from differing(row, "left_at", left.pop(turn, None))
        yield from differing(row, "stopped_at", stop and stop.recorded_at)
        yield from differing(row, "stopped_why", stop.why.value if stop else "")
    for visit_id, worker in {*arrived, *left, *stopped}:
        yield f"Visit {visit_id}: worker {worker} recorded something there and has no assignment."


def standing_by_turn(db: Session, kind: type[EntryKind]) -> Iterator[tuple[Turn, list[EntryKind]]]:
    """By whoever recorded it first: what the office settled is about the same turn."""
    found = db.exec(select(kind).order_by(col(kind.visit_id)), **IN_TURN)
    for visit_id, at_visit in groupby(found, key=lambda entry: entry.visit_id):
        entries = list(at_visit)
        workers, stand = whose(entries), standing(entries)
        for worker in {workers[entry.id] for entry in stand}:
            yield (visit_id, worker), [entry for entry in stand if workers[entry.id] == worker]


def in_order_received(entry: Entry) -> Any:
    return entry.received_at, entry.device_sequence or 0


def differing(row: Any, name: str, said: Any) -> Iterator[str]:
    shown = getattr(row, name)
    if shown != said:
        yield f"Visit {row.visit_id}, worker {row.account_id}: {name} is {shown}, the entries say {said}."


def forms_without_their_entry(db: Session) -> Iterator[str]:
    """Every accepted form has one entry, in one table."""
    ids = union_all(*(select(kind.id) for kind in KINDS), *(select(kind.id) for kind in ABOUT_ROTA)).subquery()
    counted = (
        select(Form.id, func.count(ids.c.id))
        .join(ids, ids.c.id == Form.id, isouter=True)
        .where(Form.state == FormState.ACCEPTED)
        .group_by(col(Form.id))
        .having(func.count(ids.c.id) != 1)
    )
    for form_id, entries in db.execute(counted):
        yield f"Form {form_id} is accepted and has {entries or 'no'} entries."


def entries_without_their_form(db: Session) -> Iterator[str]:
    """Every entry has an accepted form of the same author about the same visit."""
    for kind in KINDS:
        for entry, form in db.execute(entries_not_whole(kind)):
            yield f"{in_words(entry)} {why_not_whole(entry, form)}."


@cache
def entries_not_whole(kind: type[Entry]) -> Any:
    is_whole = and_(col(Form.state) == FormState.ACCEPTED, col(Form.author_id) == kind.author_id)
    with_form = select(kind, Form).join(Form, col(Form.id) == kind.id, isouter=True)
    return with_form.where(or_(col(Form.id).is_(None), ~is_whole, moved(kind)))


def answers_without_their_form(db: Session) -> Iterator[str]:
    """Everything said about a changed rota has an accepted form of the worker whose rota it is."""
    for kind in ABOUT_ROTA:
        found = (
            select(kind, Form, RotaChange)
            .join(Form, col(Form.id) == kind.id)
            .join(RotaChange, col(RotaChange.id) == kind.rota_change_id)
        )
        for said, form, change in db.execute(found):
            if form.state != FormState.ACCEPTED or not said.author_id == form.author_id == change.account_id:
                yield f"{kind.__name__} {said.id} of a changed rota is not its worker's, or its form is not accepted."


def moved(kind: type[Entry]) -> Any:
    """About another visit than its form says, and the office did not move it."""
    return (col(Form.visit_id) != kind.visit_id) & col(Form.corrected_body).is_(None)


def why_not_whole(entry: Entry, form: Form | None) -> str:
    if form is None:
        return "has no form"
    if form.state != FormState.ACCEPTED:
        return f"has a form that is {form.state.replace('_', ' ')}"
    return "is by another worker than its form" if form.author_id != entry.author_id else "is about another visit"


def in_words(entry: Entry) -> str:
    """`Mar entry 0192…`."""
    return f"{kind_name(type(entry)).replace('_', ' ').capitalize()} {entry.id}"


def concerns_without_alert(db: Session) -> Iterator[str]:
    """Of one that was settled the office was told when it was raised."""
    yield from without_alert(db, Concern, (AlertKind.CONCERN,), Concern.also_corrects == "")


def doses_without_alert(db: Session) -> Iterator[str]:
    """Every dose that was not taken, and that nobody explains away, was brought to the office."""
    worrying = [outcome for outcome in MarOutcome if outcome.needs_the_office]
    kinds = (AlertKind.MEDICINE, AlertKind.TIME_CRITICAL)
    yield from without_alert(db, MarEntry, kinds, col(MarEntry.outcome).in_(worrying))


def double_doses_without_alert(db: Session) -> Iterator[str]:
    """Every dose that more than one record says was given was brought to the office."""
    several = select(MarEntry.dose_id).group_by(col(MarEntry.dose_id)).having(func.count() > 1)
    told = select(MarEntry.dose_id).join(Alert, col(Alert.about) == MarEntry.id)
    known = set(db.exec(told.where(Alert.kind == AlertKind.DOUBLE_DOSE)))
    for dose_id, given in given_of(db, several).items():
        if len(given) > 1 and dose_id not in known:
            yield f"Dose {dose_id} was recorded as given {len(given)} times and has no alert."


def without_alert(db: Session, kind: type[Entry], alerts: tuple[AlertKind, ...], where: Any) -> Iterator[str]:
    its_alert = (col(Alert.about) == kind.id) & col(Alert.kind).in_(alerts)
    for entry in db.exec(select(kind).join(Alert, its_alert, isouter=True).where(where, col(Alert.id).is_(None))):
        yield f"{in_words(entry)} has no alert."


def time_critical_that_differs(db: Session) -> Iterator[str]:
    """A visit's card names its first time-critical dose."""
    doses = select(Dose).where(col(Dose.latest_at).is_not(None), col(Dose.withdrawn_at).is_(None))
    last_first = doses.order_by(col(Dose.due_at).desc(), col(Dose.position).desc())
    first = {dose.visit_id: dose for dose in db.exec(last_first)}
    carded = select(Visit.id, Visit.time_critical, Visit.time_critical_at, Visit.time_critical_latest_at)
    for visit_id, *shown in db.execute(carded, **IN_TURN):
        dose = first.get(visit_id)
        if shown != ([dose.name, dose.due_at, dose.latest_at] if dose else ["", None, None]):
            yield f"Visit {visit_id}: its card says {shown[0] or 'nothing'} is time-critical, its doses differ."


CHECKS: tuple[Callable[[Session], Iterator[str]], ...] = (
    turns_that_differ, forms_without_their_entry, entries_without_their_form, answers_without_their_form,
    concerns_without_alert, doses_without_alert, double_doses_without_alert, time_critical_that_differs,
    stock_that_differs, controlled_stock_without_alert, values_without_alert, signs_without_alert,
    contradictions_that_differ, documents_that_differ, copies_that_differ, audit_that_does_not_chain,
)  # fmt: skip
