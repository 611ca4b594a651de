"""What a test can hold of how we write: layers, sizes, names, who may call a route, what a template may hold."""

import ast
import re
import subprocess

import pytest
from litestar import Litestar, get
from litestar.testing import TestClient

from server.app import not_found, sign_in_first
from server.assets import ROOT
from server.board.held_kinds import KINDS
from server.dependencies import ANYONE, CARE_WORKERS, COORDINATORS, SIGNED_IN, who_may
from server.problems import NotFoundOrNotYours, SignInNeeded
from tests.care import Person
from tests.routes import ROUTES

SERVER = sorted((ROOT / "server").rglob("*.py"))
SCRIPTS = [*(ROOT / "web/scripts").glob("*.js"), *(ROOT / "service_worker").glob("*.js")]
TEMPLATES = {str(file.relative_to(ROOT / "web/templates")): file for file in (ROOT / "web/templates").rglob("*.html")}
NAMES_OF_NOTHING = {"utils", "helpers", "services", "base", "common"}


def named(found):
    return sorted(str(file.relative_to(ROOT)) for file in found)


def lines_in(file):
    return len(file.read_text().splitlines())


# Modules


def module_of(file):
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


def imported_by(file):
    """The modules of ours that a module names in its imports, wherever they stand in it."""
    statements = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.ImportFrom)]
    names = {f"{node.module}.{alias.name}" for node in statements for alias in node.names}
    return ({node.module for node in statements} | names) & MODULES


MODULES = {module_of(file) for file in SERVER}
IMPORTS = {module_of(file): imported_by(file) for file in SERVER}


def reached_from(module):
    """All modules that this one needs, and those that they need."""
    reached, ahead = set(), {module}
    while ahead:
        reached |= ahead
        ahead = {needed for name in ahead for needed in IMPORTS[name]} - reached
    return reached - {module}


def layer(*endings):
    return {module for module in MODULES if module.endswith(endings)}


def upward(lower, upper):
    """The modules of the lower layer, each with one of the upper layer that it needs."""
    return {(module, needed) for module in lower for needed in reached_from(module) & upper}


def test_models_need_no_queries_and_no_handlers():
    assert upward(layer("models"), layer("queries", "handlers")) == set()


def test_queries_need_no_handlers():
    assert upward(layer("queries"), layer("handlers")) == set()


def test_only_handlers_and_the_table_of_contents_name_handlers():
    assert {module for module in MODULES if IMPORTS[module] & layer("handlers")} <= layer("handlers") | {"server.app"}


def test_no_module_is_named_for_nothing():
    assert {module for module in MODULES if module.rpartition(".")[2] in NAMES_OF_NOTHING} == set()


def test_no_module_is_empty_or_past_200_lines():
    assert named(file for file in SERVER if not 0 < lines_in(file) <= 200) == []


def test_every_module_says_what_it_is_for():
    assert named(file for file in SERVER if not ast.get_docstring(ast.parse(file.read_text()))) == []


def test_only_the_clock_reads_the_clock():
    reads = re.compile(r"datetime\.(now|today|utcnow)\(|date\.today\(|time\.time\(")
    assert named(file for file in SERVER if reads.search(file.read_text())) == ["server/clock.py"]


def test_no_script_is_past_120_lines():
    assert named(file for file in SCRIPTS if lines_in(file) > 120) == []


# Routes


def test_every_route_says_who_may_call_it():
    assert {route.who for route in ROUTES} == {ANYONE, SIGNED_IN, CARE_WORKERS, COORDINATORS}


def test_every_kind_of_record_has_words_for_when_it_is_held():
    records = [route.path.split("/") for route in ROUTES if route.options.get("records")]
    assert {(nouns, recorded) for _, nouns, _, recorded in records} == set(KINDS)


@get("/undeclared", sync_to_thread=False)
def show_what_nobody_declared() -> str:
    return "secret"


@pytest.mark.parametrize("name", ["stranger", "amina", "grace"])
def test_a_route_that_does_not_say_is_refused_to_everybody(agencies, name):
    answers = {NotFoundOrNotYours: not_found, SignInNeeded: sign_in_first}
    app = Litestar([show_what_nobody_declared], guards=[who_may], exception_handlers=answers)
    with TestClient(app) as browser:
        answer = Person(browser, getattr(agencies, name).token).ask("GET", "/undeclared")
    assert answer.status_code in (302, 404)
    assert "secret" not in answer.text


# Templates

MANY = {"_macros", "_changes", "_concerns", "_notes", "_photos", "_sheets"}
"""Sections of a page that hold several things, and the macros."""


def included_in(name):
    return re.findall(r"""{%-? include "([^"]+)\"""", TEMPLATES[name].read_text())


def templates_with(pattern):
    return sorted(name for name, file in TEMPLATES.items() if re.search(pattern, file.read_text()))


def test_what_leads_back_is_a_link_beside_the_title():
    """By the words of those that are: a way back on one page is no button on another."""
    lines = [line for file in TEMPLATES.values() for line in file.read_text().splitlines()]
    heads = [line.partition("</h1>")[2] for line in lines if 'class="office__head' in line]
    back = {words for head in heads for words in re.findall(r'<a href="[^"]*">([^<]*)</a>', head)}
    assert {"Errors", "MAR chart", "Forms", "Settings"} <= back
    assert {
        words for line in lines for words in re.findall(r'<a class="button"[^>]*>([^<]*)</a>', line)
    } & back == set()


def test_what_a_template_takes_in_is_a_partial():
    taken = re.compile(r"""{%-? (?:include|from|import) "([^"]+)\"""")
    names = {name for file in TEMPLATES.values() for name in taken.findall(file.read_text())}
    assert {name for name in names if not name.rpartition("/")[2].startswith("_")} == set()
    assert names <= set(TEMPLATES)


def test_a_partial_is_named_for_one_thing():
    stems = {file.stem for file in TEMPLATES.values() if file.stem.startswith("_")}
    assert {stem for stem in stems if stem.endswith("s")} == MANY


def test_only_whole_pages_extend_a_layout():
    assert [name for name in templates_with(r"{% extends") if "/_" in name or name.startswith("_")] == []


def test_no_form_of_the_office_is_taken_for_a_record_by_its_browser():
    """The service worker keeps what has a form version, and sends it later."""
    asked = templates_with(r"""name="form_version"|field\("form_version"|record_form\(""")
    of_office = set(templates_with(r"{% extends \"office.html"))
    while parts := {part for name in of_office for part in included_in(name)} - of_office:
        of_office |= parts
    assert sorted(set(asked) & of_office) == []


@pytest.mark.parametrize(
    "forbidden",
    [
        r"<script(?![^>]*(?:\bsrc=|application/json))",
        r"<style|\sstyle=",
        r"\shx-on|\son[a-z]+=|javascript:|\bjs:",
        r"hx-trigger=.[^\"']*\[",
    ],
    ids=["an inline script", "a style", "a handler", "a trigger's filter"],
)
def test_no_template_holds_what_the_content_policy_forbids(forbidden):
    assert templates_with(forbidden) == []


# The tree


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout")
def test_no_file_names_a_registry_or_a_place_on_somebodys_machine():
    told = re.compile(
        rb"pypi\.org|python[h]osted|npmjs\.(?:org|com)|yarn[p]kg|js[d]elivr|un[p]kg|deb(?:ian)?\.(?:debian\.)?org"
        rb"|[\s\"'=(](?:file:/)?/(?:work|root|home|Users)/[\w.]"
    )
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    files = [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]
    assert named(file for file in files if told.search(file.read_bytes())) == []
