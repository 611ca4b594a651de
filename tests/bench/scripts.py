"""The scripts of a first view: every byte that a fresh phone takes to sign in, see today and work without signal.

Counted on the wire as they come, under Brotli: those of the pages, the service worker and its modules. What is said
about each (the headers) is a figure of its own.
"""

from playwright.sync_api import Playwright

from tests.bench.agencies import AMINA, Agencies
from tests.bench.figures import Figures
from tests.bench.phones import phone_at, quiet
from tests.bench.proxy import proxy_before
from tests.bench.servers import Measured


def scripts(agencies: Agencies, playwright: Playwright) -> Figures:
    with (
        agencies.serving(agencies.demo(), Measured) as server,
        proxy_before(server.port) as proxy,
        phone_at(playwright, proxy.url, agencies.folder) as phone,
    ):
        phone.sign_in(AMINA)
        quiet(phone, proxy)
        taken = [exchange for exchange in proxy.exchanges if exchange.is_script]
    return {
        "first_view_js_bytes": sum(len(exchange.body) for exchange in taken),
        "first_view_js_headers_bytes": sum(len(exchange.head) for exchange in taken),
        "first_view_js_requests": len(taken),
        "first_view_requests": len(proxy.exchanges),
    }
