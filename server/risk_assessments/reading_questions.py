"""One question of a form's definition, as it is read."""

import re
from typing import Any

from server.risk_assessments.definitions import NO, YES, Choice, Question, QuestionType
from server.risk_assessments.mistakes import Table

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST_POINTS = 100
HIGHEST_NUMBER = 1_000_000
MOST_WORKERS = 9
MOST_STEPS = 10
BRACES = re.compile(r"[{}]")


def question_in(table: Table, *, is_first: bool = True) -> Question:
    """A question; what follows a *yes* has nothing that follows it."""
    name = name_in(table, "name")
    table.called = f"Question “{name}”" if name else table.called
    asks, hint, needed = table.words("asks"), table.words("hint", needed=False), table.flag("needed", without=True)
    type_, more = table.take("type"), dict[str, Any]()
    if type_ not in list(QuestionType):
        table.refuse("type", f"write “type” as one of {', '.join(QuestionType)}.")
        return Question(name=name, asks=asks, type=QuestionType.TEXT)
    tells = sentence_in(table, "tells")
    match type_:
        case QuestionType.CHOICE | QuestionType.CHOICES:
            more["choices"] = choices_in(table)
        case QuestionType.SCORE:
            more["choices"] = scale_in(table)
        case QuestionType.YES_NO:
            more["choices"] = (yes_or_no(table, YES, "Yes"), yes_or_no(table, NO, "No"))
            following = table.tables("if_yes", f"{table.called}, what follows") if is_first else []
            more["if_yes"] = tuple(question_in(one, is_first=False) for one in following)
        case QuestionType.NUMBER:
            more |= number_in(table)
        case QuestionType.DAY:
            more["must_not_pass"] = sentence_in(table, "must_not_pass")
    table.is_all()
    return Question(name=name, asks=asks, type=QuestionType(type_), hint=hint, is_needed=needed, tells=tells, **more)


def name_in(table: Table, key: str) -> str:
    name = table.words(key, longest=40)
    if name and not NAME.fullmatch(name):
        table.refuse(key, f"write “{key}” in small letters, digits and _, beginning with a letter, as sling_size.")
    return name


def sentence_in(table: Table, key: str, *, needed: bool = False) -> str:
    """A sentence with room for the answer."""
    sentence = table.words(key, needed=needed)
    if BRACES.search(sentence.replace("{}", "")) or sentence.count("{}") > 1:
        table.refuse(key, f"in “{key}” the answer stands once, as {{}}, and no other braces do.")
    return sentence


def number_in(table: Table) -> dict[str, Any]:
    least, most = table.whole("least", 0, HIGHEST_NUMBER), table.whole("most", 0, HIGHEST_NUMBER)
    workers = table.flag("workers")
    if least > most:
        table.refuse("least", f"“least” is {least}, which is more than “most”, {most}.")
    if workers and not 1 <= least <= most <= MOST_WORKERS:
        table.refuse("workers", f"it counts workers, so keep “least” and “most” from 1 to {MOST_WORKERS}.")
    unit = table.words("unit", needed=False, longest=20)
    return {"least": least, "most": most, "unit": unit, "counts_workers": workers}


def choices_in(table: Table) -> tuple[Choice, ...]:
    choices = tuple(choice_in(one) for one in table.tables("choices", f"{table.called}, choice", needed=True))
    values = [choice.value for choice in choices]
    for value in sorted({value for value in values if value and values.count(value) > 1}):
        table.refuse("choices", f"two choices have the value “{value}”.")
    if len(choices) == 1:
        table.refuse("choices", "one choice is none. Give at least two.")
    return choices


def choice_in(table: Table) -> Choice:
    value, words = name_in(table, "value"), table.words("words", longest=160)
    return known_choice(table, value, words)


def known_choice(table: Table, value: str, words: str) -> Choice:
    points, control = table.whole("points", 0, MOST_POINTS, without=0), table.flag("control")
    tells = sentence_in(table, "tells") if table.values.get("tells") != "" else table.take("tells")
    table.is_all()
    return Choice(value, words, points, control, tells if "tells" in table.values else None)


def yes_or_no(table: Table, value: str, words: str) -> Choice:
    """What that answer brings; nothing, when the form says nothing."""
    more = table.table(value, f"{table.called}, {value}")
    return known_choice(more, value, words) if more else Choice(value, words)


def scale_in(table: Table) -> tuple[Choice, ...]:
    """`words = ["Rare", "Likely"]`: the first is worth 1 point, the next 2."""
    words = table.take("words")
    is_list = isinstance(words, list) and all(isinstance(one, str) for one in words)
    if not is_list or not 2 <= len(words) <= MOST_STEPS:
        table.refuse("words", f"a score needs “words”: a list of 2 to {MOST_STEPS}, from the lowest on.")
        return ()
    return tuple(Choice(str(points), f"{points}, {word}", points) for points, word in enumerate(words, start=1))
