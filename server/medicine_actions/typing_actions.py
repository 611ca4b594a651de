"""Actions as a coordinator types them: a few lines under an error or an audit, each what, who and by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from server.accounts.asker import Asker
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


def typed_actions(db: Session, asker: Asker, said: Mapping[str, str]) -> list[TypedAction]:
    """The lines that say what to do; an empty one is none. Raises BadInput, naming the field."""
    lines = [line for line in LINES if said.get(f"action_{line}", "").strip()]
    owners = {id_ for id_, _ in owners_of(db, asker)} if lines else set()
    return [typed_action(said, line, owners) for line in lines]


def typed_action(said: Mapping[str, str], line: int, owners: set[UUID]) -> TypedAction:
    owner = uuid_or_none(said.get(f"action_{line}_owner"))
    if owner not in owners or owner is None:
        raise BadInput("Choose who does it.", f"action_{line}_owner")
    try:
        due_on = date.fromisoformat(said.get(f"action_{line}_by", ""))
    except ValueError:
        raise BadInput("Choose the day by which it is done.", f"action_{line}_by") from None
    return TypedAction(said[f"action_{line}"].strip(), owner, due_on)
