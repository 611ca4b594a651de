"""Proving who somebody is, and the sign-in that stands for it afterwards."""

import secrets
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server import clock
from server.accounts.models import Account, SignIn
from server.accounts.queries import account_named, token_hash
from server.inbox.unit import Deed, Unit
from server.settings import settings

hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
"""Argon2id with OWASP's parameters (19 MiB, 2 passes)."""

NOBODYS_HASH = hasher.hash(secrets.token_urlsafe())
"""Checked when there is no such account, so that a wrong name takes as long as a wrong password."""


def sign_in(db: Unit, username: str, password: str) -> tuple[Account, str] | None:
    """The account and the token of a new sign-in; None when name and password do not belong together."""
    account = account_named(db, username)
    if not is_right(account.password_hash if account else NOBODYS_HASH, password) or account is None:
        return None
    return account, begin_sign_in(db, account)


def begin_sign_in(db: Unit, account: Account) -> str:
    """The token of a new sign-in."""
    token = secrets.token_urlsafe(32)
    ends_at = clock.now() + timedelta(hours=settings().sign_in_hours)
    db.add(SignIn(token_hash=token_hash(token), account_id=account.id, ends_at=ends_at))
    db.deeds.append(Deed(account.agency_id, account.id, "signed in", account.id))
    return token


def is_right(password_hash: str, password: str) -> bool:
    try:
        return hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
