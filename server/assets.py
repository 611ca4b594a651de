"""The files a browser loads: gathered once into memory, under one build id, so they may be kept for ever.

Names are looked up in the tree only; no address reaches the disk.
"""

import gzip
import json
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from markupsafe import Markup

from server.minifying import minified, minified_styles

ROOT = Path(__file__).parent.parent
WEB = ROOT / "web"
PACKAGES = WEB / "node_modules"
FONTS = PACKAGES / "@fontsource-variable/atkinson-hyperlegible-next/files"
DRAWINGS = WEB / "icons/shapes", PACKAGES / "lucide-static/icons"
OURS = (WEB, "scripts/*.js"), (ROOT, "service_worker/*.js"), (WEB, "icons/*.*"), (WEB, "*.webmanifest")
FROM_PACKAGES = {
    "packages/htmx.js": PACKAGES / "htmx.org/dist/htmx.min.js",
    "packages/hx-sse.js": PACKAGES / "htmx.org/dist/ext/hx-sse.min.js",
    "packages/idb.js": PACKAGES / "idb/build/index.js",
    "fonts/atkinson-latin.woff2": FONTS / "atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "fonts/atkinson-latin-ext.woff2": FONTS / "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
}
NOT_FOR_PHONES = (
    "icons/", "manifest.webmanifest", "scripts/board", "scripts/dragging.js", "scripts/filling_in.js",
    "scripts/notifications.js", "scripts/office.js", "scripts/unsaved.js", "packages/hx-sse.js",
)  # fmt: skip
"""How the names begin of what a phone does not keep: what the office has, what needs signal, what browsers ask for."""

FOR_EVER, FOR_A_DAY, ASK_FIRST = "public, max-age=31536000, immutable", "public, max-age=86400", "no-cache"
MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
STYLE_IMPORT = re.compile(r'@import url\("(?P<file>[\w-]+\.css)"\) layer\((?P<layer>\w+)\);')
IMPORT = re.compile(rb'from ?"\./(\w+\.js)"')
AnyRequest = Request[Any, Any, Any]
PUBLIC: dict[str, Any] = {"opt": {"who": "anyone", "skip_from_compression": True}, "include_in_schema": False}


def asset(name: str) -> str:
    """The address of a file, for templates. Raises LookupError for a name that is not in the tree."""
    if name not in tree():
        raise LookupError(f"There is no asset called {name!r}.")
    return f"/assets/{build_id()}/{name}"


@cache
def modules(script: str) -> list[str]:
    """The scripts that a script imports, and those that they import."""
    imported = {f"scripts/{module.decode()}" for module in IMPORT.findall(files()[script])}
    return sorted(imported.union(*map(modules, imported)))


@cache
def preloads(script: str) -> Markup:
    """Links to the scripts that a script imports, for templates: a page asks for all of them at once."""
    links = [f'<link rel="modulepreload" href="{asset(module)}">' for module in modules(script)]
    return Markup("\n".join(links))  # noqa: S704 (names of files of ours)


@cache
def icon(name: str) -> Markup:
    """A drawing to stand beside a word, for templates: ours (a visit's states) or lucide's. Raises LookupError."""
    drawings = [file for folder in DRAWINGS if (file := folder / f"{name}.svg").exists()]
    if not drawings:
        raise LookupError(f"There is no icon called {name!r}.")
    shapes = " ".join(drawings[0].read_text().partition("<svg")[2].partition(">")[2].split())
    return Markup(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{shapes}')  # noqa: S704 (files of ours)


@get("/assets/{build:str}/{path:path}", **PUBLIC)
async def file_of_a_build(request: AnyRequest, build: FromPath[str], path: FromPath[str]) -> Response[bytes]:
    """A page of an older build gets today's file, and is not to keep it."""
    return answer(request, path.removeprefix("/"), FOR_EVER if build == build_id() else ASK_FIRST)


@get(["/service_worker.js", "/manifest.webmanifest", "/icons/{icon:str}"], **PUBLIC)
async def file_with_a_fixed_address(request: AnyRequest) -> Response[bytes]:
    """The app's face on a home screen, and the worker's one line, by which a phone learns that there is a new build."""
    name = request.url.path.removeprefix("/")
    return answer(request, name, ASK_FIRST if name == "service_worker.js" else FOR_A_DAY)


@get("/favicon.ico", **PUBLIC)
async def favicon(request: AnyRequest) -> Response[bytes]:
    """Asked for by browsers, whatever a page says."""
    return answer(request, "icons/favicon.svg", FOR_A_DAY)


asset_routes = [file_of_a_build, file_with_a_fixed_address, favicon]


def answer(request: AnyRequest, name: str, keep: str) -> Response[bytes]:
    """The file in the shortest form that the browser takes, or 304 if it has it; `keep` says for how long."""
    if name not in tree():
        raise NotFoundException("There is no such file.")
    headers = {"Cache-Control": keep, "ETag": tag(name), "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    if tag(name) in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers)
    accepted = re.findall(r"[a-z]+", request.headers.get("accept-encoding", ""))
    encoding = next((form for form in forms(name) if form in accepted), "")
    headers |= {"Content-Encoding": encoding} if encoding else {}
    return Response(forms(name)[encoding], media_type=MEDIA_TYPES[Path(name).suffix], headers=headers)


@cache
def tag(name: str) -> str:
    return f'W/"{sha256(tree()[name]).hexdigest()[:12]}"'


@cache
def forms(name: str) -> dict[str, bytes]:
    """The file by content encoding, shortest first and "" as it is; made when first asked for, and kept."""
    body = tree()[name]
    if name.endswith((".png", ".woff2")):
        return {"": body}
    return {"br": brotli.compress(body), "gzip": gzip.compress(body, mtime=0), "": body}


@cache
def tree() -> dict[str, bytes]:
    """Every file by name, with the two that are made here. `list.json`: the addresses that a phone keeps."""
    start = f"/assets/{build_id()}"
    for_phones = [f"{start}/{name}" for name in files() if not name.startswith(NOT_FOR_PHONES)]
    worker = f'import "{start}/service_worker/worker.js"\n'
    return files() | {"list.json": json.dumps(for_phones).encode(), "service_worker.js": worker.encode()}


@cache
def build_id() -> str:
    """Twelve characters that change when a name or a byte of any file does."""
    everything = b"".join(f"{name}\n{len(body)}\n".encode() + body for name, body in files().items())
    return sha256(everything).hexdigest()[:12]


@cache
def files() -> dict[str, bytes]:
    found = {file.relative_to(root).as_posix(): file for root, kind in OURS for file in sorted(root.glob(kind))}
    known = found | FROM_PACKAGES
    scripts = {name: file for name, file in known.items() if file.suffix == ".js" and ".min." not in file.name}
    as_they_are = {name: file.read_bytes() for name, file in known.items() if name not in scripts}
    return {"styles/app.css": bundle(WEB / "styles/app.css")} | as_they_are | minified(scripts, ROOT)


def bundle(sheet: Path) -> bytes:
    """The stylesheet with every file that it imports in its place and layer, in few bytes."""

    def imported(statement: re.Match[str]) -> str:
        return f"@layer {statement['layer']} {{\n{(sheet.parent / statement['file']).read_text()}}}"

    return minified_styles(STYLE_IMPORT.sub(imported, sheet.read_text()), ROOT)
