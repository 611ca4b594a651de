"""Putting messages in line: in the transaction that makes what they are about true."""

from collections.abc import Iterable

from sqlmodel import col, select

from server.inbox.unit import Unit
from server.push.models import PushDelivery, PushSubscription
from server.rota_changes.models import RotaChange


def tell_workers(db: Unit, changes: Iterable[RotaChange]) -> None:
    """A message about each change to every phone on which its worker asked to be told. Nothing waits here."""
    about = {change.account_id: change for change in changes}
    asked = select(PushSubscription).where(
        col(PushSubscription.account_id).in_(about), col(PushSubscription.gone_at).is_(None)
    )
    for phone in db.exec(asked):
        change = about[phone.account_id]
        db.add(PushDelivery(subscription_id=phone.id, rota_change_id=change.id, is_urgent=change.is_urgent))
