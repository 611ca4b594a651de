"""What is known of the phones that a team's workers carry, also of one that somebody else has now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.models import Account, Device, Holding


@dataclass(frozen=True, slots=True)
class HeldOnPhone:
    """What one phone holds of a worker's, and who is its user now when that is somebody else."""

    heard_at: datetime
    waiting: int
    user: str | None


def phones_of(db: Session, account_ids: Collection[UUID]) -> dict[UUID, list[HeldOnPhone]]:
    """By worker, the phones that they were heard from, the newest first."""
    columns: Any = (Holding.account_id, Holding.heard_at, Holding.waiting, Device.account_id, Account.name)
    rows = db.execute(
        select(*columns)
        .select_from(Holding)
        .join(Device, col(Device.id) == Holding.device_id)
        .join(Account, col(Account.id) == Device.account_id)
        .where(col(Holding.account_id).in_(account_ids))
        .order_by(col(Holding.heard_at).desc())
    )
    found: dict[UUID, list[HeldOnPhone]] = {}
    for worker, heard_at, waiting, user_id, user in rows:
        found.setdefault(worker, []).append(HeldOnPhone(heard_at, waiting, None if user_id == worker else user))
    return found
