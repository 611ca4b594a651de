"""Whom to ring about a person: adding somebody, changing what is known of them, and taking them off the list."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, func, select

from server import clock
from server.accounts.asker import Asker
from server.asking import Asking, needed, one_of, words
from server.contacts.words import ROLE_WORDS, TOLD_WORDS, roles_in_words
from server.inbox.unit import Unit
from server.people.models import Contact, MayBeTold, ServiceUser
from server.person_records.saving import changes_of, note_changes, tell_what_was_saved

PART = "contacts"
FIELDS = ("name", "relation", "phone", "note", "roles", "may_be_told", "is_clinical")


def add_contact(db: Unit, asker: Asker, person: ServiceUser, said: Mapping[str, str]) -> Contact:
    """Somebody more to ring. Raises BadInput with all that is wrong."""
    with Asking(said) as asking:
        answers = read(asking)
    last = db.exec(select(func.max(Contact.position)).where(Contact.service_user_id == person.id)).one()
    db.add(contact := Contact(service_user_id=person.id, position=0 if last is None else last + 1, **answers))
    keep(db, asker, person, contact, {})
    return contact


def change_contact(db: Unit, asker: Asker, person: ServiceUser, contact: Contact, said: Mapping[str, str]) -> None:
    """What is known now; what was known stays in the record's history. Raises BadInput."""
    db.refresh(contact, with_for_update=True)
    before = texts_of(contact)
    with Asking({**said, "roles": roles_in(said), "is_clinical": clinical_in(said)}) as asking:
        answers = read(asking)
        tell_what_was_saved(db, asking, changes_of(db, person, PART, contact.id), before, words_of(contact))
    for field, value in answers.items():
        setattr(contact, field, value)
    keep(db, asker, person, contact, before)


def remove_contact(db: Unit, asker: Asker, person: ServiceUser, contact: Contact) -> None:
    """Nobody rings them any more; the row and its history stay."""
    before = texts_of(contact)
    contact.removed_at, contact.is_clinical = clock.now(), False
    note_changes(db, asker, person, PART, before, dict.fromkeys(FIELDS, ""), contact.id)


def read(asking: Asking) -> dict[str, Any]:
    answers = {
        "name": asking.read("name", needed("Write who it is.")),
        "relation": asking.read("relation", words()),
        "phone": asking.read("phone", needed("Write the number to ring.", 40)),
        "note": asking.read("note", words()),
        "may_be_told": asking.read("may_be_told", one_of(MayBeTold, "Choose what they may be told.")),
    }
    roles = roles_in(asking.said)
    if not roles and not answers["relation"]:
        asking.refuse("roles", "Say what they are to the person: tick a role, or write the relation.")
    return answers | {"roles": roles, "is_clinical": bool(clinical_in(asking.said))}


def roles_in(said: Mapping[str, str]) -> str:
    """Boxes that are ticked, or the roles in words as an import has them: `next_of_kin gp`."""
    listed = said.get("roles", "").split()
    return " ".join(role for role in ROLE_WORDS if said.get(f"role_{role}") or role in listed)


def clinical_in(said: Mapping[str, str]) -> str:
    return "1" if said.get("is_clinical") else ""


def texts_of(contact: Contact) -> dict[str, str]:
    return {field: text_of_field(getattr(contact, field)) for field in FIELDS}


def words_of(contact: Contact) -> dict[str, str]:
    """What the form does not send as people say it."""
    return {"roles": roles_in_words(contact.roles), "may_be_told": TOLD_WORDS[contact.may_be_told]}


def text_of_field(value: object) -> str:
    return ("1" if value else "") if isinstance(value, bool) else str(value)


def keep(db: Unit, asker: Asker, person: ServiceUser, contact: Contact, before: Mapping[str, str]) -> None:
    """One at most is whom the office rings first when the person is unwell."""
    db.flush()
    if contact.is_clinical:
        also = (Contact.service_user_id == person.id, Contact.id != contact.id, col(Contact.is_clinical))
        for other in db.exec(select(Contact).where(*also)):
            known = texts_of(other)
            other.is_clinical = False
            note_changes(db, asker, person, PART, known, texts_of(other), other.id)
    note_changes(db, asker, person, PART, before, texts_of(contact), contact.id)
    db.flush()
