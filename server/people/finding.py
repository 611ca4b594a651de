"""The words that a person is found by, and keeping them as the person's names are."""

import re
import unicodedata
from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, delete

from server.people.models import PersonWord, ServiceUser

WORD = re.compile(r"[0-9a-z]+")
FORGOTTEN = str.maketrans({"\u2019": "", "'": "", "\u0142": "l", "\u00f8": "o", "\u0111": "d"})
"""An apostrophe parts no name, and what Unicode does not take apart is written plainly."""


def plain_words(text: str) -> list[str]:
    """In order, without case and accents: `Bronis\u0142awa O'Neill` is `bronislawa oneill`."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(FORGOTTEN))
    return WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))


def words_about(names: Iterable[str], postcode: str, nhs_number: str) -> set[str]:
    """Each name by its words, the postcode whole and by its parts, the NHS number whole."""
    whole = {"".join(plain_words(postcode)), nhs_number}
    return {*plain_words(" ".join([*names, postcode])), *whole} - {""}


def find_by(db: Session, person: ServiceUser) -> None:
    """They are found by what they are called now."""
    put_words(db, person.agency_id, person.id, words_of(person))


def words_of(person: ServiceUser) -> set[str]:
    names = (person.given_name, person.family_name, person.known_as)
    return words_about(names, person.postcode, person.nhs_number)


def put_words(db: Session, agency_id: UUID, service_user_id: UUID, words: Iterable[str]) -> None:
    db.exec(delete(PersonWord).where(col(PersonWord.service_user_id) == service_user_id))
    db.add_all([PersonWord(service_user_id=service_user_id, word=word, agency_id=agency_id) for word in sorted(words)])
    db.flush()
