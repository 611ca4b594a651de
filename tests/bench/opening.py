"""Opening today without signal: its largest contentful paint over that of a static page, by the browser's own measure.

Both are opened by address in the same tab of a phone that is offline, by turns, and both are answered by the same
service worker. The static page is the very text of today without its scripts, a file among the assets: the same size,
stylesheet and font, and nothing to look up. Milliseconds are those of the last `largest-contentful-paint` entry, from
the start of the navigation.
"""

from playwright.sync_api import Playwright

from tests.bench.agencies import AMINA, Agencies
from tests.bench.figures import Figures, median, p95
from tests.bench.phones import phone_at
from tests.bench.servers import Measured
from tests.browser.phone import Phone

TODAY, STATIC = "/today", "/assets/floor/today.html"
ROUNDS, WARM_UP = 25, 3
KEEP_STATIC = """async ([from, to]) => {
  const page = new DOMParser().parseFromString(await (await fetch(from)).text(), "text/html")
  for (const script of page.querySelectorAll("script")) script.remove()
  const body = `<!doctype html>${page.documentElement.outerHTML}`
  const kept = await caches.open("floor")
  await kept.put(to, new Response(body, { headers: { "Content-Type": "text/html; charset=utf-8" } }))
}"""
PAINTED = """() => new Promise((done) => {
  let last = 0
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) last = entry.startTime })
    .observe({ type: "largest-contentful-paint", buffered: true })
  setTimeout(() => done(last), 300)
})"""


def opening(agencies: Agencies, playwright: Playwright) -> Figures:
    with (
        agencies.serving(agencies.demo(), Measured) as server,
        phone_at(playwright, server.url, agencies.folder) as phone,
    ):
        phone.sign_in(AMINA)
        phone.page.evaluate(KEEP_STATIC, [TODAY, STATIC])
        assert phone.context
        phone.context.set_offline(True)
        opened = [(painted(phone, TODAY), painted(phone, STATIC)) for _ in range(WARM_UP + ROUNDS)]
    today, static = zip(*opened[WARM_UP:], strict=True)
    return {
        "open_today_offline_lcp_ratio": median(today) / median(static),
        "open_today_offline_lcp_ms": median(today),
        "open_today_offline_lcp_p95_ms": p95(today),
        "open_static_offline_lcp_ms": median(static),
    }


def painted(phone: Phone, address: str) -> float:
    """Milliseconds from asking for a page to its largest contentful paint."""
    phone.go(address)
    milliseconds: float = phone.page.evaluate(PAINTED)
    assert milliseconds, f"{address} painted nothing"
    return milliseconds
