"""Who signs in: agencies, their teams, accounts, the devices they carry and their sign-ins."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from server import clock
from server.db import new_id


class Agency(SQLModel, table=True):
    """A home-care provider. Nothing is ever shared between two of them."""

    __tablename__ = "agencies"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    name: str
    zone: str = "Europe/London"
    phone: str
    late_after_minutes: int = 15
    near_metres: int = 200
    answer_minutes: int = 240
    """How long a worker has to answer a changed rota before the office is told to ring."""
    answer_minutes_urgent: int = 15
    """The same for a change that touches the next two hours."""
    days_back: int = 7
    days_ahead: int = 14


class Team(SQLModel, table=True):
    """The workers one board shows together."""

    __tablename__ = "teams"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id", index=True)
    name: str


class Role(StrEnum):
    """What an account may do: carry visits, or steer the day."""

    CARE_WORKER = "care_worker"
    COORDINATOR = "coordinator"


class Account(SQLModel, table=True):
    """A care worker or a coordinator who can sign in."""

    __tablename__ = "accounts"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id", index=True)
    team_id: UUID = Field(foreign_key="teams.id", index=True)
    username: str = Field(unique=True)
    password_hash: str
    name: str
    role: Role
    phone: str = ""
    left_at: datetime | None = None
    """From when on they do not work here; it may be to come."""
    password_is_first: bool = False
    """Made by us and given to them by a coordinator: they choose their own before they see anything."""


NOT_KNOWN = -1


class Device(SQLModel, table=True):
    """A browser profile that signed in, and what it last said about itself. `id` is made by the device."""

    __tablename__ = "devices"

    id: UUID = Field(primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    first_heard_at: datetime = Field(default_factory=clock.now)
    last_heard_at: datetime = Field(default_factory=clock.now)
    last_sequence: int = 0
    """The newest number that the device has given to a form, as it said with forms that were new to us."""
    complete_to: int = 0
    """Up to this number every form of the device is with us, or somebody was told that it is lost.

    `NOT_KNOWN` after a restore, until the device says how far it has counted: what the backup lacks is not lost, it is
    offered again by whoever recorded it.
    """
    without_number: int = 0
    """Forms of the device whose number could not be read, and that account for none of those that nobody has, yet."""
    clock_offset_seconds: float = 0


class Holding(SQLModel, table=True):
    """What one device holds of one of our people, as they last told us from it. Several may share a device, and what
    it holds of one says nothing about the others."""

    __tablename__ = "holdings"

    device_id: UUID = Field(foreign_key="devices.id", primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", primary_key=True, index=True)
    heard_at: datetime = Field(default_factory=clock.now)
    waiting: int = 0
    """Forms of theirs that the device holds and we do not have yet."""
    said_sequence: int = 0
    """The newest number that the device has given to anybody's form, as they last said."""
    clear_to: int = 0
    """What the device still holds of theirs is newer than this number: it said so."""
    left_behind: bool = False
    """Their office was told that what it holds may be lost: they use another phone, and this one is silent."""


class SignIn(SQLModel, table=True):
    """One sign-in of one browser. Only the hash of its token is kept."""

    __tablename__ = "sign_ins"

    token_hash: bytes = Field(primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", index=True)
    began_at: datetime = Field(default_factory=clock.now)
    ends_at: datetime
    ended_at: datetime | None = None
    device_id: UUID | None = Field(default=None, foreign_key="devices.id")
    """The device last heard under it. Another one in the same browser means that the browser lost its store."""


class AuditRow(SQLModel, table=True):
    """Who read or wrote what, chained: each row's hash covers the one before it in the same agency."""

    __tablename__ = "audit_rows"

    agency_id: UUID = Field(foreign_key="agencies.id", primary_key=True)
    number: int = Field(primary_key=True)
    at: datetime
    account_id: UUID | None = Field(foreign_key="accounts.id")
    deed: str
    about: UUID | None = None
    hash: bytes
