"""Data to start with: the demo agencies, or a made-up agency of any size."""

from datetime import datetime

from argon2 import PasswordHasher
from sqlalchemy import Engine
from sqlmodel import Session, select

from server import clock
from server.accounts.models import Agency
from server.demo.agencies import agency_plans, put_agency
from server.demo.made_up import ZONE, Size, put_made_up_agency
from server.demo.past import put_past
from server.demo.rows import Rows
from server.demo.signing import freeze_audits

__all__ = ["DEMO_PASSWORD", "Size", "is_empty", "put_demo", "seed_demo", "seed_made_up"]

DEMO_PASSWORD = "doorstep-demo"  # noqa: S105 (printed at every start of the demo)
SEED = 2411


def is_empty(engine: Engine) -> bool:
    """No agency lives in this database yet."""
    with Session(engine) as db:
        return db.exec(select(Agency.id)).first() is None


def seed_demo(engine: Engine) -> None:
    """The demo agencies, a week into their work."""
    now = clock.now()
    rows = Rows(SEED, now)
    put_demo(rows, PasswordHasher().hash(DEMO_PASSWORD), now)
    with engine.execution_options(writes=True).begin() as connection:
        rows.insert(connection)
        freeze_audits(connection)


def put_demo(rows: Rows, password_hash: str, now: datetime) -> None:
    """All the rows of the demo as it is at a moment; the same moment makes the same rows."""
    for plan in agency_plans():
        put_past(rows, put_agency(rows, plan, password_hash, now), now)


def seed_made_up(engine: Engine, size: Size) -> str:
    """A made-up agency, beside what is there; returns whom to sign in as. Visits from today on, none recorded."""
    rows = Rows(SEED, clock.now())
    password_hash = PasswordHasher().hash(DEMO_PASSWORD)
    with engine.execution_options(writes=True).begin() as connection:
        for _team in put_made_up_agency(rows, size, password_hash, clock.today(ZONE)):
            rows.insert(connection)
    prefix = size.username_prefix
    return f"Sign in as {prefix}worker1 … {size.workers} or {prefix}coordinator1 …, password {DEMO_PASSWORD}."
