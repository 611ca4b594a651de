"""Keeping a person's record: each field that changes, with who changed it, when, and what it was before."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session, col, func, select

from server.accounts.asker import Asker
from server.accounts.models import Account
from server.asking import Asking, is_number
from server.db import wait_for_turn
from server.inbox.unit import Unit
from server.people.finding import find_by
from server.people.models import ServiceUser
from server.person_records.questions import Step, text_of
from server.person_records.steps import NAMES
from server.record_changes.models import RecordChange

ANOTHER = "is_another"


def take_on(db: Unit, asker: Asker, said: Mapping[str, str], steps: Sequence[Step] = (NAMES,)) -> ServiceUser:
    """Begin a record, with the answers of these steps. They are new: no visit is made before their care begins.

    Raises BadInput with all that is wrong, each naming its field.
    """
    with Asking(said_in(steps, said)) as asking:
        answers = {field: value for step in steps for field, value in step.read(asking).items()}
        unless_known(db, asker, asking, answers, None)
    values: dict[str, Any] = {"address": "", "postcode": ""} | answers
    db.add(person := ServiceUser(agency_id=asker.agency_id, is_new=True, **values))
    db.flush()
    find_by(db, person)
    for step in steps:
        note_changes(db, asker, person, step.name, dict.fromkeys(step.texts(person), ""), step.texts(person))
    db.note(asker, "took person on", person.id)
    return person


def save(db: Unit, asker: Asker, person: ServiceUser, step: Step, said: Mapping[str, str]) -> None:
    """Keep the answers of one page. Raises BadInput with all that is wrong, and with what somebody saved meanwhile."""
    db.refresh(person, with_for_update=True)
    before, seen = step.texts(person), changes_of(db, person, step.name)
    with Asking(said_in([step], said)) as asking:
        answers = step.read(asking)
        unless_known(db, asker, asking, answers, person)
        words = {question.field: question.in_words(before[question.field]) for question in step.questions}
        tell_what_was_saved(db, asking, seen, before, words)
    for field, value in answers.items():
        setattr(person, field, value)
    note_changes(db, asker, person, step.name, before, step.texts(person))
    db.flush()
    find_by(db, person)


def said_in(steps: Sequence[Step], said: Mapping[str, str]) -> dict[str, str]:
    return {**said, **{field: text for step in steps for field, text in step.said(said).items()}}


def unless_known(
    db: Unit, asker: Asker, asking: Asking, answers: Mapping[str, Any], person: ServiceUser | None
) -> None:
    """Nobody has two records: the same NHS number is refused, and the same name and birthday unless it is confirmed."""
    others = select(ServiceUser).where(ServiceUser.agency_id == asker.agency_id)
    if person:
        others = others.where(ServiceUser.id != person.id)
    if number := answers.get("nhs_number"):
        wait_for_turn(db, uuid5(asker.agency_id, number))
        same = db.exec(others.where(ServiceUser.nhs_number == number)).first()
        if same:
            asking.refuse("nhs_number", f"{same.name} has this NHS number on record. Open that record instead.")
    if answers.get("born_on") and answers.get("family_name") and not asking.said.get(ANOTHER):
        alike = others.where(
            func.lower(ServiceUser.family_name) == answers["family_name"].lower(),
            ServiceUser.born_on == answers["born_on"],
        )
        for other in db.exec(alike):
            if other.given_name.lower() == (answers["given_name"] or "").lower():
                asking.refuse(ANOTHER, f"{other.name}, born that day, is on record already. Is this somebody else?")
                break


def tell_what_was_saved(
    db: Unit, asking: Asking, known: Sequence[RecordChange], now: Mapping[str, str],
    in_words: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """What others changed on this page since it was opened: a page says how many changes it has seen."""
    seen = asking.said.get("seen", "")
    later = known[int(seen) :] if is_number(seen) else []
    if later:
        changed = {change.field: now[change.field] for change in later if change.field in now}
        asking.unless_changed(changed, len(known), db.get_one(Account, later[-1].changed_by).name, in_words)


def changes_of(db: Session, person: ServiceUser, part: str, about: UUID | None = None) -> Sequence[RecordChange]:
    """All changes on one page of the record, the oldest first; of one contact or package, when there are several."""
    known = select(RecordChange).where(RecordChange.service_user_id == person.id, RecordChange.part == part)
    if about:
        known = known.where(RecordChange.about == about)
    return db.exec(known.order_by(col(RecordChange.changed_at), col(RecordChange.id))).all()


def note_changes(
    db: Unit, asker: Asker, person: ServiceUser, part: str, before: Mapping[str, Any], after: Mapping[str, Any],
    about: UUID | None = None,
) -> None:  # fmt: skip
    """Write down what differs. What pages about the person show has changed with it."""
    texts = {field: (text_of(before.get(field)), text_of(value)) for field, value in after.items()}
    changed = {field: both for field, both in texts.items() if both[0] != both[1]}
    if not changed:
        return
    db.add_all(
        [
            RecordChange(
                service_user_id=person.id, part=part, field=field, about=about, before=old, after=new,
                changed_by=asker.id,
            )
            for field, (old, new) in changed.items()
        ]
    )  # fmt: skip
    person.touch()
    db.add(person)
    db.note(asker, f"changed record: {part}", person.id)
