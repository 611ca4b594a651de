"""The first agency of an empty database, its first team and its first coordinator: made once, by whoever runs it."""

import hashlib
from base64 import b32encode
from collections.abc import Mapping
from functools import cache
from hmac import compare_digest
from ipaddress import ip_address
from zoneinfo import available_timezones

from sqlmodel import col, select, text

from server.accounts.models import Account, Agency, Role, Team
from server.accounts.passwords import password_in
from server.accounts.reading import telephone, username
from server.accounts.signing_in import hasher
from server.agencies.queries import has_agency
from server.asking import Asking, needed
from server.db import reading
from server.inbox.models import Epoch
from server.inbox.unit import Deed, Unit
from server.problems import BadInput, NotFoundOrNotYours
from server.settings import Settings, settings

SETTING_UP = 0x5E7
"""What PostgreSQL calls the lock under which it is done; SQLite has one writer anyway."""
WRONG_CODE = "This is not the set-up code. Look where “doorstep run” was started: it is printed there."


def set_up(db: Unit, said: Mapping[str, str]) -> Account:
    """Make them as they were typed; answers the coordinator. Raises BadInput; NotFoundOrNotYours when it is done."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("select pg_advisory_xact_lock(:key)"), {"key": SETTING_UP})
    if has_agency(db):
        raise NotFoundOrNotYours
    agency, team, coordinator = typed(said)
    for row in (agency, team, coordinator):
        db.add(row)
        db.flush()
    db.deeds.append(Deed(agency.id, coordinator.id, "set up the agency", agency.id))
    return coordinator


def typed(said: Mapping[str, str]) -> tuple[Agency, Team, Account]:
    """Read the form. Raises BadInput, naming the field."""
    with Asking(said) as asking:
        if needs_code():
            asking.read("code", the_code)
        agency = Agency(
            name=asking.read("agency", needed("Write the agency’s name, as workers and families know it.")),
            phone=asking.read("agency_phone", telephone("Write the office’s telephone number: phones ring it.")),
            zone=asking.read("zone", one_of_zones),
        )
        team = Team(agency_id=agency.id, name=asking.read("team", needed("Give the first team a name, as Headingley.")))
        name = asking.read("name", needed("Write your name, as your colleagues read it."))
        who = asking.read("username", username)
        password = asking.read("password", lambda _: password_in(said, "password", who or ""))
        coordinator = Account(
            agency_id=agency.id, team_id=team.id, name=name, username=who, role=Role.COORDINATOR, password_hash="",
        )  # fmt: skip
    coordinator.password_hash = hasher.hash(password)
    return agency, team, coordinator


def one_of_zones(name: str) -> str:
    if name not in zones():
        raise BadInput("Choose the time zone from the list.")
    return name


@cache
def zones() -> list[str]:
    """The names of time zones that are places, London's first."""
    places = {name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/"))}
    return ["Europe/London", *sorted(places - {"Europe/London"})]


def needs_code() -> bool:
    """Anybody might be the first to come: only who sees what `doorstep run` prints may set it up."""
    return bool(settings().public_origin) or not is_loopback(settings())


def is_loopback(told: Settings) -> bool:
    try:
        return ip_address(told.host).is_loopback
    except ValueError:
        return told.host == "localhost"


def the_code(given: str) -> None:
    """Raises BadInput for another one."""
    plain = "".join(letter for letter in given.upper() if letter.isalnum())
    if not compare_digest(plain.encode(), set_up_code().replace("-", "").encode()):
        raise BadInput(WRONG_CODE)


def set_up_code() -> str:
    """`K7WM-P2HD-XN4R`, the same in every process and after a restart: made from the first epoch's id, which nobody
    who is not signed in is ever told. It opens nothing once there is an agency."""
    with reading() as db:
        epoch = db.exec(select(Epoch.id).order_by(col(Epoch.began_at)).limit(1)).one()
    letters = b32encode(hashlib.sha256(b"set-up " + epoch.bytes).digest()).decode()
    return "-".join((letters[:4], letters[4:8], letters[8:12]))
