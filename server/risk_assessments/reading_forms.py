"""From the text of a form (TOML) to its definition, or to all that is wrong with it."""

import re
import tomllib
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from server.risk_assessments.definitions import Band, Definition, Question, QuestionType, ScoredBy, Section
from server.risk_assessments.mistakes import Found, Lines, Mistake, Mistaken, Table
from server.risk_assessments.reading_questions import name_in, question_in
from server.risk_assessments.scores import range_of

LONGEST_TEXT = 60_000
MOST_QUESTIONS = 100
MOST_MONTHS = 24
HIGHEST_SCORE = 10_000
AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


@lru_cache(maxsize=512)
def definition_in(text: str) -> Definition:
    """The form that a text defines. Raises Mistaken."""
    if len(text) > LONGEST_TEXT:
        raise Mistaken([Mistake(0, f"This has {len(text)} characters. Keep a form to {LONGEST_TEXT}.")])
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        told = AT_LINE.search(str(problem))
        sentence = f"This cannot be read as TOML: {AT_LINE.sub('', str(problem))}."
        raise Mistaken([Lines(text).at(int(told[1]) if told else 0, sentence)]) from None
    except RecursionError:
        raise Mistaken([Mistake(0, "This has too many brackets in each other.")]) from None
    return form_in(Table(values, "The form", (), Found(Lines(text), [])))


def form_in(table: Table) -> Definition:
    """A form whose parts are sound by themselves."""
    form = Definition(
        kind=name_in(table, "kind"), title=table.words("title", longest=60),
        about=table.words("about", needed=False, longest=600),
        review_months=table.whole("review_months", 1, MOST_MONTHS), is_several=table.flag("several"),
        titled_by=table.words("titled_by", needed=False),
        sections=tuple(section_in(one) for one in table.tables("sections", "Section", needed=True)),
        bands=tuple(band_in(one) for one in table.tables("bands", "Band")),
    )  # fmt: skip
    score = table.table("score", "The score")
    table.is_all()
    table.found.raise_if_any()
    questions = list(form.all_questions())
    check_questions(table, form, questions)
    if score:
        form = replace(form, **score_in(score, questions))
    table.found.raise_if_any()
    check_bands(table, form)
    table.found.raise_if_any()
    return form


def section_in(table: Table) -> Section:
    title = table.words("title", longest=80)
    table.called = f"Section “{title}”" if title else table.called
    asked = table.tables("questions", "Question", needed=True)
    table.is_all()
    return Section(title, tuple(question_in(one) for one in asked))


def check_questions(table: Table, form: Definition, questions: list[Question]) -> None:
    """What is wrong between questions, or with all of them together."""
    if len(questions) > MOST_QUESTIONS:
        table.refuse("", f"it has {len(questions)} questions. Keep it to {MOST_QUESTIONS}.")
    names = [question.name for question in questions]
    for name in sorted({name for name in names if names.count(name) > 1}):
        table.refuse("", f"{names.count(name)} questions have the name “{name}”. Give each its own.")
    if form.titled_by and not any(one.name == form.titled_by and one.type in TITLES for one in questions):
        table.refuse("titled_by", f"no question of type text or choice has the name “{form.titled_by}”.")
    if sum(question.counts_workers for question in questions) > 1:
        table.refuse("", "only one question may have “workers”.")
    if not any(one.tells or any(choice.tells for choice in one.choices) for one in questions):
        table.refuse("", "no answer is told to workers. Give at least one question a sentence in “tells”.")


TITLES = {QuestionType.TEXT, QuestionType.CHOICE}


def score_in(score: Table, questions: list[Question]) -> dict[str, Any]:
    """How the score comes about, by the names of a `Definition`."""
    by, of = score.take("by"), score.take("of") if score.values.get("by") == ScoredBy.PRODUCT else []
    scales = {question.name for question in questions if question.type == QuestionType.SCORE}
    score.is_all()
    if by not in list(ScoredBy):
        score.refuse("by", "write “by” as sum or product.")
        return {}
    if by == ScoredBy.PRODUCT and not (isinstance(of, list) and len(of) == 2 and set(map(str, of)) <= scales):
        score.refuse("of", "a product needs “of” with the names of two questions of type score.")
    if by == ScoredBy.SUM and not any(choice.points for question in questions for choice in question.choices):
        score.refuse("by", "it is a sum of points, and no choice has any. Give choices “points”.")
    return {"scored_by": ScoredBy(by), "factors": tuple(map(str, of or ()))}


def band_in(table: Table) -> Band:
    band = Band(
        table.whole("from", 0, HIGHEST_SCORE), table.words("words", longest=40),
        table.words("means", needed=False), table.flag("control"),
    )  # fmt: skip
    table.is_all()
    return band


def check_bands(table: Table, form: Definition) -> None:
    if bool(form.bands) != bool(form.scored_by):
        table.refuse("score", "a score needs bands that say what it means, and bands need a score.")
    if not form.bands or not form.scored_by:
        return
    begins, (lowest, highest) = [band.least for band in form.bands], range_of(form)
    for place, (before, after) in enumerate(pairwise(begins), start=1):
        if after <= before:
            table.refuse("from", "each band begins above the one before it. Put them in order.", "bands", place)
    if begins[0] > lowest:
        table.refuse("from", f"the lowest score is {lowest}, and the first band begins at {begins[0]}.", "bands", 0)
    if begins[-1] > highest:
        last = len(begins) - 1
        table.refuse("from", f"the highest score is {highest}, and the last band begins above it.", "bands", last)
