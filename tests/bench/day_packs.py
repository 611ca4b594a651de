"""The day pack on the wire: a cold phone, an unchanged day, and a day after one tick; headers included.

Beside it what all packs share: the pieces of templates, which a phone fetches with a release's files before anybody
signs in.
"""

from playwright.sync_api import Playwright

from tests.bench.agencies import AMINA, Agencies
from tests.bench.figures import Figures
from tests.bench.phones import phone_at, quiet
from tests.bench.proxy import Exchange, Proxy, proxy_before
from tests.bench.servers import Measured
from tests.browser.phone import Phone

ASK_FOR_PAGES = "async () => (await navigator.serviceWorker.ready).active.postMessage({ now: true, pages: true })"


def day_packs(agencies: Agencies, playwright: Playwright) -> Figures:
    with (
        agencies.serving(agencies.demo_of_one_day(), Measured) as server,
        proxy_before(server.port) as proxy,
        phone_at(playwright, proxy.url, agencies.folder) as phone,
    ):
        phone.sign_in(AMINA)
        quiet(phone, proxy)
        cold = proxy.to("/day-pack")
        figures = {
            "day_pack_cold_requests": len(cold),
            "day_pack_cold_bytes": bytes_down(cold),
            "day_pack_shared_bytes": bytes_down(proxy.to("/pieces.json")),
        }
        unchanged = asked_again(phone, proxy)
        figures |= {
            "day_pack_unchanged_requests": len(unchanged),
            "day_pack_unchanged_bytes": bytes_down(unchanged),
            "day_pack_unchanged_bytes_up": sum(exchange.bytes_up for exchange in unchanged),
        }
        return figures | after_one_tick(phone, proxy)


def asked_again(phone: Phone, proxy: Proxy) -> list[Exchange]:
    before = len(proxy.to("/day-pack"))
    phone.page.evaluate(ASK_FOR_PAGES)
    quiet(phone, proxy)
    return proxy.to("/day-pack")[before:]


def after_one_tick(phone: Phone, proxy: Proxy) -> Figures:
    """The worker ticks one care action; the page that the office then has replaces the phone's."""
    phone.go(phone.open_visits()[0])
    quiet(phone, proxy)
    before = len(proxy.to("/day-pack"))
    phone.tick(phone.page.locator("[data-record][data-essential].care-action").first)
    quiet(phone, proxy)
    brought = proxy.to("/day-pack")[before:]
    return {"day_pack_one_change_requests": len(brought), "day_pack_one_change_bytes": bytes_down(brought)}


def bytes_down(exchanges: list[Exchange]) -> int:
    return sum(exchange.bytes_down for exchange in exchanges)
