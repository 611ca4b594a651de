"""Key-safe codes: shown on a tap, from 30 minutes before a visit to its end, every showing on record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.asking import Asking, needed
from server.inbox.unit import Unit
from server.people.key_safe_models import KeySafe, KeySafeShowing
from server.people.models import ServiceUser
from server.visits.models import Visit
from server.visits.shifts import Shift

SHOWN_BEFORE, SHOWN_AFTER = timedelta(minutes=30), timedelta(hours=2)
LONGEST_CODE = 40
SHOWINGS = 50


@dataclass(frozen=True, slots=True)
class Showing:
    """Who asked for a code, when, and for which visit."""

    at: datetime
    by: str
    was_shown: bool
    visit_id: UUID | None
    starts_at: datetime | None


def people_with_key_safe(db: Session, people: Iterable[UUID]) -> set[UUID]:
    """Which of these people have a key safe; not its code."""
    return set(db.exec(select(KeySafe.service_user_id).where(col(KeySafe.service_user_id).in_(list(people)))))


def key_safe_at(db: Unit, asker: Asker, shift: Shift) -> KeySafe | None:
    """The key safe at a visit, if it is time for the worker to know; None before and after. On record either way."""
    found = db.get(KeySafe, shift.service_user_id) if is_time(shift, clock.now()) else None
    note_showing(db, asker, shift.service_user_id, shift.id, was_shown=found is not None)
    return found


def is_time(shift: Shift, now: datetime) -> bool:
    """From 30 minutes before the visit to its end, or a while after it for who is late, checked in and not out."""
    inside = shift.arrived_at is not None and shift.left_at is None
    return shift.starts_at - SHOWN_BEFORE <= now <= shift.ends_at + (SHOWN_AFTER if inside else timedelta())


def key_safe_for_office(db: Unit, asker: Asker, person: ServiceUser) -> KeySafe | None:
    """The key safe, for somebody who has to be told it by telephone. On record."""
    found = db.get(KeySafe, person.id)
    note_showing(db, asker, person.id, None, was_shown=found is not None)
    return found


def note_showing(db: Unit, asker: Asker, service_user_id: UUID, visit_id: UUID | None, *, was_shown: bool) -> None:
    showing = KeySafeShowing(
        service_user_id=service_user_id, account_id=asker.id, visit_id=visit_id, was_shown=was_shown
    )
    db.add(showing)
    db.note(asker, "saw key-safe code" if was_shown else "asked for key-safe code", visit_id or service_user_id)


def showings_of(db: Session, person: ServiceUser) -> Sequence[Showing]:
    """The newest first."""
    found = (
        select(KeySafeShowing, Account.name, Visit.starts_at)
        .join(Account, col(Account.id) == KeySafeShowing.account_id)
        .join(Visit, col(Visit.id) == KeySafeShowing.visit_id, isouter=True)
        .where(KeySafeShowing.service_user_id == person.id)
        .order_by(col(KeySafeShowing.at).desc(), col(KeySafeShowing.id).desc())
        .limit(SHOWINGS)
    )
    return [Showing(one.at, name, one.was_shown, one.visit_id, starts_at) for one, name, starts_at in db.exec(found)]


def write_code(db: Unit, asker: Asker, person: ServiceUser, said: Mapping[str, str]) -> None:
    """A code, or another one. That it changed is on record; what it was is not. Raises BadInput."""
    with Asking(said) as asking:
        code = asking.read("code", needed("Write the code.", LONGEST_CODE))
        place = asking.read("place", needed("Say where the key safe is."))
    known = db.get(KeySafe, person.id) or KeySafe(service_user_id=person.id, code="", place="")
    known.code, known.place, known.changed_at, known.changed_by = code, place, clock.now(), asker.id
    db.add(known)
    person.touch()
    db.note(asker, "changed key-safe code", person.id)


def remove_code(db: Unit, asker: Asker, person: ServiceUser) -> None:
    """There is no key safe any more."""
    known = db.get(KeySafe, person.id)
    if known is not None:
        db.delete(known)
        person.touch()
        db.note(asker, "removed key-safe code", person.id)
