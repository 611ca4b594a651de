"""Whom a person wants to come, and whom not."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session, col, delete, select

from server.accounts.asker import Asker
from server.asking import Asking, one_of, version_of
from server.inbox.reading import uuid_or_none
from server.inbox.unit import Unit
from server.people.models import ServiceUser, Wish, WorkersWanted

PREFERS, DECLINES = "prefers", "declines"
WISH_WORDS = {PREFERS: "Preferred", DECLINES: "Not wanted"}
WANTED_WORDS = {
    WorkersWanted.ANYBODY: "Anybody",
    WorkersWanted.WOMEN: "Women only",
    WorkersWanted.MEN: "Men only",
}


def wish(db: Unit, asker: Asker, person: ServiceUser, said: Mapping[str, str]) -> None:
    """What the person says about all workers, and about each that a field is named for: `worker_<id>`. Wishes about
    others stay. Raises BadInput."""
    db.refresh(person, with_for_update=True)
    now = said_of(db, person)
    asked = {name: worker for name in said if (worker := uuid_or_none(name.removeprefix("worker_")))}
    with Asking(said) as asking:
        wanted = asking.read("wanted", one_of(WorkersWanted, "Choose whom they let in."))
        kept = {"wanted": now["wanted"], **{name: now.get(name, "") for name in asked}}
        told = {name: WISH_WORDS[word] for name, word in now.items() if word in WISH_WORDS}
        told["wanted"] = WANTED_WORDS[person.workers_wanted]
        asking.unless_changed(kept, version_of(now), "Somebody else", told)
    person.workers_wanted = wanted
    db.add(person)
    about = col(Wish.account_id).in_(asked.values())
    db.exec(delete(Wish).where(col(Wish.service_user_id) == person.id, about))
    for name, worker in asked.items():
        if said[name] in WISH_WORDS:
            db.add(Wish(service_user_id=person.id, account_id=worker, is_declined=said[name] == DECLINES))
    db.note(asker, "recorded wishes", person.id)


def said_of(db: Session, person: ServiceUser) -> dict[str, str]:
    """The wishes as their form would have been filled in."""
    wishes = {f"worker_{worker}": word for worker, word in wishes_about(db, person).items()}
    return {"wanted": person.workers_wanted.value, **wishes}


def wishes_about(db: Session, person: ServiceUser) -> dict[UUID, str]:
    """By worker, as the form has it."""
    found = db.exec(select(Wish).where(Wish.service_user_id == person.id))
    return {wish.account_id: DECLINES if wish.is_declined else PREFERS for wish in found}
