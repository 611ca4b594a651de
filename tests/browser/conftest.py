"""Browsers and real servers: every test gets a copy of the demo agency on a Monday morning at 08:05."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from coordinator import Coordinator
from device import browser_options
from doorstep import Doorstep
from phone import Phone
from playwright.sync_api import Playwright, expect, sync_playwright

from tests.faults import Line, line_to

MONDAY_MORNING = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
expect.set_options(timeout=20_000)
"""Milliseconds: a machine may be busy. What has to come sooner says so itself."""


@pytest.fixture(scope="session")
def shift_seconds() -> float:
    """How far the app's clock runs ahead, so that it is Monday morning."""
    return (MONDAY_MORNING - datetime.now(UTC)).total_seconds()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, shift_seconds: float) -> Path:
    """A database with the demo agency, made once."""
    folder = tmp_path_factory.mktemp("seeded")
    maker = Doorstep(folder, shift_seconds)
    maker.asked("seed")
    return folder / "doorstep.sqlite3"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture
def doorstep(tmp_path: Path, seeded: Path, shift_seconds: float) -> Iterator[Doorstep]:
    """A running server with the demo agency. Whatever a test does to it, what it shows is what was recorded."""
    server = Doorstep(tmp_path, shift_seconds)
    server.begin_with(seeded)
    server.start()
    yield server
    server.kill()
    assert server.asked("verify") == ""


@pytest.fixture
def line(doorstep: Doorstep) -> Iterator[Line]:
    """A line to the office that can be made to fail. Where a file is named, how long the phone took is noted there."""
    with line_to(doorstep.port) as made:
        yield made
    if made.healed and (log := os.environ.get("CONVERGENCE_LOG")):
        with Path(log).open("a") as file:
            file.write(json.dumps(asdict(made.healed) | {"receipts_at": made.receipts_at}) + "\n")


@pytest.fixture
def new_phone(playwright: Playwright, tmp_path: Path, doorstep: Doorstep) -> Iterator[Callable[..., Phone]]:
    """Makes phones, each with a profile of its own, open and on `url` or the server itself."""
    phones: list[Phone] = []

    def make(url: str = "", **options: Any) -> Phone:
        phone = Phone(playwright, tmp_path / f"phone-{len(phones)}", url or doorstep.url, options)
        phones.append(phone)
        phone.open()
        return phone

    yield make
    for phone in phones:
        phone.close()


@pytest.fixture
def grace(playwright: Playwright, doorstep: Doorstep) -> Iterator[Coordinator]:
    """The coordinator, at the office."""
    browser = playwright.chromium.launch(**browser_options())  # type: ignore[arg-type]
    yield Coordinator.signed_in(browser, doorstep.url, "grace")
    browser.close()


@pytest.fixture
def phone(new_phone: Callable[..., Phone], line: Line) -> Phone:
    """Amina's phone, with her day on it."""
    made = new_phone(line.url)
    made.sign_in("amina")
    return made
