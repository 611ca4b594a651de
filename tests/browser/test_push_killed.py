"""The server is killed around the sending of push messages: every worker is told at least once, and at most twice."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest
from doorstep import Doorstep
from phone import PASSWORD

from tests.faults import wait_until
from tests.push_service import Browser, PushService, push_service

CLAIM_SECONDS = 61
SHARED = """
SELECT v.id FROM visits v JOIN assignments a ON a.visit_id = v.id JOIN accounts w ON w.id = a.account_id
WHERE w.username IN ('amina', 'ben') AND v.service_on = date('2026-11-24') GROUP BY v.id HAVING count(*) = 2 LIMIT 1
"""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    """A push service that the server knows; asked for before the server starts."""
    monkeypatch.setenv("PUSH_HOSTS", "localhost")
    with push_service() as made:
        yield made


@pytest.fixture
def phones(service: PushService, doorstep: Doorstep) -> dict[str, Browser]:
    """Amina's and Ben's, which asked to be told."""
    made = {name: service.browser(name) for name in ("amina", "ben")}
    for name, browser in made.items():
        with closing(signed_in(doorstep, name)) as client:
            assert client.post("/push-subscriptions", data=browser.subscription).json() == {"doorstep": "on"}
    return made


def signed_in(doorstep: Doorstep, username: str) -> httpx.Client:
    client = httpx.Client(base_url=doorstep.url, headers={"sec-fetch-site": "same-origin", "accept": "text/html"})
    client.post("/sign-in", data={"username": username, "password": PASSWORD})
    return client


def publish(doorstep: Doorstep) -> None:
    """Grace cancels a visit that Amina and Ben share."""
    with closing(sqlite3.connect(doorstep.folder / "doorstep.sqlite3")) as database:
        [visit] = database.execute(SHARED).fetchone()
    with closing(signed_in(doorstep, "grace")) as office:
        office.post(f"/rota/visits/{visit}/cancellation", data={"reason": "In hospital."})
        assert office.post("/rota/publications").status_code == 303


def run_on(doorstep: Doorstep) -> None:
    """Start again, when what was claimed by the dead one is free."""
    doorstep.shift_seconds += CLAIM_SECONDS
    doorstep.start()


def told(service: PushService) -> dict[str, int]:
    """How often each phone was told."""
    names = [message.path.strip("/") for message in service.messages]
    return {name: names.count(name) for name in ("amina", "ben")}


def settled(doorstep: Doorstep) -> int:
    with closing(sqlite3.connect(doorstep.folder / "doorstep.sqlite3")) as database:
        [count] = database.execute("SELECT count(*) FROM push_deliveries WHERE settled = 'SENT'").fetchone()
        return int(count)


def test_killed_between_publishing_and_sending(
    service: PushService, doorstep: Doorstep, phones: dict[str, Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that sends nothing publishes, and dies; another one runs on."""
    doorstep.kill()
    monkeypatch.setenv("WATCHDOG", "false")
    doorstep.start()
    publish(doorstep)
    doorstep.kill()
    assert told(service) == {"amina": 0, "ben": 0}
    monkeypatch.setenv("WATCHDOG", "true")
    doorstep.start()
    wait_until(lambda: settled(doorstep) == 2)
    assert told(service) == {"amina": 1, "ben": 1}


def test_killed_while_sending(service: PushService, doorstep: Doorstep, phones: dict[str, Browser]) -> None:
    """The push service has the messages and has not answered."""
    service.answers = [(0, {}), (0, {})]
    publish(doorstep)
    wait_until(lambda: len(service.messages) == 2)
    doorstep.kill()
    run_on(doorstep)
    wait_until(lambda: settled(doorstep) == 2)
    assert told(service) == {"amina": 2, "ben": 2}


def test_killed_after_the_push_service_took_it(
    service: PushService, doorstep: Doorstep, phones: dict[str, Browser]
) -> None:
    """The push service's answer finds nobody."""
    service.before_answering = doorstep.kill
    publish(doorstep)
    wait_until(lambda: doorstep.process is None)
    run_on(doorstep)
    wait_until(lambda: settled(doorstep) == 2)
    assert all(1 <= times <= 2 for times in told(service).values())


def test_killed_when_all_is_sent(service: PushService, doorstep: Doorstep, phones: dict[str, Browser]) -> None:
    publish(doorstep)
    wait_until(lambda: settled(doorstep) == 2)
    doorstep.kill()
    run_on(doorstep)
    with closing(signed_in(doorstep, "grace")) as office:
        wait_until(lambda: "Notification sent" in office.get("/rota/changes").text)
    assert told(service) == {"amina": 1, "ben": 1}
