"""From the text of a form (TOML) to its definition, or to all that is wrong with it."""

import re
import tomllib
from functools import lru_cache

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
    found = Found(Lines(text), [])
    made = form_in(Table(values, "The form", (), found))
    if found.mistakes:
        raise Mistaken(found.mistakes)
    return made


def form_in(table: Table) -> Definition:
    kind, title, about = name_in(table, "kind"), table.words("title", longest=60), table.words("about", needed=False)
    months, is_several = table.whole("review_months", 1, MOST_MONTHS), table.flag("several")
    titled_by = table.words("titled_by", needed=False)
    sections = tuple(section_in(one) for one in table.tables("sections", "Section", needed=True))
    questions = [
        asked for section in sections for question in section.questions for asked in (question, *question.if_yes)
    ]
    check_questions(table, questions, titled_by)
    scored_by, factors = score_in(table, questions)
    form = Definition(
        kind=kind, title=title, about=about, review_months=months, is_several=is_several, titled_by=titled_by,
        sections=sections, scored_by=scored_by, factors=factors,
        bands=tuple(band_in(one) for one in table.tables("bands", "Band")),
    )  # fmt: skip
    table.is_all()
    check_bands(table, form)
    return form


def section_in(table: Table) -> Section:
    title = table.words("title", longest=80)
    table.called = f"Section “{title}”" if title else table.called
    asked = table.tables("questions", "Question", needed=True)
    table.is_all()
    return Section(title, tuple(question_in(one) for one in asked))


def check_questions(table: Table, questions: list[Question], titled_by: str) -> None:
    """What is wrong between questions, or with all of them together."""
    if len(questions) > MOST_QUESTIONS:
        table.refuse("sections", f"it has {len(questions)} questions. Keep it to {MOST_QUESTIONS}.")
    names = [question.name for question in questions if question.name]
    for name in sorted({name for name in names if names.count(name) > 1}):
        table.refuse("", f"{names.count(name)} questions have the name “{name}”. Give each its own.")
    if titled_by and not any(one.name == titled_by and one.type in TITLES for one in questions):
        table.refuse("titled_by", f"no question of type text or choice has the name “{titled_by}”.")
    if sum(question.counts_workers for question in questions) > 1:
        table.refuse("", "only one question may have “workers”.")
    if questions and not any(one.tells or any(choice.tells for choice in one.choices) for one in questions):
        table.refuse("", "no answer is told to workers. Give at least one question a sentence in “tells”.")


TITLES = {QuestionType.TEXT, QuestionType.CHOICE}


def score_in(table: Table, questions: list[Question]) -> tuple[ScoredBy | None, tuple[str, ...]]:
    score = table.table("score", "The score")
    if score is None:
        return None, ()
    by, of = score.take("by"), score.take("of") if score.values.get("by") == ScoredBy.PRODUCT else []
    if by not in list(ScoredBy):
        score.refuse("by", "write “by” as sum or product.")
        return None, ()
    scales = {question.name for question in questions if question.type == QuestionType.SCORE}
    if by == ScoredBy.PRODUCT and not (isinstance(of, list) and len(of) == 2 and set(map(str, of)) <= scales):
        score.refuse("of", "a product needs “of” with the names of two questions of type score.")
        return None, ()
    if by == ScoredBy.SUM and not any(choice.points for question in questions for choice in question.choices):
        score.refuse("by", "it is a sum of points, and no choice has any. Give choices “points”.")
    score.is_all()
    return ScoredBy(by), tuple(map(str, of))


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
    if begins != sorted(set(begins)):
        table.refuse("bands", "each band begins above the one before it. Put them in order.")
    elif begins[0] > lowest:
        table.refuse("bands", f"the lowest score is {lowest}, and the first band begins at {begins[0]}.")
    elif begins[-1] > highest:
        table.refuse("bands", f"the highest score is {highest}, and the last band begins at {begins[-1]}.")
