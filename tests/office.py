"""An agency small enough to know by heart, a phone that sends to it, and an office that watches it."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import httpx
import pytest
from litestar.testing import TestClient
from sqlmodel import Session, select

from server import clock
from server.accounts.models import Account, Agency, Device, Role, SignIn, Team
from server.accounts.queries import token_hash
from server.app import create_app
from server.board.models import Alert
from server.board.watchdog import look_at
from server.db import engine, new_id, writing
from server.inbox.models import Form
from server.medication.models import Dose, Medicine, Support
from server.migrating import migrate
from server.people.models import AllergyStatus, ServiceUser
from server.settings import settings
from server.visits.models import Assignment, CareAction, Visit

ZONE = "Europe/London"
DAY = date(2026, 11, 19)


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("office") / "empty.sqlite3"
    migrate(f"sqlite:///{path}")
    engine.cache_clear()
    return path


@pytest.fixture
def agency(empty_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["Town"]:
    """Hearth Home Care at 10:26 on a Thursday, and another agency beside it."""
    path = shutil.copy(empty_database, tmp_path / "doorstep.sqlite3")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("WATCHDOG", "false")
    monkeypatch.setenv(clock.SHIFT_VARIABLE, "0")
    settings.cache_clear()
    engine.cache_clear()
    it_is("10:26")
    with TestClient(create_app()) as browser:
        yield Town(browser)
    engine().dispose()
    clock.shift.cache_clear()
    settings.cache_clear()
    engine.cache_clear()


@pytest.fixture
def office(agency: "Town") -> "Person":
    """Grace, at her tablet."""
    return agency.grace


@pytest.fixture
def phone(agency: "Town") -> "Phone":
    """Amina's phone."""
    return agency.amina


@pytest.fixture
def wash(agency: "Town") -> Visit:
    """Amina's visit to Jean Whitcombe at 10:15, with two care actions."""
    return agency.visit("10:15", 45, agency.jean, agency.amina, actions=("Wash", "Tea and toast"))


def at(hhmm: str, on: date = DAY) -> datetime:
    """A local wall time as a moment."""
    return clock.moment(on, time.fromisoformat(hhmm), ZONE)


def it_is(hhmm: str) -> None:
    clock.start_at(at(hhmm))


@dataclass
class Person:
    """Somebody signed in with a browser."""

    browser: TestClient[Any]
    account: Account
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"cookie": f"doorstep={self.token}", "sec-fetch-site": "same-origin"}

    def get(self, url: str) -> httpx.Response:
        return self.browser.get(url, headers=self.headers)

    def post(self, url: str, **fields: str) -> httpx.Response:
        return self.browser.post(url, data=fields, headers=self.headers, follow_redirects=False)

    def press(self, url: str, **fields: str) -> httpx.Response:
        """A button of a page with scripts."""
        return self.browser.post(url, data=fields, headers=self.headers | {"hx-request": "true"})


@dataclass
class Phone(Person):
    """A care worker's phone: its forms go in order through the inbox."""

    device: UUID = field(default_factory=new_id)
    sequence: int = 0

    def send(self, url: str, recorded_at: datetime | None = None, offset: float = 0, **fields: object) -> UUID:
        """Record something and let it arrive at once; answers the form's id."""
        self.sequence += 1
        form = {
            "id": str(new_id()), "author": str(self.account.id), "sequence": self.sequence, "url": url,
            "body": urlencode({"form_version": "1", **fields}), "version": 1, "offset": offset,
            "recorded_at": (recorded_at or clock.now()).astimezone(UTC).isoformat(),
        }  # fmt: skip
        self.say([form])
        return UUID(form["id"])

    def say(self, forms: list[dict[str, Any]]) -> None:
        batch = {"device": str(self.device), "forms": forms, "first": 1, "last": self.sequence, "waiting": len(forms)}
        answer = self.browser.post("/inbox", content=json.dumps(batch), headers=self.headers)
        assert answer.status_code == 200, answer.text

    def is_heard(self) -> None:
        self.say([])

    def arrive(self, visit: Visit, **more: Any) -> UUID:
        return self.send(f"/visits/{visit.id}/arrival", visit=visit.id, **more)

    def leave(self, visit: Visit, **more: Any) -> UUID:
        return self.send(f"/visits/{visit.id}/departure", visit=visit.id, **more)

    def tick(self, action: CareAction, **more: Any) -> UUID:
        values = {"visit": action.visit_id, "outcome": "done", "support": "with_help"} | more
        return self.send(f"/care-actions/{action.id}/outcomes", **values)


class Town:
    """Everybody, by the names of `style.md`."""

    def __init__(self, browser: TestClient[Any]) -> None:
        self.browser = browser
        self.hearth = Agency(name="Hearth Home Care", phone="0113 496 0000")
        self.other_agency = Agency(name="Lantern Care", phone="01904 496 000")
        keep(self.hearth, self.other_agency)
        self.team = Team(agency_id=self.hearth.id, name="Headingley")
        self.other_team = Team(agency_id=self.other_agency.id, name="York")
        keep(self.team, self.other_team)
        self.amina = self.phone_of("Amina Yusuf", self.team)
        self.ben = self.phone_of("Ben Carter", self.team)
        self.grace = self.coordinator("Grace Mensah", self.team)
        self.omar = self.phone_of("Omar Farouk", self.other_team)
        self.olive = self.coordinator("Olive Grant", self.other_team)
        self.jean = self.person("Jean", "Whitcombe")
        self.walter = self.person("Walter", "Finch")

    def account(self, name: str, team: Team, role: Role) -> tuple[Account, str]:
        account = Account(
            agency_id=team.agency_id, team_id=team.id, username=name.lower(), password_hash="", name=name,
            role=role, phone="07700 900123",
        )  # fmt: skip
        keep(account)
        keep(SignIn(token_hash=token_hash(name), account_id=account.id, ends_at=clock.now() + timedelta(days=1)))
        return account, name

    def phone_of(self, name: str, team: Team) -> Phone:
        return Phone(self.browser, *self.account(name, team, Role.CARE_WORKER))

    def coordinator(self, name: str, team: Team) -> Person:
        return Person(self.browser, *self.account(name, team, Role.COORDINATOR))

    def person(self, given: str, family: str) -> ServiceUser:
        person = ServiceUser(
            agency_id=self.hearth.id, given_name=given, known_as="", family_name=family, born_on=date(1941, 2, 3),
            address="4 Ash Road", postcode="LS6 3AB", allergy_status=AllergyStatus.RECORDED, allergies="penicillin",
        )  # fmt: skip
        keep(person)
        return person

    def visit(
        self,
        hhmm: str,
        minutes: int,
        person: ServiceUser,
        *workers: Phone,
        actions: tuple[str, ...] = (),
        on: date = DAY,
    ) -> Visit:
        starts_at = at(hhmm, on)
        visit = Visit(
            agency_id=self.hearth.id, team_id=self.team.id, service_user_id=person.id, service_on=on,
            starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes), title="Visit",
            workers_needed=max(1, len(workers)),
        )  # fmt: skip
        keep(visit)
        keep(*(Assignment(visit_id=visit.id, account_id=phone.account.id, service_on=on) for phone in workers))
        keep(*(CareAction(visit_id=visit.id, position=n, title=title) for n, title in enumerate(actions)))
        return visit

    def dose(self, visit: Visit, name: str, due: str, latest: str | None = None) -> Dose:
        medicine = Medicine(
            service_user_id=visit.service_user_id,
            name=name,
            amount="1 tablet",
            support=Support.ADMINISTER,
            started_on=DAY,
        )
        keep(medicine)
        dose = Dose(
            visit_id=visit.id, medicine_id=medicine.id, medicine_version=1, position=0, name=name, amount="1 tablet",
            support=Support.ADMINISTER, due_at=at(due), latest_at=at(latest) if latest else None,
        )  # fmt: skip
        keep(dose)
        change(Visit, visit.id, time_critical_latest_at=dose.latest_at)
        return dose

    def heard(self, phone: Phone, hhmm: str) -> None:
        """The phone reached the office then, and not since."""
        keep(Device(id=new_id(), account_id=phone.account.id, last_heard_at=at(hhmm)))

    def watchdog_looks(self) -> None:
        with writing() as db:
            agency = db.get(Agency, self.hearth.id)
        assert agency
        look_at(agency)


def keep(*rows: Any) -> None:
    with writing() as db:
        db.add_all(rows)
        db.commit()


def change(kind: type[Any], id_: UUID, **values: Any) -> None:
    with writing() as db:
        row = db.get(kind, id_)
        for name, value in values.items():
            setattr(row, name, value)
        db.commit()


def all_of(kind: type[Any], *where: Any) -> list[Any]:
    with Session(engine()) as db:
        return list(db.exec(select(kind).where(*where)))


def actions_of(visit: Visit) -> list[CareAction]:
    return sorted(all_of(CareAction, CareAction.visit_id == visit.id), key=lambda action: action.position)


def open_alerts() -> list[Alert]:
    return all_of(Alert, Alert.closed_at == None)  # noqa: E711


def form_of(form_id: UUID) -> Form:
    [form] = all_of(Form, Form.id == form_id)
    return form


__all__ = ["DAY", "agency", "empty_database", "office", "phone", "wash"]
