"""Every page, for everybody: axe finds nothing, light and dark; nothing scrolls sideways, however large the text."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from addresses import addresses
from device import ARGUMENTS, browser_options
from doorstep import Doorstep
from phone import PASSWORD
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

NODE_MODULES = Path(__file__).parents[2] / "web" / "node_modules"
AXE = (NODE_MODULES / "axe-core" / "axe.min.js").read_text()
NARROW, TABLET = {"width": 320, "height": 640}, {"width": 1180, "height": 820}
PHONE_PAGES = (
    "/sign-in", "/today", "tomorrow", "a visit to come", "a visit done", "key code", "/people", "a person", "/rota",
    "a changed rota", "/settings/notifications", "/settings/calendar", "/waiting", "/offline", "/no-such-page",
    "a document", "/settings/password",
)  # fmt: skip
SHEETS = "Running late", "Can’t get in", "Concern", "Add a photo"
OFFICE_PAGES = (
    "/board", "a visit done", "/rota", "rota of a day", "rota of a day by person", "rota by person", "rota on paper",
    "/rota/new-visit", "a visit to plan", "a visit to plan on its day", "a worker", "/rota/changes", "/rota/call-list",
    "/settings/rota", "/held-forms", "a held form", "/people", "a person", "planned visits", "a planned visit",
    "a care plan", "a part of a plan", "a version of a plan",
    "medicines", "a medicine", "a MAR chart", "stock of a person", "/stock",
    "/medicine-audits", "a medicines audit", "/medicine-errors", "a medicine error", "an error to report",
    "/medicine-actions", "a dose to correct", "a contradiction", "legal records", "a legal record",
    "a new legal record", "a timeline", "a file audit", "/reviews",
    "progress", "how a goal stands", "a score", "a new score",
    "documents", "a document", "about me",
    "observations of a person", "soft signs of a person", "an SBARD message", "a body map",
    "risk assessments", "a risk assessment", "two versions of a risk", "a risk to assess", "a risk to assess again",
    "/risk-assessments", "/risk-forms", "a risk form", "/risk-forms/new",
    "/workers", "facts of a worker", "/teams", "/settings", "/settings/agency", "/workers/new", "an account",
    "/import/people",
    "/people/new", "record of a person", "a page of the record", "at the door", "contacts", "a package", "a discharge",
)  # fmt: skip
FINDINGS = """async (rules) => (await axe.run({ ...(rules.length ? { runOnly: rules } : {}),
  resultTypes: ["violations"] })).violations.map(
  ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`)"""
"""By the rules named, else by all. Nothing is worked out about what is as it should be."""
OF_COLOURS = "color-contrast", "link-in-text-block"
ENLARGE = """(percent) => {
  const { style } = document.documentElement
  style.fontSize = `${Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * percent / 100}px`
}"""
CLIPPED = """() => [...document.querySelectorAll("body *")].filter((part) => ["hidden", "clip"].includes(
  getComputedStyle(part).overflowX) && part.clientWidth > 1 && part.scrollWidth > part.clientWidth + 1
  && !part.matches(".shift__step")).map((part) => part.outerHTML.slice(0, 200))"""
STOPS = """[...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(
  (stop) => stop.checkVisibility() && !stop.matches(":disabled, [type=hidden], [tabindex='-1']"))"""
BEGIN_COUNTING = f"""() => {{
  document.addEventListener("focusin", ({{ target }}) => {{ target.dataset.reached = target.name ?? "" }})
  const parts = {{ date: 4, time: 3, month: 3, "datetime-local": 7 }}
  for (const stop of {STOPS}) stop.dataset.wanted = ""
  return {STOPS}.reduce((presses, stop) => presses + (parts[stop.type] ?? 1), 9)
}}"""
"""How many presses of Tab go once round, and a little further; a day has a stop for each of its parts."""
NOT_REACHED = f"""() => {STOPS}.filter((stop) => "wanted" in stop.dataset && stop.dataset.reached === undefined
  && !(stop.type === "radio" && document.querySelector(`[type=radio][data-reached="${{stop.name}}"]`)))
  .map((stop) => stop.outerHTML.slice(0, 200))"""
"""Of radio buttons the keys reach one of each name; arrows do the rest."""
NEWS = "**/board/stream**"
"""What puts new parts in the place of those that were there; it never comes while keys are counted."""
LOADED_WITHIN = 15_000
"""Milliseconds. Lighthouse waits so long for a page whose network is never quiet, as the board's."""


def signed_in(context: BrowserContext, doorstep: Doorstep, username: str) -> Page:
    page = context.new_page()
    page.goto(f"{doorstep.url}/sign-in")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: not url.endswith("/sign-in"))
    return page


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, seeded: Path, shift_seconds: float) -> Iterator[Doorstep]:
    """One server for all of these."""
    server = Doorstep(tmp_path_factory.mktemp("looks"), shift_seconds)
    server.begin_with(seeded)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(**browser_options())  # type: ignore[arg-type]
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def amina(chromium: Browser, served: Doorstep) -> Page:
    return signed_in(chromium.new_context(viewport=NARROW, service_workers="block"), served, "amina")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def grace(chromium: Browser, served: Doorstep) -> Page:
    return signed_in(chromium.new_context(viewport=TABLET, service_workers="block"), served, "grace")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def address(amina: Page, grace: Page, served: Doorstep) -> Callable[[str], str]:
    """Where a page is that has no fixed address."""
    known = addresses(amina, grace, served)
    return lambda name: served.url + known.get(name, name)


def show(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(address)
    page.wait_for_load_state("load")


def findings(page: Page) -> list[str]:
    """What axe finds: by every rule it has, and in the dark, where only colours differ, by those about colours."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(FINDINGS, [])
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return found + [f"dark {finding}" for finding in page.evaluate(FINDINGS, OF_COLOURS)]


@pytest.mark.parametrize("name", PHONE_PAGES)
def test_axe_finds_nothing_on_a_phone(amina: Page, address: Callable[[str], str], name: str) -> None:
    show(amina, address(name))
    assert findings(amina) == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_axe_finds_nothing_on_a_sheet(amina: Page, address: Callable[[str], str], sheet: str) -> None:
    show(amina, address("a visit to come"))
    amina.get_by_role("button", name=sheet, exact=True).click()
    assert findings(amina) == []


@pytest.mark.parametrize("name", OFFICE_PAGES)
def test_axe_finds_nothing_in_the_office(grace: Page, address: Callable[[str], str], name: str) -> None:
    show(grace, address(name))
    assert findings(grace) == []


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("name", PHONE_PAGES)
def test_nothing_scrolls_sideways_at_320(amina: Page, address: Callable[[str], str], name: str, percent: int) -> None:
    show(amina, address(name))
    amina.evaluate(ENLARGE, percent)
    assert amina.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert amina.evaluate(CLIPPED) == []


@pytest.mark.parametrize("name", OFFICE_PAGES)
def test_nothing_scrolls_sideways_in_the_office_with_large_text(
    grace: Page, address: Callable[[str], str], name: str
) -> None:
    show(grace, address(name))
    grace.evaluate(ENLARGE, 200)
    assert grace.evaluate("document.documentElement.scrollWidth") <= TABLET["width"]


@pytest.mark.parametrize("name", OFFICE_PAGES)
def test_everything_in_the_office_is_reached_by_keys(grace: Page, address: Callable[[str], str], name: str) -> None:
    grace.route(NEWS, lambda _route: None)
    show(grace, address(name))
    for _ in range(grace.evaluate(BEGIN_COUNTING)):
        grace.keyboard.press("Tab")
    grace.unroute(NEWS)
    assert grace.evaluate(NOT_REACHED) == []


@pytest.mark.parametrize("name", ["/sign-in", "/today", "a visit to come"])
def test_lighthouse_gives_full_marks_on_a_phone(
    amina: Page, playwright: Playwright, address: Callable[[str], str], name: str
) -> None:
    assert complaints(amina, playwright, address(name)) == []


def test_lighthouse_gives_full_marks_to_the_board(
    grace: Page, playwright: Playwright, address: Callable[[str], str]
) -> None:
    assert complaints(grace, playwright, address("/board")) == []


def complaints(page: Page, playwright: Playwright, address: str) -> list[str]:
    """What keeps a page from Lighthouse's full marks (mobile), with the sign-in of whoever looks at it."""
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies())  # type: ignore[typeddict-item]
    chromium = browser_options().get("executable_path", playwright.chromium.executable_path)
    told = subprocess.run(
        [
            NODE_MODULES / ".bin" / "lighthouse", address, "--quiet", "--output=json", "--form-factor=mobile",
            "--only-categories=accessibility,best-practices", f"--max-wait-for-load={LOADED_WITHIN}",
            f"--extra-headers={json.dumps({'Cookie': cookies})}",
            f"--chrome-flags={' '.join(['--headless=new', *ARGUMENTS])}",
        ],
        env=os.environ | {"CHROME_PATH": str(chromium)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    report = json.loads(told.stdout)
    assert report["finalDisplayedUrl"] == address
    scored = [audit for audit in report["audits"].values() if audit["score"] is not None]
    assert scored
    return [f"{audit['id']}: {places_of(audit)}" for audit in scored if audit["score"] < 1]


def places_of(audit: dict[str, Any]) -> list[str]:
    """Where on the page an audit found something."""
    items = (audit.get("details") or {}).get("items", [])
    return [f"{item['node']['selector']} {item['node']['explanation']}" for item in items if "node" in item]
