"""What the web may do with contacts: add somebody, change what is known of them, take them off the list."""

from collections.abc import Mapping
from typing import Any

from litestar import Response

from server.accounts.asker import Asker as AskerInfo
from server.contacts.queries import contact_of, contacts_of
from server.contacts.recording import PART, add_contact, change_contact, remove_contact, texts_of
from server.contacts.words import ROLE_WORDS, TOLD_WORDS, roles_in_words
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.inbox.unit import Unit
from server.people.models import Contact, ServiceUser
from server.people.queries import person_of
from server.person_records.pages import status_for, step_context
from server.person_records.saving import changes_of
from server.person_records.steps import CONTACTS
from server.problems import BadInput
from server.templating import html


@page("/people/{service_user_id:uuid}/record/contacts", COORDINATORS, writes=True)
def show_contacts(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read record", person.id)
    return contacts_page(db, asker, person)


@act("/people/{service_user_id:uuid}/contacts", COORDINATORS)
def add_one_contact(db: Db, asker: Asker, service_user_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    try:
        add_contact(db, asker, person, data)
    except BadInput as problem:
        return contacts_page(db, asker, person, None, problem, data)
    return back_to(f"/people/{person.id}/record/contacts")


@page("/contacts/{contact_id:uuid}", COORDINATORS, writes=True)
def show_contact(db: Db, asker: Asker, contact_id: PathId) -> Response[str]:
    contact, person = contact_of(db, asker, contact_id)
    db.note(asker, "read record", person.id)
    return contacts_page(db, asker, person, contact)


@act("/contacts/{contact_id:uuid}/changes", COORDINATORS)
def change_one_contact(db: Db, asker: Asker, contact_id: PathId, data: Fields) -> Response[Any]:
    contact, person = contact_of(db, asker, contact_id)
    try:
        change_contact(db, asker, person, contact, data)
    except BadInput as problem:
        return contacts_page(db, asker, person, contact, problem, data)
    return back_to(f"/people/{person.id}/record/contacts")


@act("/contacts/{contact_id:uuid}/removal", COORDINATORS)
def take_contact_off(db: Db, asker: Asker, contact_id: PathId) -> Response[Any]:
    contact, person = contact_of(db, asker, contact_id)
    remove_contact(db, asker, person, contact)
    return back_to(f"/people/{person.id}/record/contacts")


def contacts_page(
    db: Unit, asker: AskerInfo, person: ServiceUser, contact: Contact | None = None, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> Response[str]:  # fmt: skip
    known = filled_in(contact) if contact else {}
    return html(
        "contacts/contacts.html", status_for(problem), contact=contact, contacts=contacts_of(db, person),
        problem=problem, said=known if said is None else said, role_words=ROLE_WORDS.items(),
        told_words=TOLD_WORDS, roles_in_words=roles_in_words,
        seen_version=len(changes_of(db, person, PART, contact.id)) if contact else 0,
        **step_context(db, asker, person, CONTACTS),
    )  # fmt: skip


def filled_in(contact: Contact) -> dict[str, str]:
    """A contact as its form would have been filled in."""
    return texts_of(contact) | {f"role_{role}": "1" for role in contact.roles.split()}


contact_routes = [show_contacts, add_one_contact, show_contact, change_one_contact, take_contact_off]
