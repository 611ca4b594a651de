"""What a phone says about itself with each batch and each day pack: what it holds, and how far it has counted."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import func, select

from server.accounts.asker import Asker
from server.accounts.models import NOT_KNOWN, Device, Holding, SignIn
from server.accounts.queries import device_of, holding_of, sign_in_with, token_hash
from server.db import reading
from server.inbox.batches import Batch, Receipt, SentForm
from server.inbox.models import Epoch
from server.inbox.spoilt import NOBODY
from server.inbox.unit import Unit
from server.losses.noticing import (
    notice_coming_back,
    notice_gap,
    notice_going_back,
    notice_left_behind,
    notice_new_store,
    notice_without_number,
)


def hear_browser(asker: Asker, token: str, device_id: UUID | None, last: int | None) -> None:
    """Notice that the browser of a sign-in is another device than before; nearly always it is the same one."""
    if device_id is None or last is None:
        return
    with reading() as db:
        known = db.exec(select(SignIn.device_id).where(SignIn.token_hash == token_hash(token))).first()
    if known == device_id:
        return
    with Unit(writes=True) as db:
        meet(db, asker, device_id)
        if sign_in := sign_in_with(db, token):
            notice_new_store(db, sign_in, device_id, last)
        db.finish()


def meet(db: Unit, asker: Asker, device_id: UUID) -> Device:
    """The device, met now if it is new. One that is new to a restored office may have been known before."""
    is_new = db.get(Device, device_id) is None
    device = device_of(db, asker, device_id)
    if is_new and db.exec(select(func.count()).select_from(Epoch)).one() > 1:
        device.complete_to = NOT_KNOWN
    db.flush()
    return device


def hear(db: Unit, asker: Asker, device_id: UUID) -> tuple[Device, Holding]:
    """A phone is there. Whoever is heard from it for the first time may have left another one behind."""
    device = meet(db, asker, device_id)
    is_new = db.get(Holding, (device_id, asker.id)) is None
    holding = holding_of(db, asker, device_id)
    if is_new:
        notice_left_behind(db, asker.id, device_id)
    elif holding.left_behind:
        notice_coming_back(db, holding)
    return device, holding


def hear_batch(db: Unit, asker: Asker, batch: Batch, *, is_news: bool) -> tuple[Device, Holding]:
    """A phone brings forms. `is_news` when any is new to us: then nothing that we have heard was said later."""
    device, holding = hear(db, asker, batch.device)
    device.clock_offset_seconds = batch.offset / 1000
    holding.waiting = max(0, batch.waiting - len(batch.forms))
    holding.said_sequence = max(holding.said_sequence, batch.last)
    if is_news and 0 < batch.last < device.last_sequence:
        notice_going_back(db, device, asker.id, last=batch.last, first=batch.first)
    device.last_sequence = max(device.last_sequence, batch.last)
    if batch.last and device.complete_to == NOT_KNOWN:
        device.complete_to = batch.last
    db.flush()
    return device, holding


def count_on(
    db: Unit, heard: tuple[Device, Holding], batch: Batch, forms: Sequence[SentForm], receipts: Sequence[Receipt]
) -> None:
    """Up to which number everything of the author's is with us; what nobody can have before it is lost."""
    device, holding = heard
    unnumbered = without_number(db, forms)
    device.without_number += len(unnumbered)
    again = {receipt.id for receipt in receipts if receipt.state == "again"}
    sequences = {form.sequence for form in forms}
    clear_to = batch.first - 1
    if forms and forms[0].sequence == batch.first:
        clear_to = min((form.sequence - 1 for form in forms if form.called in again), default=max(sequences))
    if clear_to > holding.clear_to:
        holding.clear_to = clear_to
        notice_gap(db, device, holding, sequences)
    for recorded_at in unnumbered:
        notice_without_number(db, device, recorded_at)


def without_number(db: Unit, forms: Sequence[SentForm]) -> list[datetime]:
    """When the forms were recorded that just came without a number: those that are taken, and those of nobody."""
    taken = [form.happened_at for form in db.forms if form.device_sequence is None]
    return taken + [form.recorded_at for form in forms if not form.sequence and form.author == NOBODY]
