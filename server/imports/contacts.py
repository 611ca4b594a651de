"""Contacts from a file: as the form on a person's record takes them."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from server.accounts.asker import Asker
from server.asking import Asking
from server.contacts.recording import add_contact, read
from server.contacts.words import ROLE_WORDS
from server.imports.columns import Column, one_of, some_of, yes_in
from server.imports.people import WHOSE, person_in
from server.inbox.unit import Unit
from server.people.models import MayBeTold
from server.problems import BadInput

ROLES = {role.replace("_", " "): role for role in ROLE_WORDS}
TOLD = {told.value.replace("_", " "): told.value for told in MayBeTold}
CONTACT_COLUMNS = (
    WHOSE,
    Column("Name", ("name",), "Who it is.", "Peter Whitcombe", needed=True),
    Column("Relation", ("relation",), "In your own words; needed without a role.", "son"),
    Column("Telephone", ("phone",), "The number to ring.", "07700 900111", needed=True),
    Column(
        "Roles", ("roles",), f"Any of: {', '.join(ROLES)}.", "next of kin, unpaid carer", read=some_of("role", ROLES)
    ),
    Column(
        "May be told", ("may_be_told",), f"One of: {', '.join(TOLD)}. Empty means not asked.", "day to day",
        read=one_of("may_be_told", TOLD, MayBeTold.NOT_ASKED),
    ),
    Column("Ring first", ("is_clinical",), "yes for the one whom the office rings first when the person is unwell.",
           "no", read=yes_in("is_clinical")),
    Column("Note", ("note",), "Anything else.", "Not before nine"),
)  # fmt: skip


def take_contact(db: Unit, asker: Asker, said: Mapping[str, str]) -> UUID:
    """Beside what is wrong with the contact, also that nobody is known whom it is of."""
    BadInput.together(partial(person_in, db, asker, said), partial(read_contact, said))
    return add_contact(db, asker, person_in(db, asker, said), said).id


def read_contact(said: Mapping[str, str]) -> None:
    with Asking(said) as asking:
        read(asking)
