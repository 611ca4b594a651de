"""Sending what is in line: by a job that any process may do, that survives being killed, and that nobody waits for.

A message is claimed for a minute before it is sent. Whoever dies in between leaves it to be sent again, so a phone is
told at least once, and of one death at most twice.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from functools import cache, partial
from ssl import SSLContext
from typing import Any
from uuid import UUID

import httpx
from anyio.to_thread import run_sync
from sqlmodel import col, select, update

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
AT_ONCE, PATIENCE_SECONDS = 200, 20
CLAIM = timedelta(seconds=60)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=15)
GONE = {404, 410}
TRY_AGAIN = {408, 425, 429}
BEHIND_ROWS: Any = {"execution_options": {"synchronize_session": False}}
"""Many rows at once, none of which is read again in the same unit."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a push service said about a message; status 0 when it said nothing."""

    delivery_id: UUID
    status: int
    retry_after: str | None


@asynccontextmanager
async def pushing() -> AsyncGenerator[None, None]:
    """While the app runs, what is in line is sent."""
    async with (
        httpx.AsyncClient(verify=authorities(), timeout=PATIENCE_SECONDS, follow_redirects=False) as client,
        rounds(partial(send_due, client), SECONDS_BETWEEN_LOOKS, "Push messages could not be sent"),
    ):
        yield


@cache
def authorities() -> SSLContext:
    """Whom push services' certificates are checked by; to read them all takes longer than a start of the app."""
    return httpx.create_ssl_context()


async def send_due(client: httpx.AsyncClient) -> int:
    """Send what is due; one push service that hangs keeps no other message back. Answers how many were tried.

    What has been answered while the last answers were written down is written down together.
    """
    letters = await run_sync(claim_due)
    sending = {asyncio.create_task(send(client, letter)) for letter in letters}
    while sending:
        done, sending = await asyncio.wait(sending, return_when=asyncio.FIRST_COMPLETED)
        await run_sync(settle, [task.result() for task in done])
    return len(letters)


async def send(client: httpx.AsyncClient, letter: Letter) -> Answered:
    """Just what was sealed: a request of its own takes on no cookie that a push service may have set before."""
    timeout = {"timeout": client.timeout.as_dict()}
    request = httpx.Request("POST", letter.endpoint, headers=letter.headers, content=letter.body, extensions=timeout)
    try:
        answer = await client.send(request)
    except httpx.HTTPError as problem:
        log.warning("A push service could not be reached: %s", type(problem).__name__)
        return Answered(letter.delivery_id, 0, None)
    return Answered(letter.delivery_id, answer.status_code, answer.headers.get("retry-after"))


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
    with Unit(writes=True) as db:
        rows = db.exec(due).all()
        letters = sealed(db, rows)
        if rows:
            claim = update(PushDelivery).where(col(PushDelivery.id).in_([delivery.id for delivery, _ in rows]))
            db.execute(claim.values(tries=PushDelivery.tries + 1, next_try_at=now + CLAIM), **BEHIND_ROWS)
            db.finish()
    return letters


def sealed(db: Unit, rows: Iterable[tuple[PushDelivery, PushSubscription]]) -> list[Letter]:
    """Not for a phone that wants it no more, nor for one whose keys are none."""
    keys = push_keys(db)
    sealer = sealer_with(keys.private_key, keys.public_key, settings().push_contact)
    letters = []
    for delivery, phone in rows:
        if phone.gone_at:
            delivery.settled = Settled.GONE
            continue
        try:
            letters.append(sealer.seal(delivery, phone))
        except ValueError:
            log.warning("A phone asked to be told and gave keys that are none")
            delivery.settled = Settled.REFUSED
    return letters


def settle(answers: Sequence[Answered]) -> None:
    """What push services' answers mean (RFC 8030 section 5): taken, gone, refused for ever, or to be tried again."""
    taken = [answer.delivery_id for answer in answers if 200 <= answer.status < 300]
    with Unit(writes=True) as db:
        if taken:
            note_taken(db, taken)
        for answer in answers:
            if not 200 <= answer.status < 300:
                settle_one(db, answer)
        db.finish()


def note_taken(db: Unit, taken: Sequence[UUID]) -> None:
    """Push services have these. What they are about has been told, if nobody had been told of it before."""
    now, theirs = clock.now(), col(PushDelivery.id).in_(taken)
    phones = select(PushDelivery.subscription_id).where(theirs)
    db.execute(update(PushDelivery).where(theirs).values(settled=Settled.SENT), **BEHIND_ROWS)
    db.execute(update(PushSubscription).where(col(PushSubscription.id).in_(phones)).values(works_at=now), **BEHIND_ROWS)
    about = select(PushDelivery.rota_change_id).where(theirs)
    for change in db.exec(select(RotaChange).where(col(RotaChange.id).in_(about), col(RotaChange.told_at).is_(None))):
        change.told_at = now
        db.teams_changed.add(change.team_id)


def settle_one(db: Unit, answer: Answered) -> None:
    """What was not taken."""
    now, status = clock.now(), answer.status
    delivery = db.get_one(PushDelivery, answer.delivery_id)
    if status in GONE:
        delivery.settled = Settled.GONE
        db.get_one(PushSubscription, delivery.subscription_id).gone_at = now
    elif 400 <= status < 500 and status not in TRY_AGAIN:
        log.warning("A push service refused a message with %s", status)
        delivery.settled = Settled.REFUSED
    elif now - delivery.made_at > timedelta(seconds=LIFE_SECONDS):
        delivery.settled = Settled.GIVEN_UP
    else:
        delivery.next_try_at = now + wait_before(delivery.tries, answer.retry_after)


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
