"""What a person sees on a page, and the forms that they can fill in there."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
INLINE = {"a", "b", "em", "i", "s", "small", "span", "strong", "time"}
UNSEEN = {"head", "script", "style", "svg", "template"}


@dataclass
class PageForm:
    """A form on a page, with what it states by itself."""

    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    filled: dict[str, str] = field(default_factory=dict)
    """What a browser would send if nothing was changed, but for long texts."""


class Screen(HTMLParser):
    """A page as a person meets it. `text` is what they can read, sheets that are closed left out."""

    def __init__(self, html: str, status: int = 200, headers: httpx.Headers | None = None) -> None:
        super().__init__()
        self.html, self.status, self.headers = html, status, headers or httpx.Headers()
        self.forms: list[PageForm] = []
        self.states: dict[str, str] = {}
        self.title = self.select = ""
        self.parts: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.feed(html)
        self.text = re.sub(r"\s+", " ", "".join(self.parts)).strip()

    @classmethod
    def of(cls, answer: httpx.Response) -> "Screen":
        return cls(answer.text, answer.status_code, answer.headers)

    def form(self, action: str, **answers: str) -> PageForm:
        """The form with this address, the one that states `answers` by itself when there are several."""
        found = [form for form in self.forms if form.action == action]
        assert found, f"There is no form for {action} on this page."
        alike = (form for form in found if answers.items() <= (answers | form.hidden).items())
        return next(alike, found[0])

    def state(self, name: str) -> str:
        """The state that the element with this id is drawn in: `shift-…` is `due`, `in-progress`, `done` …"""
        return self.states[name]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        self.parts.append("" if tag in INLINE else " ")
        if tag == "form":
            self.forms.append(PageForm(values.get("action", "")))
        if tag == "input" and values.get("type") == "hidden":
            self.forms[-1].hidden[values["name"]] = values.get("value", "")
        self.fill(tag, values)
        if "id" in values:
            self.states[values["id"]] = values.get("data-state", "")
        if tag not in VOID:
            closed = tag == "dialog" and "open" not in values
            self.open.append((tag, tag in UNSEEN or closed or "hidden" in values))

    def fill(self, tag: str, values: dict[str, str]) -> None:
        if tag == "select":
            self.select = values.get("name", "")
        is_ticked = values.get("type") not in ("checkbox", "radio") or "checked" in values
        if tag == "input" and "name" in values and self.forms and is_ticked:
            self.forms[-1].filled[values["name"]] = values.get("value", "")
        if tag == "option" and self.forms and (self.select not in self.forms[-1].filled or "selected" in values):
            self.forms[-1].filled[self.select] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass
        self.parts.append("" if tag in INLINE else " ")

    def handle_data(self, data: str) -> None:
        if any(tag == "title" for tag, _ in self.open):
            self.title += data
        if not any(unseen for _, unseen in self.open):
            self.parts.append(data)
