"""The list of people in the office: a page of it, and who is found by what was typed. Its length costs nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, or_, select

from server.accounts.asker import Asker
from server.db import begins_with
from server.people.finding import plain_words
from server.people.models import PersonWord, ServiceUser

A_PAGE = 50
FEWEST_LETTERS, MOST_WORDS = 2, 6
LOOKS_AT = 100
"""People with a word, before one word is as common as another."""


class Standing(StrEnum):
    """Where somebody is with us."""

    RECEIVING = "receiving"
    NEW = "new"
    DISCHARGED = "discharged"


class PersonLine(NamedTuple):
    """A person as the list shows them."""

    id: UUID
    given_name: str
    family_name: str
    born_on: date
    address: str
    postcode: str
    is_new: bool
    discharged_on: date | None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


COLUMNS = tuple(getattr(ServiceUser, name) for name in PersonLine._fields)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of people."""

    lines: Sequence[PersonLine]
    number: int
    has_more: bool


def listing_of(db: Session, asker: Asker, standing: Standing, number: int) -> Listing:
    """A page of those of one standing, by family name; who was discharged last comes first."""
    found = listed(select(*COLUMNS).where(ServiceUser.agency_id == asker.agency_id), standing, asker.today)
    return page_of(db, found, number)


def listed(people: Any, standing: Standing, today: date) -> Any:
    is_over = col(ServiceUser.discharged_on) <= today
    if standing == Standing.DISCHARGED:
        return people.where(is_over).order_by(col(ServiceUser.discharged_on).desc(), col(ServiceUser.id))
    going_on = or_(col(ServiceUser.discharged_on).is_(None), ~is_over)
    return in_order(people.where(col(ServiceUser.is_new) == (standing == Standing.NEW), going_on))


def in_order(people: Any) -> Any:
    return people.order_by(col(ServiceUser.family_name), col(ServiceUser.given_name), col(ServiceUser.id))


def found_by(db: Session, asker: Asker, typed: str) -> Listing | None:
    """Whose names, postcode and NHS number begin with all words typed; None when that is too little to look for."""
    words = words_in(typed)
    if len("".join(words)) < FEWEST_LETTERS:
        return None
    rarest = words[0] if len(words) == 1 else min(words, key=lambda word: count_of(db, asker, word))
    having, other = with_word(asker, rarest), aliased(PersonWord)
    for word in words:
        if word != rarest:
            theirs = select(other.word).where(other.service_user_id == PersonWord.service_user_id)
            having = having.where(theirs.where(begins_with(other.word, word)).exists())
    return page_of(db, in_order(select(*COLUMNS).where(col(ServiceUser.id).in_(having))), 1)


def count_of(db: Session, asker: Asker, word: str) -> int:
    """How many have a word that begins so, as far as we look."""
    return db.exec(select(func.count()).select_from(with_word(asker, word).limit(LOOKS_AT).subquery())).one()


def with_word(asker: Asker, word: str) -> Any:
    return select(PersonWord.service_user_id).where(
        PersonWord.agency_id == asker.agency_id, begins_with(PersonWord.word, word)
    )


def words_in(typed: str) -> list[str]:
    """A number is one word, however it is spaced."""
    words = plain_words(typed)
    together = "".join(words)
    return [together] if together.isdecimal() else words[:MOST_WORDS]


def page_of(db: Session, people: Any, number: int) -> Listing:
    rows = db.connection().execute(people.limit(A_PAGE + 1).offset((number - 1) * A_PAGE)).all()
    return Listing([PersonLine(*row) for row in rows[:A_PAGE]], number, len(rows) > A_PAGE)
