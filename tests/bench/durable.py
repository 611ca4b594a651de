"""From a tap to "Saved on this phone", beside what durability costs by itself, and beside the least that any tap costs.

A tap is timed from the moment that the browser received it; ours is over when the mark is in the page, which the worker
allows only after its strict transaction is complete. `tap_durable_ratio` is over one strict `put` of a record as large
on the page at rest, from the call to `complete`. `tap_durable_over_bare_tap` is over a tap on a key drawn as ours, the
listener of which makes that one `put` and nothing else: the way of a tap to its listener, and the frame that shows the
key chosen, are in both. All three take turns, so that disk and processor are as busy for each.
"""

from playwright.sync_api import Playwright

from tests.bench.agencies import AMINA, Agencies
from tests.bench.figures import Figures, median, p95
from tests.bench.phones import lift, phone_at
from tests.bench.servers import Measured
from tests.bench.taps import press, tap
from tests.browser.phone import Phone

OPEN = """(bytes) => new Promise((done, failed) => {
  const asked = indexedDB.open("floor", 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore("records", { autoIncrement: true })
  asked.onsuccess = () => done(asked.result)
  asked.onerror = failed
}).then((floor) => {
  globalThis.putFrom = (from) => new Promise((done, failed) => {
    const put = floor.transaction("records", "readwrite", { durability: "strict" })
    put.oncomplete = () => done(performance.now() - from)
    put.onerror = failed
    put.objectStore("records").put({ body: "x".repeat(bytes) })
  })
})"""
AT_REST = "() => putFrom(performance.now())"
BARE_KEY = """(record) => {
  record.insertAdjacentHTML("beforebegin", `<label class="choice__key"><input class="choice__radio" type="radio">
    <span class="choice__face">Put</span></label>`)
  const key = record.previousElementSibling
  globalThis.put = new Promise((done) => {
    key.addEventListener("click", (event) => putFrom(event.timeStamp).then(done), { capture: true, once: true })
  }).finally(() => key.remove())
}"""
BYTES_OF_A_FORM = 800


def durable(agencies: Agencies, playwright: Playwright) -> Figures:
    with (
        agencies.serving(agencies.demo(), Measured) as server,
        phone_at(playwright, server.url, agencies.folder) as phone,
    ):
        phone.sign_in(AMINA)
        assert phone.context
        phone.context.set_offline(True)
        made = [times for visit in phone.open_visits() for times in times_on(phone, visit)]
    puts, bare, taps = zip(*made, strict=True)
    return {
        "tap_durable_ratio": median(taps) / median(puts),
        "tap_durable_over_bare_tap": median(taps) / median(bare),
        "tap_durable_median_ms": median(taps),
        "tap_durable_p95_ms": p95(taps),
        "bare_tap_median_ms": median(bare),
        "bare_tap_p95_ms": p95(bare),
        "strict_put_median_ms": median(puts),
        "tap_durable_times": len(made),
    }


def times_on(phone: Phone, visit: str) -> list[tuple[float, float, float]]:
    """Check in, then a put, a bare tap and one of ours for every care action: the milliseconds of each."""
    phone.go(visit)
    phone.check_in()
    lift(phone)
    phone.page.evaluate(OPEN, BYTES_OF_A_FORM)
    phone.page.evaluate(AT_REST)
    return [times_beside(phone, name) for name in phone.unanswered("#care")]


def times_beside(phone: Phone, name: str) -> tuple[float, float, float]:
    record = phone.page.locator(f"#{name}")
    put: float = phone.page.evaluate(AT_REST)
    record.evaluate(BARE_KEY)
    press(phone, phone.page.locator("label", has_text="Put"))
    bare: float = phone.page.evaluate("() => put")
    return put, bare, tap(phone, record).kept
