"""Adding actions, and recording that one was done."""

from collections.abc import Iterable, Mapping
from functools import partial
from uuid import UUID

from sqlmodel import select

from server import clock
from server.accounts.asker import Asker
from server.asking import LONGEST_TEXT, Asking, day, words
from server.db import insert_if_absent
from server.inbox.unit import Unit
from server.medicine_actions.models import ActionDone, MedicineAction
from server.medicine_actions.queries import Action, owners_of
from server.medicine_actions.typing_actions import TypedAction, owner_in


def add_actions(
    db: Unit, asker: Asker, person_id: UUID, typed: Iterable[TypedAction], error_id: UUID | None = None,
    audit_id: UUID | None = None,
) -> None:  # fmt: skip
    """What an error or a signed audit asks for; what it asks for already is there once."""
    same_form = (MedicineAction.error_id == error_id, MedicineAction.audit_id == audit_id)
    known = {(one.what, one.owner_id, one.due_on) for one in db.exec(select(MedicineAction).where(*same_form))}
    for one in typed:
        if (one.what, one.owner_id, one.due_on) in known:
            continue
        db.add(
            MedicineAction(
                agency_id=asker.agency_id, service_user_id=person_id, error_id=error_id, audit_id=audit_id,
                what=one.what, owner_id=one.owner_id, due_on=one.due_on, added_by=asker.id,
            )
        )  # fmt: skip


def complete(db: Unit, asker: Asker, one: Action, said: Mapping[str, str]) -> None:
    """It was done, on which day and by whom. Said twice, the first record stays. Raises BadInput with all that is
    wrong."""
    with Asking(said) as asking:
        done_on = asking.read("done_on", day("Choose the day on which it was done."))
        if done_on and done_on > asker.today:
            asking.refuse("done_on", "That day is still to come.")
        done_by = asking.read("done_by", partial(owner_in, dict(owners_of(db, asker)), "Choose who did it."))
        more = asking.read("words", words(LONGEST_TEXT))
    is_new = insert_if_absent(
        db, ActionDone, action_id=one.action.id, done_on=done_on, done_by=done_by, words=more,
        recorded_by=asker.id, recorded_at=clock.now(),
    )  # fmt: skip
    if is_new:
        db.note(asker, "did medicine action", one.action.id)
