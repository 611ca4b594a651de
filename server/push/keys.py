"""The keys by which push services know us."""

from sqlmodel import Session
from webpush.vapid import VAPID  # type: ignore[import-untyped]

from server.db import insert_if_absent
from server.push.models import PushKeys


def push_keys(db: Session) -> PushKeys:
    """The server's keys, made at the first asking; of two processes that make them at once, one wins."""
    known = db.get(PushKeys, 1)
    if known is None:
        private, public, for_browsers = VAPID.generate_keys()
        insert_if_absent(
            db, PushKeys, id=1, private_key=private, public_key=public, application_server_key=for_browsers
        )
        known = db.get_one(PushKeys, 1)
    return known
