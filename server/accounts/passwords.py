"""Passwords: which will do, those that we make, and changing one."""

import secrets
from collections.abc import Mapping

from sqlalchemy import update
from sqlmodel import col

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account, SignIn
from server.accounts.queries import token_hash
from server.accounts.signing_in import hasher, is_right
from server.asking import Asking
from server.inbox.unit import Unit
from server.problems import BadInput

SHORTEST, LONGEST, FEWEST_DIFFERENT = 12, 200, 6
TOO_SHORT = f"Use at least {SHORTEST} characters: three or four words of your own are good."
GUESSED = "This is easily guessed. Use three or four words of your own, and not your username."
SAME = "This is the password that you have now. Choose another."
NOT_NOW = "This is not the password that you have now."
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are read as another."""


def password_in(said: Mapping[str, str], field: str, username: str) -> str:
    """A password as it was typed, spaces and all. Raises BadInput."""
    text = said.get(field, "")
    if len(text) < SHORTEST:
        raise BadInput(TOO_SHORT)
    if len(text) > LONGEST:
        raise BadInput(f"Keep it to {LONGEST} characters.")
    if len(set(text.lower())) < FEWEST_DIFFERENT or (username and username.lower() in text.lower()):
        raise BadInput(GUESSED)
    return text


def made_password() -> str:
    """One to be read out or written on paper, `k7wm-p2hd-xn4r`: 59 random bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def give_first_password(db: Unit, asker: Asker, account: Account) -> str:
    """A password that they have to change when they sign in with it. Their sign-ins end; what waits on a phone of
    theirs stays there, sealed for them, and is sent when they have signed in again."""
    password = made_password()
    account.password_hash, account.password_is_first = hasher.hash(password), True
    db.add(account)
    end_sign_ins(db, account)
    db.note(asker, "gave a first password", account.id)
    return password


def change_password(db: Unit, asker: Asker, said: Mapping[str, str], token: str) -> None:
    """Their own, from the page that asks for both. Other sign-ins of theirs end. Raises BadInput, naming the field."""
    account = db.get_one(Account, asker.id)
    with Asking(said) as asking:
        if not account.password_is_first and not is_right(account.password_hash, said.get("password", "")):
            asking.refuse("password", NOT_NOW)
        new = asking.read("new_password", lambda _: password_in(said, "new_password", account.username))
        if new and is_right(account.password_hash, new):
            asking.refuse("new_password", SAME)
    account.password_hash, account.password_is_first = hasher.hash(new), False
    db.add(account)
    end_sign_ins(db, account, but=token)
    db.note(asker, "changed password", account.id)


def end_sign_ins(db: Unit, account: Account, but: str = "") -> None:
    """All of an account's, but the one with this token."""
    theirs = update(SignIn).where(col(SignIn.account_id) == account.id, col(SignIn.ended_at).is_(None))
    db.exec(theirs.where(col(SignIn.token_hash) != token_hash(but)).values(ended_at=clock.now()))
