"""Sending what is in line: by a job that any process may do, that survives being killed, and that nobody waits for.

A message is claimed for a minute before it is sent. Whoever dies in between leaves it to be sent again, so a phone is
told at least once, and of one death at most twice.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from uuid import UUID

import httpx
from anyio.to_thread import run_sync
from sqlmodel import col, select

from server import clock
from server.inbox.unit import Unit
from server.push.keys import push_keys
from server.push.models import PushDelivery, PushSubscription, Settled
from server.push.sealing import LIFE_SECONDS, Letter, sealer_with
from server.rota_changes.models import RotaChange
from server.rounds import rounds
from server.settings import settings

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 1
AT_ONCE, PATIENCE_SECONDS = 50, 20
CLAIM = timedelta(seconds=60)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=15)
GONE = {404, 410}
TRY_AGAIN = {408, 425, 429}


@asynccontextmanager
async def pushing() -> AsyncGenerator[None, None]:
    """While the app runs, what is in line is sent."""
    async with (
        httpx.AsyncClient(timeout=PATIENCE_SECONDS, follow_redirects=False) as client,
        rounds(partial(send_due, client), SECONDS_BETWEEN_LOOKS, "Push messages could not be sent"),
    ):
        yield


async def send_due(client: httpx.AsyncClient) -> int:
    """Send what is due; one push service that hangs keeps no other message back. Answers how many were tried."""
    letters = await run_sync(claim_due)
    await asyncio.gather(*(send(client, letter) for letter in letters))
    return len(letters)


async def send(client: httpx.AsyncClient, letter: Letter) -> None:
    try:
        answer = await client.post(letter.endpoint, content=letter.body, headers=dict(letter.headers))
    except httpx.HTTPError as problem:
        log.warning("A push service could not be reached: %s", type(problem).__name__)
        await run_sync(settle, letter.delivery_id, 0, None)
    else:
        await run_sync(settle, letter.delivery_id, answer.status_code, answer.headers.get("retry-after"))


def claim_due() -> list[Letter]:
    """Take what is due for a minute, and seal it."""
    now = clock.now()
    due = (
        select(PushDelivery, PushSubscription)
        .join(PushSubscription, col(PushSubscription.id) == PushDelivery.subscription_id)
        .where(col(PushDelivery.settled).is_(None), PushDelivery.next_try_at <= now)
        .order_by(col(PushDelivery.is_urgent).desc(), col(PushDelivery.next_try_at))
        .limit(AT_ONCE)
        .with_for_update(of=PushDelivery, skip_locked=True)
    )
    letters = []
    with Unit(writes=True) as db:
        rows = db.exec(due).all()
        for delivery, phone in rows:
            delivery.tries += 1
            delivery.next_try_at = now + CLAIM
            if letter := sealed(db, delivery, phone):
                letters.append(letter)
        if rows:
            db.finish()
    return letters


def sealed(db: Unit, delivery: PushDelivery, phone: PushSubscription) -> Letter | None:
    """None for a phone that wants it no more, or whose keys are none."""
    keys = push_keys(db)
    if phone.gone_at:
        delivery.settled = Settled.GONE
        return None
    try:
        return sealer_with(keys.private_key, keys.public_key, settings().push_contact).seal(delivery, phone)
    except ValueError:
        log.warning("A phone asked to be told and gave keys that are none")
        delivery.settled = Settled.REFUSED
        return None


def settle(delivery_id: UUID, status: int, retry_after: str | None) -> None:
    """What a push service's answer means (RFC 8030 section 5): taken, gone, refused for ever, or to be tried again."""
    now = clock.now()
    with Unit(writes=True) as db:
        delivery = db.get_one(PushDelivery, delivery_id)
        phone = db.get_one(PushSubscription, delivery.subscription_id)
        if 200 <= status < 300:
            delivery.settled, phone.works_at = Settled.SENT, now
            note_told(db, delivery)
        elif status in GONE:
            delivery.settled, phone.gone_at = Settled.GONE, now
        elif 400 <= status < 500 and status not in TRY_AGAIN:
            log.warning("A push service refused a message with %s", status)
            delivery.settled = Settled.REFUSED
        elif now - delivery.made_at > timedelta(seconds=LIFE_SECONDS):
            delivery.settled = Settled.GIVEN_UP
        else:
            delivery.next_try_at = now + wait_before(delivery.tries, retry_after)
        db.finish()


def note_told(db: Unit, delivery: PushDelivery) -> None:
    change = db.get(RotaChange, delivery.rota_change_id) if delivery.rota_change_id else None
    if change and change.told_at is None:
        change.told_at = clock.now()
        db.teams_changed.add(change.team_id)


def wait_before(tries: int, retry_after: str | None) -> timedelta:
    """What the push service asks for, else twice as long each time."""
    asked = seconds_in(retry_after)
    backoff: timedelta = min(FIRST_WAIT * 2 ** min(tries - 1, 10), LONGEST_WAIT)
    return backoff if asked is None else max(backoff, min(asked, timedelta(seconds=LIFE_SECONDS)))


def seconds_in(retry_after: str | None) -> timedelta | None:
    """`120`, or a date (RFC 9110 section 10.2.3)."""
    if not retry_after:
        return None
    if retry_after.isdecimal():
        return timedelta(seconds=int(retry_after))
    with suppress(ValueError):
        return parsedate_to_datetime(retry_after) - clock.now()
    return None
