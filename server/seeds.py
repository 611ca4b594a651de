"""Data to start with: the demo agencies, or a made-up agency of any size."""

from argon2 import PasswordHasher
from sqlalchemy import Engine
from sqlmodel import Session, select

from server import clock
from server.accounts.models import Agency
from server.demo.agencies import agency_plans, put_agency
from server.demo.past import put_past
from server.demo.rows import Rows

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
    password_hash = PasswordHasher().hash(DEMO_PASSWORD)
    for plan in agency_plans():
        agency = put_agency(rows, plan, password_hash, now)
        put_past(rows, agency, now)
    with engine.execution_options(writes=True).begin() as connection:
        rows.insert(connection)
