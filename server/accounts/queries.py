"""Who is asking."""

import hashlib
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, bindparam, or_
from sqlmodel import Session, col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account, Agency, Device, Holding, SignIn, Team
from server.db import engine

ASKER = (
    select(
        Account.id, Account.agency_id, Account.team_id, Account.name, Account.role,
        col(Agency.name).label("agency_name"), Agency.zone, Agency.phone, Agency.days_back, Agency.days_ahead,
        Account.password_is_first,
    )  # type: ignore[call-overload]
    .join(Agency, col(Agency.id) == Account.agency_id)
)  # fmt: skip
ASKER_BY_TOKEN = ASKER.join(SignIn, col(SignIn.account_id) == Account.id).where(
    SignIn.token_hash == bindparam("token_hash"),
    col(SignIn.ended_at).is_(None),
    SignIn.ends_at > bindparam("now"),
    or_(col(Account.left_at).is_(None), col(Account.left_at) > bindparam("now")),
)


def still_here() -> ColumnElement[bool]:
    """Of accounts: they have not left, though they may be about to."""
    return or_(col(Account.left_at).is_(None), col(Account.left_at) > clock.now())


def token_hash(token: str) -> bytes:
    """What is kept of a sign-in token."""
    return hashlib.sha256(token.encode()).digest()


def asker_of(connection: Connection, token: str) -> Asker | None:
    """Who signed in with this token, if the sign-in still holds and they have not left."""
    values = {"token_hash": token_hash(token), "now": clock.now()}
    row = connection.execute(ASKER_BY_TOKEN, values).one_or_none()
    return Asker(*row) if row else None


def find_asker(token: str) -> Asker | None:
    """The same, asked by itself."""
    with engine().connect() as connection:
        return asker_of(connection, token)


def account_named(db: Session, username: str) -> Account | None:
    """The account that signs in with this name, upper or lower case."""
    name = username.replace("\0", "").strip().lower()
    return db.exec(select(Account).where(Account.username == name, still_here())).one_or_none()


def sign_in_with(db: Session, token: str) -> SignIn | None:
    """The sign-in that this token began."""
    return db.get(SignIn, token_hash(token))


def device_of(db: Session, asker: Asker, device_id: UUID) -> Device:
    """The device with this id, met now if it is new or has passed to another of our people."""
    device = db.get(Device, device_id) or Device(id=device_id, account_id=asker.id)
    device.account_id, device.last_heard_at = asker.id, clock.now()
    db.add(device)
    return device


def holding_of(db: Session, asker: Asker, device_id: UUID) -> Holding:
    """What the device holds of the asker's, of whom it was heard just now."""
    holding = db.get(Holding, (device_id, asker.id)) or Holding(device_id=device_id, account_id=asker.id)
    holding.heard_at = clock.now()
    db.add(holding)
    return holding


def teams_of(db: Session, asker: Asker) -> list[tuple[UUID, str]]:
    """The teams of the asker's agency, by name."""
    found = select(Team.id, Team.name).where(Team.agency_id == asker.agency_id).order_by(Team.name)
    return [(id_, name) for id_, name in db.exec(found)]
