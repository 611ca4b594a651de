"""Whom a person wants to come, and whom not."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session, col, delete, select

from server.accounts.asker import Asker
from server.inbox.reading import uuid_or_none
from server.inbox.unit import Unit
from server.people.models import ServiceUser, Wish, WorkersWanted

PREFERS, DECLINES = "prefers", "declines"


def wish(db: Unit, asker: Asker, person: ServiceUser, said: Mapping[str, str]) -> None:
    """What the person says about all workers, and about each that a field is named for: `worker_<id>`."""
    wanted = next((one for one in WorkersWanted if one == said.get("wanted")), WorkersWanted.ANYBODY)
    person.workers_wanted = wanted
    db.add(person)
    db.exec(delete(Wish).where(col(Wish.service_user_id) == person.id))
    for name, word in said.items():
        worker = uuid_or_none(name.removeprefix("worker_"))
        if worker and word in (PREFERS, DECLINES):
            db.add(Wish(service_user_id=person.id, account_id=worker, is_declined=word == DECLINES))
    db.note(asker, "recorded wishes", person.id)


def wishes_about(db: Session, person: ServiceUser) -> dict[UUID, str]:
    """By worker, as the form has it."""
    found = db.exec(select(Wish).where(Wish.service_user_id == person.id))
    return {wish.account_id: DECLINES if wish.is_declined else PREFERS for wish in found}
