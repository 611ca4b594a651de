"""Push: the server's keys, the phones that asked to be told, and every message to them until it is settled."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Index, SQLModel

from server import clock
from server.db import new_id


class PushKeys(SQLModel, table=True):
    """The one pair of keys by which push services know us (VAPID, RFC 8292); PEM. Made once, and kept."""

    __tablename__ = "push_keys"

    id: int = Field(default=1, primary_key=True)
    private_key: bytes
    public_key: bytes
    application_server_key: str
    """The public key as browsers want it: 65 bytes in base64url."""


class PushSubscription(SQLModel, table=True):
    """A browser that one person wants to be told on (RFC 8030, keys as in RFC 8291)."""

    __tablename__ = "push_subscriptions"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    endpoint: str = Field(unique=True)
    p256dh: str
    auth: str
    made_at: datetime = Field(default_factory=clock.now)
    works_at: datetime | None = None
    """When its push service last took a message."""
    gone_at: datetime | None = None
    """When its push service said that it is no more, or its owner that they want it no more."""


class Settled(StrEnum):
    """How a message ended."""

    SENT = "sent"
    """The push service has it."""
    GONE = "gone"
    REFUSED = "refused"
    GIVEN_UP = "given_up"


class PushDelivery(SQLModel, table=True):
    """One message to one phone. Work to do is a query over these rows: it survives whatever happens to the process."""

    __tablename__ = "push_deliveries"
    __table_args__ = (Index("ix_push_deliveries_due", "settled", "next_try_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    subscription_id: UUID = Field(foreign_key="push_subscriptions.id", index=True)
    rota_change_id: UUID | None = Field(default=None, foreign_key="rota_changes.id", index=True)
    """None for a test."""
    is_urgent: bool = False
    made_at: datetime = Field(default_factory=clock.now)
    next_try_at: datetime = Field(default_factory=clock.now)
    """Not before: while somebody is sending it, when they are taken for dead."""
    tries: int = 0
    settled: Settled | None = None
