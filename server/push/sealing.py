"""A message as a push service takes it: sealed for one browser (RFC 8291), signed by us (RFC 8292), naming nobody.

Its topic is what it is about: a newer message takes the place of one that the phone has not fetched.
"""

import json
import time
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from webpush import WebPush, WebPushSubscription  # type: ignore[import-untyped]
from webpush.types import WebPushKeys  # type: ignore[import-untyped]
from webpush.vapid import VAPID  # type: ignore[import-untyped]

from server.push.models import PushDelivery, PushSubscription

KEPT_SECONDS, VALID_SECONDS = 3600, 12 * 3600
"""How long a signature is used again, and how long push services take it."""
LIFE_SECONDS = 24 * 3600
"""A push service gives a message up after a day: by then the office has rung."""


class KeptSignatures(VAPID):  # type: ignore[misc]
    """Signs once an hour for each push service; a signature costs twice what sealing does."""

    @cached_property
    def kept(self) -> dict[str, tuple[float, str]]:
        return {}

    def get_authorization_header(self, endpoint: Any, subscriber: str, expiration: int) -> str:
        service = f"{endpoint.scheme}://{endpoint.host}"
        until, signed = self.kept.get(service, (0.0, ""))
        if until < time.monotonic():
            signed = super().get_authorization_header(endpoint, subscriber, expiration)
            self.kept[service] = time.monotonic() + KEPT_SECONDS, signed
        return signed


@dataclass(frozen=True, slots=True)
class Letter:
    """A sealed message, ready to be handed over."""

    delivery_id: UUID
    endpoint: str
    headers: dict[str, str]
    body: bytes


class Sealer:
    """Seals with the server's keys; one for the life of the process."""

    def __init__(self, private_key: bytes, public_key: bytes, contact: str) -> None:
        self.webpush = WebPush(private_key, public_key, contact, ttl=LIFE_SECONDS, expiration=VALID_SECONDS)
        self.webpush.vapid = KeptSignatures(private_key, public_key)

    def seal(self, delivery: PushDelivery, phone: PushSubscription) -> Letter:
        """Raises ValueError when the phone's keys are none."""
        keys = WebPushKeys(auth=phone.auth, p256dh=phone.p256dh)
        subscription = WebPushSubscription.model_validate({"endpoint": phone.endpoint, "keys": keys})
        text = {"doorstep": "rota" if delivery.rota_change_id else "test", "id": str(delivery.id)}
        message = self.webpush.get(json.dumps(text).encode(), subscription)
        urgency = "high" if delivery.is_urgent else "normal"
        more = {"urgency": urgency, "topic": text["doorstep"], "content-type": "application/octet-stream"}
        return Letter(delivery.id, phone.endpoint, {**message.headers, **more}, message.encrypted)


@cache
def sealer_with(private_key: bytes, public_key: bytes, contact: str) -> Sealer:
    """The one that keeps its signatures."""
    return Sealer(private_key, public_key, contact)
