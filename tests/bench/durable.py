"""From a tap to "Saved on this phone", beside the least that durability costs: both strict, both on the same page.

A tap is timed as in `taps.py`, from the moment that the browser received it until the mark is in the page, which the
worker allows only after its strict transaction is complete. The floor is one strict `put` of a record as large, from
the call to `complete`, into a database of its own. A put comes before every tap, so that the disk is as busy for both.
"""

from playwright.sync_api import Playwright

from tests.bench.agencies import AMINA, Agencies
from tests.bench.figures import Figures, median, p95
from tests.bench.phones import lift, phone_at
from tests.bench.servers import Measured
from tests.bench.taps import tap
from tests.browser.phone import Phone

OPEN = """() => new Promise((done, failed) => {
  const asked = indexedDB.open("floor", 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore("records", { autoIncrement: true })
  asked.onsuccess = () => { globalThis.floor = asked.result; done() }
  asked.onerror = failed
})"""
PUT = """(bytes) => new Promise((done, failed) => {
  const from = performance.now()
  const put = floor.transaction("records", "readwrite", { durability: "strict" })
  put.oncomplete = () => done(performance.now() - from)
  put.onerror = failed
  put.objectStore("records").put({ body: "x".repeat(bytes) })
})"""
BYTES_OF_A_FORM = 800


def durable(agencies: Agencies, playwright: Playwright) -> Figures:
    with (
        agencies.serving(agencies.demo(), Measured) as server,
        phone_at(playwright, server.url, agencies.folder) as phone,
    ):
        phone.sign_in(AMINA)
        assert phone.context
        phone.context.set_offline(True)
        pairs = [pair for visit in phone.open_visits() for pair in pairs_on(phone, visit)]
    puts, taps = zip(*pairs, strict=True)
    return {
        "tap_durable_ratio": median(taps) / median(puts),
        "tap_durable_median_ms": median(taps),
        "tap_durable_p95_ms": p95(taps),
        "strict_put_median_ms": median(puts),
        "strict_put_p95_ms": p95(puts),
        "tap_durable_pairs": len(pairs),
    }


def pairs_on(phone: Phone, visit: str) -> list[tuple[float, float]]:
    """Check in, then a put and a tap for every care action: the milliseconds of each."""
    phone.go(visit)
    phone.check_in()
    lift(phone)
    phone.page.evaluate(OPEN)
    phone.page.evaluate(PUT, BYTES_OF_A_FORM)
    return [pair(phone, name) for name in phone.unanswered("#care")]


def pair(phone: Phone, name: str) -> tuple[float, float]:
    put: float = phone.page.evaluate(PUT, BYTES_OF_A_FORM)
    return put, tap(phone, phone.page.locator(f"#{name}")).kept
