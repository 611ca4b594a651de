"""The files a browser loads, asked for as a browser would."""

import json
import re

import pytest
from litestar import Litestar
from litestar.status_codes import HTTP_200_OK, HTTP_304_NOT_MODIFIED, HTTP_404_NOT_FOUND
from litestar.testing import TestClient

from server.assets import WEB, asset, asset_routes, build_id, icon

STATES = ("due", "in-progress", "done", "late", "missed", "no-news", "harm")


@pytest.fixture(scope="module")
def browser():
    with TestClient(Litestar(asset_routes, openapi_config=None)) as browser:
        yield browser


def kept_by_a_phone(browser):
    return browser.get(f"/assets/{build_id()}/list.json").json()


def test_a_file_of_this_build_is_kept_for_ever(browser):
    answer = browser.get(asset("packages/htmx.js"))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_file_of_another_build_is_todays_and_is_not_kept(browser):
    answer = browser.get("/assets/000000000000/styles/app.css")
    assert answer.text == browser.get(asset("styles/app.css")).text
    assert answer.headers["cache-control"] == "no-cache"


def test_a_file_is_sent_in_the_shortest_form_the_browser_takes(browser):
    def sent(accepted):
        answer = browser.get(asset("styles/app.css"), headers={"accept-encoding": accepted})
        return answer.headers.get("content-encoding"), answer.headers["vary"]

    assert sent("gzip, deflate, br, zstd") == ("br", "Accept-Encoding")
    assert sent("gzip, deflate") == ("gzip", "Accept-Encoding")
    assert sent("identity") == (None, "Accept-Encoding")


def test_a_font_is_sent_as_it_is(browser):
    answer = browser.get(asset("fonts/atkinson-latin.woff2"), headers={"accept-encoding": "br"})
    assert answer.content.startswith(b"wOF2")
    assert "content-encoding" not in answer.headers


def test_a_file_the_browser_has_is_not_sent_again(browser):
    tag = browser.get("/service_worker.js").headers["etag"]
    answer = browser.get("/service_worker.js", headers={"if-none-match": tag})
    assert (answer.status_code, answer.content) == (HTTP_304_NOT_MODIFIED, b"")


@pytest.mark.parametrize("path", ["nothing.css", "../server/app.py", "%2e%2e/server/app.py", "..%2f..%2fREADME.md", ""])
def test_only_files_of_the_tree_are_found(browser, path):
    assert browser.get(f"/assets/{build_id()}/{path}").status_code == HTTP_404_NOT_FOUND


def test_a_phone_keeps_files_that_answer(browser):
    assert {browser.get(address).status_code for address in kept_by_a_phone(browser)} == {HTTP_200_OK}


def test_a_phone_keeps_what_its_pages_load_and_nothing_of_the_office(browser):
    kept = kept_by_a_phone(browser)
    assert {asset("styles/app.css"), asset("packages/htmx.js"), asset("packages/idb.js")} <= set(kept)
    assert asset("packages/hx-sse.js") not in kept


def test_the_workers_first_line_changes_with_the_build(browser):
    answer = browser.get("/service_worker.js")
    assert answer.text == f'import "/assets/{build_id()}/service_worker/worker.js"\n'
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


def test_one_stylesheet_holds_every_component_in_the_order_of_its_layers(browser):
    css = browser.get(asset("styles/app.css")).text
    assert css.startswith("@layer reset,tokens,base,components;")
    assert "@import" not in css
    assert {sheet.stem for sheet in (WEB / "styles").glob("*.css")} == {"app", *imported_by_app()}


def test_every_component_is_styled_by_its_own_name(browser):
    css = browser.get(asset("styles/app.css")).text
    not_components = {"reset", "tokens", "font", "base"}
    assert [name for name in imported_by_app() if name not in not_components and f".{name}" not in css] == []


def imported_by_app():
    return re.findall(r'url\("([\w-]+)\.css"\)', (WEB / "styles/app.css").read_text())


def test_no_component_names_a_raw_colour():
    raw = re.compile(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl|oklch)a?\(")
    sheets = [sheet for sheet in (WEB / "styles").glob("*.css") if sheet.name != "tokens.css"]
    assert [sheet.name for sheet in sheets if raw.search(sheet.read_text())] == []


def test_the_icons_on_a_home_screen_answer(browser):
    manifest = json.loads(browser.get("/manifest.webmanifest").text)
    found = [browser.get(picture["src"]) for picture in manifest["icons"]]
    assert {answer.headers["content-type"] for answer in found} == {"image/png"}
    assert browser.get("/favicon.ico").headers["content-type"] == "image/svg+xml"


def test_the_seven_states_have_seven_shapes():
    assert len({icon(state) for state in STATES}) == len(STATES)


def test_an_icon_is_drawn_inside_the_page():
    drawing = icon("check")
    assert drawing.startswith('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M20 6')
    assert drawing.endswith("</svg>")


def test_an_unknown_icon_or_asset_is_told_at_once():
    with pytest.raises(LookupError, match="no icon called 'tick'"):
        icon("tick")
    with pytest.raises(LookupError, match=r"no asset called 'app\.css'"):
        asset("app.css")
