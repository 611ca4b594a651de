"""A server that is killed while phones send, and what must be true when it is back."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event, Thread
from urllib.parse import parse_qs
from uuid import UUID

import pytest
from sqlalchemy import text, union_all
from sqlmodel import col, select

from server.accounts.models import Account
from server.db import engine, reading
from server.exporting import KINDS
from server.inbox.models import Form
from server.verifying import differences
from server.visits.models import Assignment, Visit
from tests.bench.servers import Measured
from tests.conftest import forget_settings, point_at
from tests.kills.phones import Phone, Turn
from tests.postgres import cluster

WORKERS = 4
LONGEST_LIFE = 1.0
"""Seconds that phones send before the server is killed, at most."""
LOOK_AT_ALL_EVERY = 10
"""Kills: to look at everything ever recorded takes longer after each."""


@dataclass
class Kills:
    """What was counted."""

    kills: int = 0
    recorded: int = 0
    acknowledged: int = 0
    """Forms that had their receipt when the server was killed."""
    cut: int = 0
    """Batches that were under way."""
    taken_unheard: int = 0
    """Forms that the office had, and the phone did not know."""
    seconds: list[float] = field(default_factory=list)
    """From each new start to the first answer."""


@dataclass
class Siege:
    """An office with phones around it."""

    office: Measured
    cookies: list[str]
    turns: list[list[Turn]]
    chance: Random
    counted: Kills = field(default_factory=Kills)

    def kill_once(self) -> None:
        """Phones send, the server dies, comes back, and gets the rest: everything is there, once."""
        phones = [Phone(self.office.port, *of_worker) for of_worker in zip(self.cookies, self.turns, strict=True)]
        self.die_among(phones)
        told = {form for phone in phones for form in phone.receipts}
        self.come_back(phones[0])
        had = set(forms_of(phones))
        assert told <= had, f"{len(told - had)} forms that were acknowledged are nowhere"
        for phone in phones:
            phone.send_rest()
        check_all_there_once(phones)
        self.counted.kills += 1
        if self.counted.kills % LOOK_AT_ALL_EVERY == 0:
            check_database()
        self.counted.recorded += sum(len(phone.recorded) for phone in phones)
        self.counted.acknowledged += len(told)
        self.counted.cut += sum(phone.cut for phone in phones)
        self.counted.taken_unheard += len(had - told)

    def die_among(self, phones: list[Phone]) -> None:
        gone = Event()
        senders = [Thread(target=phone.work, args=(gone,)) for phone in phones]
        for sender in senders:
            sender.start()
        time.sleep(self.chance.uniform(0, LONGEST_LIFE))
        self.office.kill()
        gone.set()
        for sender in senders:
            sender.join()

    def come_back(self, phone: Phone) -> None:
        began = time.monotonic()
        self.office.start()
        phone.is_heard()
        self.counted.seconds.append(time.monotonic() - began)


def forms_of(phones: list[Phone]) -> dict[str, str]:
    """What the office has of these phones: the number that each form was recorded under, by its id."""
    devices = [UUID(phone.device) for phone in phones]
    with reading() as db:
        found = db.exec(select(Form.id, Form.body).where(col(Form.device_id).in_(devices)))
        return {str(id_): parse_qs(body)["number"][0] for id_, body in found}


def check_all_there_once(phones: list[Phone]) -> None:
    forms = forms_of(phones)
    recorded = {form["id"]: parse_qs(form["body"])["number"][0] for phone in phones for form in phone.recorded}
    assert forms == recorded
    assert max(Counter(forms.values()).values(), default=1) == 1, "A form is there twice"
    devices = [UUID(phone.device) for phone in phones]
    entries = union_all(*(select(kind.id).where(col(kind.device_id).in_(devices)) for kind in KINDS))
    with reading() as db:
        assert sorted(str(id_) for id_ in db.execute(entries).scalars()) == sorted(recorded)


def check_database() -> None:
    """All that was recorded in all lives, and the file itself."""
    assert not list(differences())
    if engine().dialect.name == "sqlite":
        with engine().connect() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]


@contextmanager
def siege(kind: str, seed: int) -> Iterator[Siege]:
    """A running office on a database of this kind, with a few workers signed in."""
    with TemporaryDirectory(prefix="doorstep-kills-") as name, pytest.MonkeyPatch.context() as environment:
        folder = Path(name)
        if kind == "sqlite":
            yield from besieged(Measured(folder, 0), seed, environment)
        else:
            with cluster() as fresh_database:
                yield from besieged(Measured(folder, 0, database_url=fresh_database()), seed, environment)


def besieged(office: Measured, seed: int, environment: pytest.MonkeyPatch) -> Iterator[Siege]:
    office.command("seed", "--workers", str(WORKERS), "--days", "1")
    point_at(office.environment["DATABASE_URL"], environment)
    office.start()
    names = [f"worker{number + 1}" for number in range(WORKERS)]
    try:
        yield Siege(
            office, [office.signed_in(name) for name in names], [turns_of(name) for name in names], Random(seed)
        )
    finally:
        office.kill()
        forget_settings()


def turns_of(username: str) -> list[Turn]:
    found = (
        select(Assignment.account_id, Visit.id, Visit.service_user_id)
        .join(Visit, Visit.id == Assignment.visit_id)
        .join(Account, Account.id == Assignment.account_id)
        .where(Account.username == username)
    )
    with reading() as db:
        return [Turn(*map(str, row)) for row in db.exec(found)]
