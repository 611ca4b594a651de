"""Phones to measure on: Chromium at 390×844 behind a counting proxy."""

from collections.abc import Iterator
from contextlib import contextmanager
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
