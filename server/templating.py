"""Pages from templates, with the headers that every page carries."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context
from litestar import Response
from litestar.enums import MediaType
from markupsafe import Markup, escape

from server import clock
from server.assets import ROOT, asset, icon, preloads
from server.settings import settings
from server.visits.entries import contradicting, correcting

CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
PAGE_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
}
FIXED = re.compile(r"""\{\{ (?P<of>asset|icon|preloads)\(["'](?P<name>[\w./-]+)["']\) \}\}""")
FIXED_PARTS: dict[str, Callable[[str], str]] = {"asset": asset, "icon": icon, "preloads": preloads}
NO_BREAK = "\N{NO-BREAK SPACE}"
INDENT = re.compile(r"\n[ \t]+")
DOSE_PART = re.compile(
    r"\d[\d.,]{0,12}(?:/\d[\d.,]{0,12})? (?:mg|g|ml|micrograms?|units?|%)"
    r"(?:/[\d.]{0,12} ?(?:mg|g|ml|micrograms?|hours?))?"
)


def html(template: str, status: int = 200, **context: Any) -> Response[str]:
    """A page as an answer. Every template wants `asker`, whose agency's zone the times are shown in."""
    return whole_page(render(template, **context), status)


def whole_page(text: str, status: int = 200) -> Response[str]:
    """The text of a page as an answer, with the headers that keep it ours and unkept by caches."""
    headers = dict(PAGE_HEADERS)
    if settings().is_public:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return Response(text, status_code=status, media_type=MediaType.HTML, headers=headers)


def render(template: str, **context: Any) -> str:
    """The text of a page."""
    return environment().get_template(template).render(context)


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(ROOT / "web" / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[Prepared],
    )
    made.globals |= FIXED_PARTS | {"shift_milliseconds": shift_milliseconds}
    made.filters |= {
        "hhmm": hhmm, "from_to": from_to, "day": day, "long_day": whole_long_day, "whole": whole, "minutes": minutes,
        "when": when, "iso": iso, "correcting": correcting, "contradicting": contradicting,
    }  # fmt: skip
    return made


class Prepared(Extension):
    """Puts in what a whole build has the same, as `{{ icon("clock") }}`, when a template is read, not each time it is
    written, and leaves its indents out."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 (Jinja's)
        return FIXED.sub(lambda found: FIXED_PARTS[found["of"]](found["name"]), INDENT.sub("\n", source))


def shift_milliseconds() -> int:
    """How far the app's clock runs ahead, for the phone's copy of it."""
    return round(clock.shift().total_seconds() * 1000)


@pass_context
def hhmm(context: Context, at: datetime | None) -> Markup:
    """A moment as local wall time, `09:05`, in a `time` element; empty for None."""
    if at is None:
        return Markup("")
    local = at.astimezone(zone(context))
    return Markup(f"<time>{local.hour:02}:{local.minute:02}</time>")  # noqa: S704 (digits)


@pass_context
def from_to(context: Context, starts_at: datetime, ends_at: datetime) -> Markup:
    """`08:00 to 08:30`, on one line."""
    return Markup("{}{}to{}{}").format(hhmm(context, starts_at), NO_BREAK, NO_BREAK, hhmm(context, ends_at))


@pass_context
def when(context: Context, at: datetime, beside: datetime) -> Markup:
    """The time, and the day before it where that is not the day of what it stands beside."""
    time, on = hhmm(context, at), day(context, at)
    return time if on == day(context, beside) else Markup("{} {}").format(on, time)


def iso(at: datetime | date) -> str:
    """A moment or a day as machines read it."""
    return at.isoformat(timespec="milliseconds") if isinstance(at, datetime) else at.isoformat()


@pass_context
def day(context: Context, at: datetime | date) -> str:
    """`Thu 19 Nov`, on one line."""
    return day_words(at.astimezone(zone(context)).date() if isinstance(at, datetime) else at)


@lru_cache(maxsize=1024)
def day_words(on: date) -> str:
    return f"{on:%a}{NO_BREAK}{on.day}{NO_BREAK}{on:%b}"


def whole_long_day(on: date) -> str:
    """`3 Feb 1941`, on one line."""
    return long_day(on).replace(" ", NO_BREAK)


def long_day(on: date) -> str:
    """`3 Feb 1941`."""
    return f"{on.day} {on:%b} {on.year}"


def minutes(length: int) -> str:
    """`45 minutes`, `1 hour`, `1 h 57`."""
    hours, rest = divmod(length, 60)
    if not hours:
        return f"{rest} minute{'s' * (rest != 1)}"
    return f"{hours} h {rest:02}" if rest else f"{hours} hour{'s' * (hours != 1)}"


def whole(text: str) -> Markup:
    """Text in which no dose is broken over two lines: `Zopiclone <3.75 mg>`."""
    safe = str(escape(text))
    return Markup(DOSE_PART.sub(lambda dose: f'<span class="whole">{dose[0]}</span>', safe))  # noqa: S704 (escaped)


@cache
def zone_named(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def zone(context: Context) -> ZoneInfo:
    """The asker's, or the one named for a part that many askers see."""
    return zone_named(context["zone"] if "zone" in context else context["asker"].zone)
