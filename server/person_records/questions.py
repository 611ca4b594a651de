"""What a page of the record asks, said once: the form, its reading and the history all follow from it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from server.asking import Asking
from server.people.models import ServiceUser

Answers = Mapping[str, Any]


class Look(StrEnum):
    """How a question is asked."""

    LINE = "text"
    NUMBER = "number"
    PHONE = "tel"
    DAY = "date"
    LONG = "long"
    CHOICE = "choice"
    BOXES = "boxes"


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a person's record."""

    field: str
    label: str
    read: Callable[[str], Any]
    look: Look = Look.LINE
    hint: str = ""
    options: Sequence[tuple[str, str]] = ()
    """Of a choice, or of boxes: the value and the words."""
    is_needed: bool = False
    wide: bool = False

    def answered(self, said: Mapping[str, str]) -> str:
        """What a form says to it; of boxes, those that are ticked."""
        if self.look != Look.BOXES:
            return said.get(self.field, "").strip()
        return " ".join(value for value, _ in self.options if said.get(f"{self.field}_{value}"))

    def in_words(self, text: str) -> str:
        """What the form has, as a person reads it."""
        if self.look == Look.DAY and text:
            on = date.fromisoformat(text)
            return f"{on.day} {on:%b %Y}"
        words = dict(self.options)
        return ", ".join(words.get(one, one) for one in text.split()) if words else text


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the record."""

    name: str
    title: str
    lead: str
    questions: Sequence[Question] = ()
    check: Callable[[Asking, Answers], None] = field(default=lambda _asking, _answers: None)
    """What answers must be to each other."""

    def said(self, said: Mapping[str, str]) -> dict[str, str]:
        """A form's answers, one text a field."""
        return {question.field: question.answered(said) for question in self.questions}

    def read(self, asking: Asking) -> dict[str, Any]:
        """The answers to all its questions; what is wrong is refused beside each."""
        answers = {question.field: asking.read(question.field, question.read) for question in self.questions}
        self.check(asking, answers)
        return answers

    def texts(self, person: ServiceUser) -> dict[str, str]:
        """The record as a form would have been filled in."""
        return {question.field: text_of(getattr(person, question.field)) for question in self.questions}

    def filled_in(self, person: ServiceUser) -> dict[str, str]:
        """The same, with a field for each box that is ticked."""
        texts = self.texts(person)
        boxes = [question for question in self.questions if question.look == Look.BOXES]
        ticked = {f"{question.field}_{value}": "1" for question in boxes for value in texts[question.field].split()}
        return texts | ticked


def text_of(value: Any) -> str:
    """A value as a form has it: days as `2026-11-26`, nothing as nothing."""
    if value is None:
        return ""
    return value.value if isinstance(value, StrEnum) else str(value)
