"""Phones that ask to be told, on push services that we know: nobody makes this server talk to any other place."""

from fnmatch import fnmatch
from urllib.parse import urlsplit

from sqlmodel import col, select

from server import clock
from server.accounts.asker import Asker
from server.inbox.unit import Unit
from server.problems import BadInput
from server.push.models import PushDelivery, PushSubscription
from server.settings import settings

LONGEST = 2_000
LOOPBACK = "localhost"


def is_known(endpoint: str) -> bool:
    """Whether an address is one of a push service of `PUSH_HOSTS`, over TLS unless it is on this machine."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host == LOOPBACK)
    return is_safe and any(fnmatch(host, pattern) for pattern in settings().push_hosts.split())


def subscribe(db: Unit, asker: Asker, endpoint: str, p256dh: str, auth: str) -> PushSubscription:
    """Tell the asker on this browser from now on, and nobody else. Raises BadInput."""
    if len(endpoint) > LONGEST or not is_known(endpoint) or not (p256dh and auth):
        raise BadInput("This browser’s push service is none that Doorstep knows. Tell whoever runs Doorstep for you.")
    known = db.exec(select(PushSubscription).where(PushSubscription.endpoint == endpoint)).one_or_none()
    if known is None:
        known = PushSubscription(account_id=asker.id, endpoint=endpoint, p256dh=p256dh, auth=auth)
        db.add(known)
    known.account_id, known.p256dh, known.auth, known.gone_at = asker.id, p256dh, auth, None
    db.note(asker, "turned notifications on", asker.id)
    return known


def unsubscribe(db: Unit, asker: Asker, endpoint: str) -> None:
    """Tell the asker on this browser no more."""
    for subscription in own(db, asker):
        if subscription.endpoint == endpoint:
            subscription.gone_at = clock.now()
            db.note(asker, "turned notifications off", asker.id)


def send_test(db: Unit, asker: Asker) -> int:
    """A message to each of the asker's phones that asked; how many those are."""
    phones = own(db, asker)
    db.add_all([PushDelivery(subscription_id=phone.id, is_urgent=True) for phone in phones])
    return len(phones)


def own(db: Unit, asker: Asker) -> list[PushSubscription]:
    mine = select(PushSubscription).where(
        PushSubscription.account_id == asker.id, col(PushSubscription.gone_at).is_(None)
    )
    return list(db.exec(mine))
