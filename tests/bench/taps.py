"""From a tap to the mark that says it is kept: offline, on a real page, at full speed and at a quarter of it.

A tap is a trusted click on the key that completes a care action. It is timed in the page, from the moment that the
browser received it (`event.timeStamp`) to the frame that shows the mark: after the mark is in the page, the next frame
is drawn, and right behind it comes a task that no other overtakes. (The key itself is shown chosen a frame earlier.)
`Emulation.setCPUThrottlingRate` slows the page's main thread; Chromium offers it for no worker, so the worker's part,
a few milliseconds, runs at full speed in both.
"""

from typing import NamedTuple

from playwright.sync_api import Locator, Playwright

from tests.bench.agencies import AMINA, Agencies
from tests.bench.figures import Figures, median, p95, say
from tests.bench.phones import lift, phone_at
from tests.bench.servers import Measured
from tests.browser.phone import Phone

SLOWDOWNS = 1, 4
SUPPORT = "With help"
WATCH = """(record) => {
  let from = 0
  addEventListener("click", (event) => { from = event.timeStamp }, { capture: true, once: true })
  const drawn = (kept) => requestAnimationFrame(() => {
    const tell = () => told({ kept: kept - from, painted: performance.now() - from })
    scheduler.postTask(tell, { priority: "user-blocking" })
  })
  let told
  globalThis.tapped = new Promise((done) => { told = done })
  new MutationObserver((_, observer) => {
    if (!record.querySelector(".sync-mark")) return
    observer.disconnect()
    drawn(performance.now())
  }).observe(record, { childList: true, subtree: true })
}"""

TO_THE_MIDDLE = """async (key) => {
  const drawn = () => new Promise(requestAnimationFrame)
  for (const _ of [1, 2, 3]) {
    key.scrollIntoView({ block: "center" })
    await drawn()
  }
}"""


class Tap(NamedTuple):
    """Milliseconds from one tap to its mark in the page, and to the frame that shows it."""

    kept: float
    painted: float


def taps(agencies: Agencies, playwright: Playwright) -> Figures:
    """A round is a day's visits, every other one slowed down."""
    with (
        agencies.serving(agencies.demo(), Measured) as server,
        phone_at(playwright, server.url, agencies.folder) as phone,
    ):
        phone.sign_in(AMINA)
        assert phone.context
        phone.context.set_offline(True)
        rounds = [round_of(phone, visits) for visits in visits_by_day(phone)]
    painted = {slow: [[tap.painted for tap in made[slow]] for made in rounds] for slow in SLOWDOWNS}
    return {
        "tap_painted_p95_ms": median(p95(times) for times in painted[1]),
        "tap_painted_p95_ms_cpu4": median(p95(times) for times in painted[4]),
        "tap_painted_median_ms": median(time for times in painted[1] for time in times),
        "tap_painted_median_ms_cpu4": median(time for times in painted[4] for time in times),
        "taps": sum(len(times) for times in painted[1]),
        "taps_cpu4": sum(len(times) for times in painted[4]),
    }


def visits_by_day(phone: Phone) -> list[list[str]]:
    """The addresses of the visits on the phone, today's and those of the next two days."""
    days = [phone.open_visits()]
    while len(days) < 3:
        phone.page.locator("[rel=next]").click()
        phone.page.wait_for_load_state()
        links = phone.page.locator("[data-holds~=due] .shift__link").all()
        days.append([str(link.get_attribute("href")) for link in links])
    return days


def round_of(phone: Phone, visits: list[str]) -> dict[int, list[Tap]]:
    made: dict[int, list[Tap]] = {slow: [] for slow in SLOWDOWNS}
    for number, visit in enumerate(visits):
        slow = SLOWDOWNS[number % 2]
        made[slow] += taps_on(phone, visit, slow)
    say(f"  {sum(map(len, made.values()))} taps")
    return made


def taps_on(phone: Phone, visit: str, slow: int) -> list[Tap]:
    """Check in, then answer every care action."""
    phone.go(visit)
    phone.check_in()
    lift(phone)
    assert phone.context
    speed = phone.context.new_cdp_session(phone.page)
    speed.send("Emulation.setCPUThrottlingRate", {"rate": slow})
    made = [tap(phone, phone.page.locator(f"#{name}")) for name in phone.unanswered("#care")]
    speed.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    speed.detach()
    return made


def tap(phone: Phone, record: Locator) -> Tap:
    """The last key of a care action."""
    record.get_by_label("Done", exact=True).check()
    record.evaluate(WATCH)
    press(phone, record.locator("label", has_text=SUPPORT))
    return Tap(**phone.page.evaluate("() => tapped"))


def press(phone: Phone, key: Locator) -> None:
    """A trusted click, as long as a finger's, on a key that rests in the middle of the screen."""
    key.evaluate(TO_THE_MIDDLE)
    box = key.bounding_box()
    assert box
    phone.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, delay=60)
