"""Reporting an error, and writing down what is known of it since."""

from collections.abc import Mapping
from dataclasses import asdict
from uuid import UUID, uuid5

from sqlmodel import select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.asking import Asking
from server.db import insert_if_absent, new_id
from server.inbox.reading import uuid_or_none
from server.inbox.unit import Unit
from server.medicine_actions.adding import add_actions
from server.medicine_actions.typing_actions import typed_actions
from server.medicine_errors.models import ErrorVersion, MedicineError, Told
from server.medicine_errors.queries import Reported, dose_of, error_of
from server.medicine_errors.typing_errors import said_of, typed
from server.medicine_errors.words import ERROR_WORDS, HARM_WORDS
from server.people.models import ServiceUser
from server.problems import BadInput

CHANGED_MEANWHILE = (
    "Somebody else wrote a version meanwhile. Yours is still in the form: read theirs above, then keep yours after it."
)


def report(db: Unit, asker: Asker, person: ServiceUser, said: Mapping[str, str]) -> UUID:
    """A new error. The same empty form sent twice reports one; answers its id. Raises BadInput with all that is
    wrong."""
    with Asking(said) as asking:
        values, actions = typed(asker, asking), typed_actions(db, asker, asking)
    dose_id = uuid_or_none(said.get("dose"))
    if dose_id:
        dose_of(db, person, dose_id)
    error_id = uuid_or_none(said.get("error")) or new_id()
    if is_another(db, error_id, (person.id, dose_id), asdict(values)):
        error_id = uuid5(error_id, f"{person.id} {dose_id} {values}")
    is_new = insert_if_absent(
        db, MedicineError, id=error_id, agency_id=asker.agency_id, service_user_id=person.id, dose_id=dose_id,
        reported_by=asker.id, reported_at=clock.now(),
    )  # fmt: skip
    if not is_new:
        add_actions(db, asker, person.id, actions, error_id=error_of(db, asker, error_id).error.id)
        return error_id
    db.add(ErrorVersion(error_id=error_id, version=1, written_by=asker.id, **asdict(values)))
    add_actions(db, asker, person.id, actions, error_id=error_id)
    db.note(asker, "reported medicine error", error_id)
    return error_id


def is_another(db: Unit, error_id: UUID, about: tuple[UUID, UUID | None], values: Mapping[str, object]) -> bool:
    """The empty form of an error that was reported, filled in once more (the browser's *Back*), says something else."""
    known = db.get(MedicineError, error_id)
    if known is None:
        return False
    first = db.exec(select(ErrorVersion).where(ErrorVersion.error_id == error_id, ErrorVersion.version == 1)).one()
    is_same = all(getattr(first, name) == value for name, value in values.items())
    return (known.service_user_id, known.dose_id) != about or not is_same


def write_version(db: Unit, asker: Asker, reported: Reported, said: Mapping[str, str]) -> None:
    """What is known now, beside what was known. Raises BadInput when somebody else wrote since the form was opened."""
    known = reported.latest
    with Asking(said) as asking:
        values, actions = typed(asker, asking), typed_actions(db, asker, asking)
        by, now = db.get_one(Account, known.written_by), said_of(asker, known)
        asking.unless_changed(now, known.version, by.name, in_words(known, now))
    if is_the_same(known, asker, asdict(values)):
        add_actions(db, asker, reported.person.id, actions, error_id=reported.error.id)
        return
    is_new = insert_if_absent(
        db, ErrorVersion, id=new_id(), error_id=reported.error.id, version=known.version + 1, written_by=asker.id,
        written_at=clock.now(), **asdict(values),
    )  # fmt: skip
    if not is_new:
        raise BadInput(CHANGED_MEANWHILE)
    add_actions(db, asker, reported.person.id, actions, error_id=reported.error.id)
    db.note(asker, "wrote medicine error", reported.error.id)


def in_words(known: ErrorVersion, now: Mapping[str, str]) -> dict[str, str]:
    """What the form does not send as people say it."""
    moments = ("happened", "found", *(f"told_{whom}" for whom in Told))
    told = {field: now[field].replace("T", " ") for field in moments if field in now}
    return told | {"kind": ERROR_WORDS[known.kind], "harm": HARM_WORDS[known.harm]}


def is_the_same(known: ErrorVersion, asker: Asker, values: Mapping[str, object]) -> bool:
    """The button was pressed twice: what would be written is what stands there, by the same hand."""
    return known.written_by == asker.id and all(getattr(known, name) == value for name, value in values.items())
