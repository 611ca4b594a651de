"""Pages that phones keep, said shortly: what a template says itself stands as a number, `<12>`.

A phone has the pieces by their numbers with its other files, so that its day packs need not say them again. Nobody can
type a number: where they type `<`, a page says `&lt;`.
"""

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import Any

import brotli  # type: ignore[import-untyped]
import msgspec
from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from server.assets import ROOT
from server.templating import environment

PAGES = (
    "documents/reading.html", "inbox/waiting.html", "people/people.html", "people/person.html",
    "rota_changes/change.html", "visits/_shift.html", "visits/day.html", "visits/rota.html", "visits/visit.html",
)  # fmt: skip
TAKEN_IN = re.compile(r'{% (?:extends|include|from) "([^"]+)"')
NUMBER = re.compile(r"<(\d+)>")
SHORTEST = 10
"""A piece of fewer characters is no longer than its number in a page's JSON."""


class Page(str):
    """The text of a page; `short` is the same text with numbers for the pieces of its templates."""

    short: str


def phone_page(template: str, **context: Any) -> Page:
    """The text of a page that phones keep."""
    short = numbering().get_template(template).render(context)
    made = Page(whole(short))
    made.short = short
    return made


def whole(short: str) -> str:
    """A page with its pieces in the places of their numbers."""
    return NUMBER.sub(lambda number: pieces()[int(number[1])], short)


@cache
def pieces() -> tuple[str, ...]:
    """What the templates of phones' pages, and those that they take in, say themselves: each piece once."""
    names = list(PAGES)
    sources = []
    for name in names:
        sources.append((ROOT / "web/templates" / name).read_text())
        names += [taken for taken in TAKEN_IN.findall(sources[-1]) if taken not in names]
    read = environment()
    said = (text for source in sources for _, kind, text in read.lex(read.preprocess(source)) if kind == "data")
    return tuple(dict.fromkeys(text for text in said if len(text) >= SHORTEST))


@cache
def pieces_name() -> str:
    """Changes when a piece or its number does."""
    return sha256(msgspec.json.encode(pieces())).hexdigest()[:12]


@cache
def packed_pieces() -> bytes:
    """All pieces in the order of their numbers, with their name: JSON under Brotli."""
    encoded: bytes = brotli.compress(msgspec.json.encode({"name": pieces_name(), "pieces": pieces()}))
    return encoded


@cache
def numbers() -> dict[str, int]:
    return {piece: number for number, piece in enumerate(pieces())}


@cache
def numbering() -> Environment:
    """The environment of all templates, but with numbers for the pieces."""
    return environment().overlay(extensions=[Numbered])


class Numbered(Extension):
    """Puts numbers in the places of pieces when a template is read."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            number = numbers().get(token.value) if token.type == "data" else None
            yield token if number is None else Token(token.lineno, token.type, f"<{number}>")
