"""What a person sees on a page, and the forms that they can fill in there."""

import re
from dataclasses import dataclass, field
from functools import cached_property

import httpx
from selectolax.lexbor import LexborHTMLParser, LexborNode

UNSEEN = "head, script, style, svg, template, [hidden], dialog:not([open])"
BETWEEN_WORDS = re.compile(r"(?=</?(?!(?:a|b|em|i|s|small|span|strong|time)[\s>])[a-z])")
"""Before every tag that does not stand within a line of words."""


@dataclass
class PageForm:
    """A form on a page, with what it states by itself."""

    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    filled: dict[str, str] = field(default_factory=dict)
    """What a browser would send if nothing was changed."""

    def take(self, part: LexborNode, select: str) -> None:
        """An input, a long text, or an option of `select`."""
        values = {name: value or "" for name, value in part.attributes.items()}
        value, name = values.get("value", ""), values.get("name", "")
        if part.tag == "option" and (select not in self.filled or "selected" in values):
            self.filled[select] = value
        if part.tag == "input" and name and (values.get("type") not in ("checkbox", "radio") or "checked" in values):
            self.filled[name] = value
        if part.tag == "textarea":
            self.filled[name] = part.text()
        if values.get("type") == "hidden":
            self.hidden[name] = value


class Screen:
    """A page as a person meets it."""

    def __init__(self, html: str, status: int = 200, headers: httpx.Headers | None = None) -> None:
        self.html, self.status, self.headers = html, status, headers or httpx.Headers()

    @classmethod
    def of(cls, answer: httpx.Response) -> "Screen":
        return cls(answer.text, answer.status_code, answer.headers)

    @cached_property
    def text(self) -> str:
        """What they can read, sheets that are closed left out."""
        seen = LexborHTMLParser(BETWEEN_WORDS.sub(" ", self.html))
        for part in seen.css(UNSEEN):
            part.decompose()
        return re.sub(r"\s+", " ", seen.text()).strip()

    @property
    def title(self) -> str:
        return self.tree.css_first("title").text()

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.html)

    @cached_property
    def forms(self) -> list[PageForm]:
        found: list[PageForm] = []
        select = ""
        for part in self.tree.css("form, select, option, input, textarea"):
            if part.tag == "form":
                found.append(PageForm(part.attributes.get("action") or ""))
            elif part.tag == "select":
                select = part.attributes["name"] or ""
            elif found:
                found[-1].take(part, select)
        return found

    def form(self, action: str, **answers: str) -> PageForm:
        """The form with this address, the one that states `answers` by itself when there are several."""
        found = [form for form in self.forms if form.action == action]
        assert found, f"There is no form for {action} on this page."
        alike = (form for form in found if answers.items() <= (answers | form.hidden).items())
        return next(alike, found[0])

    def state(self, name: str) -> str:
        """The state that the element with this id is drawn in: `shift-…` is `due`, `in-progress`, `done` …"""
        return self.tree.css_first(f'[id="{name}"]').attributes.get("data-state") or ""
