"""What a form for a risk assessment asks, how it is scored, and what a worker reads of the answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

Answers = Mapping[str, str]
"""By the question's name: words, a number, a day (ISO) or the value of a choice; of several, with a space between."""
YES, NO = "yes", "no"


class QuestionType(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    LONG = "long"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    DAY = "day"
    YES_NO = "yes_no"
    SCORE = "score"


class ScoredBy(StrEnum):
    """How a score comes about."""

    SUM = "sum"
    """The points of all choices that were made."""
    PRODUCT = "product"
    """One answer times another: likelihood × severity."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen."""

    value: str
    words: str
    points: int = 0
    calls_for_control: bool = False
    """With this answer, something must be done about the risk."""
    tells: str | None = None
    """What a worker reads when it is chosen, instead of what the question tells."""

    @property
    def label(self) -> str:
        """As an answer that stands by itself."""
        return self.words[:1].upper() + self.words[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question."""

    name: str
    asks: str
    type: QuestionType
    hint: str = ""
    is_needed: bool = True
    tells: str = ""
    """The sentence that a worker reads, with the answer in the place of `{}`; empty when workers need not know."""
    choices: tuple[Choice, ...] = ()
    least: int = 0
    most: int = 0
    unit: str = ""
    counts_workers: bool = False
    """The answer is how many workers it takes, which the planned visits are held against."""
    must_not_pass: str = ""
    """What is said once the day has passed, with the day in the place of `{}`."""
    if_yes: tuple["Question", ...] = ()

    @property
    def calls_for_control(self) -> bool:
        """Some answer to it does."""
        return any(choice.calls_for_control for choice in self.choices)

    def chosen(self, answers: Answers) -> list[Choice]:
        """What was chosen, in the order of the form."""
        values = answers.get(self.name, "").split() if self.choices else []
        return [choice for choice in self.choices if choice.value in values]

    def in_words(self, answers: Answers) -> str:
        """The answer as people say it; empty when there is none."""
        if self.choices:
            return "; ".join(choice.label for choice in self.chosen(answers))
        answer = answers.get(self.name, "")
        return f"{answer} {self.unit}".strip() if answer else ""


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under one heading."""

    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """What a score from a number on means."""

    least: int
    words: str
    means: str = ""
    calls_for_control: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A whole form."""

    kind: str
    title: str
    about: str
    review_months: int
    is_several: bool
    """A person may have more than one at once, each with a title of its own."""
    titled_by: str
    """The question whose answer is the title; empty when the form's own is."""
    sections: tuple[Section, ...]
    scored_by: ScoredBy | None = None
    factors: tuple[str, ...] = ()
    """The questions that are multiplied."""
    bands: tuple[Band, ...] = ()

    def all_questions(self) -> Iterator[Question]:
        """Every question there is, each before those that follow it."""
        for section in self.sections:
            for question in section.questions:
                yield question
                yield from question.if_yes

    def asked(self, answers: Answers) -> Iterator[Question]:
        """The questions that these answers leave to be answered: what follows a *yes* only after it."""
        for section in self.sections:
            for question in section.questions:
                yield question
                if answers.get(question.name) == YES:
                    yield from question.if_yes

    def title_of(self, answers: Answers) -> str:
        named = [question.in_words(answers) for question in self.all_questions() if question.name == self.titled_by]
        return (named[0] if named else "") or self.title
