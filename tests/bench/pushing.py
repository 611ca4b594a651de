"""What handing a thousand push messages over costs beside sealing them: a thousand of each, in turn, in one process."""

import asyncio
import json
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from shutil import copy
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Playwright
from sqlmodel import select
from webpush import WebPush, WebPushSubscription  # type: ignore[import-untyped]
from webpush.types import WebPushKeys  # type: ignore[import-untyped]

from server import clock
from server.accounts.models import Account
from server.db import writing
from server.inbox.unit import Unit
from server.push.keys import push_keys
from server.push.models import PushDelivery, PushSubscription
from server.push.sending import AT_ONCE, send_due
from server.settings import settings
from tests.bench.agencies import Agencies
from tests.bench.figures import Figures, median
from tests.conftest import forget_settings, point_at
from tests.push_service import Browser

MESSAGES, ROUNDS = 1000, 3


def pushing(agencies: Agencies, _: Playwright) -> Figures:
    """Messages a second, handed over to a push service that takes all, over messages a second only sealed."""
    path = agencies.folder / "pushing.sqlite3"
    copy(agencies.made_up(50, 1), path)
    with pytest.MonkeyPatch.context() as environment:
        point_at(f"sqlite:///{path}", environment)
        environment.setenv("PUSH_HOSTS", "localhost")
        environment.setenv(clock.SHIFT_VARIABLE, str(agencies.shift_seconds))
        clock.shift.cache_clear()
        rounds = [(sealing(), handing_over()) for _ in range(ROUNDS)]
        forget_settings()
    return {
        "push_sealed_per_second": median(sealed for sealed, _ in rounds),
        "push_handed_over_per_second": median(handed for _, handed in rounds),
        "push_ratio": median(handed / sealed for sealed, handed in rounds),
    }


def subscriptions() -> list[PushSubscription]:
    """A thousand phones, each with keys of its own."""
    with writing() as db:
        account = db.exec(select(Account)).first()
        assert account
        made = []
        for number in range(MESSAGES):
            keys = Browser(f"http://localhost/{number}-{uuid4()}").subscription
            made.append(PushSubscription(account_id=account.id, **keys))
        db.add_all(made)
        db.commit()
        return made


def sealing() -> float:
    """The library alone, as its documentation uses it: encrypted (RFC 8291) and signed (RFC 8292), and thrown away."""
    with Unit(writes=True) as db:
        keys = push_keys(db)
        db.finish()
    webpush = WebPush(keys.private_key, keys.public_key, settings().push_contact, ttl=60)
    phones = [
        WebPushSubscription(endpoint=phone.endpoint, keys=WebPushKeys(auth=phone.auth, p256dh=phone.p256dh))
        for phone in subscriptions()
    ]
    text = json.dumps({"doorstep": "rota", "id": secrets.token_hex(18)}).encode()
    began = time.perf_counter()
    for phone in phones:
        webpush.get(text, phone)
    return MESSAGES / (time.perf_counter() - began)


def handing_over() -> float:
    """The job as it runs in the server: claimed, sealed, handed over and settled, row by row."""
    with writing() as db:
        db.add_all([PushDelivery(subscription_id=phone.id, is_urgent=False) for phone in subscriptions()])
        db.commit()
    with ThreadPoolExecutor(1) as loop:
        return loop.submit(lambda: asyncio.run(send_all())).result()


async def send_all() -> float:
    """To a push service in this process, that does little; in a thread without Playwright's loop."""
    taken = httpx.MockTransport(lambda _request: httpx.Response(201))
    sent, began = 0, time.perf_counter()
    async with httpx.AsyncClient(transport=taken) as client:
        while tried := await send_due(client):
            sent += tried
            assert tried <= AT_ONCE
    assert sent == MESSAGES
    return MESSAGES / (time.perf_counter() - began)
