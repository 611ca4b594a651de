"""Phones to measure on: Chromium at 390×844 behind a counting proxy."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from playwright.sync_api import Playwright

from tests.bench.proxy import Proxy
from tests.browser.phone import Phone


@contextmanager
def phone_at(playwright: Playwright, url: str, folder: Path) -> Iterator[Phone]:
    """A new phone, open, with nothing on it."""
    phone = Phone(playwright, Path(mkdtemp(dir=folder)), url, listens=False)
    phone.open()
    try:
        yield phone
    finally:
        phone.close()


def quiet(phone: Phone, proxy: Proxy, milliseconds: int = 1500) -> None:
    """Wait until nothing has gone over the wire for a while."""
    before = -1
    while before != len(proxy.exchanges):
        before = len(proxy.exchanges)
        phone.page.wait_for_timeout(milliseconds)


def lift(phone: Phone) -> None:
    """Give its browser the priority of the bench, where that was raised (`nice -n -15`): Chromium lowers its own."""
    raised = os.getpriority(os.PRIO_PROCESS, 0)
    threads = (thread for pid in phone.processes() for thread in Path(f"/proc/{pid}/task").glob("*"))
    for thread in threads if raised < 0 else ():
        with suppress(OSError):  # It is over.
            os.setpriority(os.PRIO_PROCESS, int(thread.name), raised)
