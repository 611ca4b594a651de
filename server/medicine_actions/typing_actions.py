"""Actions as a coordinator types them: a few lines under an error or an audit, each what, who and by when."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from sqlmodel import Session

from server.accounts.asker import Asker
from server.asking import LONGEST_TEXT, Asking, day, needed
from server.inbox.reading import uuid_or_none
from server.medicine_actions.queries import owners_of
from server.problems import BadInput

LINES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class TypedAction:
    """Something to do."""

    what: str
    owner_id: UUID
    due_on: date


def typed_actions(db: Session, asker: Asker, asking: Asking) -> list[TypedAction]:
    """The lines that say what to do; an empty one is none."""
    owner = partial(owner_in, dict(owners_of(db, asker)), "Choose who does it.")
    return [
        TypedAction(
            asking.read(f"action_{line}", needed("Say what is to be done.", LONGEST_TEXT)),
            asking.read(f"action_{line}_owner", owner),
            asking.read(f"action_{line}_by", day("Choose the day by which it is done.")),
        )
        for line in LINES
        if asking.said.get(f"action_{line}", "").strip()
    ]


def owner_in(owners: Container[UUID], sentence: str, text: str) -> UUID:
    owner = uuid_or_none(text)
    if owner is None or owner not in owners:
        raise BadInput(sentence)
    return owner
