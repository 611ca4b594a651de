"""What workers read of an assessment, and what is said of its days and its workers."""

from collections.abc import Iterator
from datetime import date

from server.risk_assessments.definitions import Answers, Definition, Question
from server.templating import long_day


def tells(form: Definition, answers: Answers) -> str:
    """The sentences that the answers make, in the order of the form."""
    said = (sentence for question in form.asked(answers) for sentence in told_by(question, answers))
    return " ".join(ended(sentence) for sentence in said if sentence)


def told_by(question: Question, answers: Answers) -> Iterator[str]:
    if question.choices:
        chosen = question.chosen(answers)
        untold = [choice.words for choice in chosen if choice.tells is None]
        if untold and question.tells:
            yield question.tells.replace("{}", ", ".join(untold))
        yield from (choice.tells.replace("{}", choice.words) for choice in chosen if choice.tells)
    elif question.tells and answers.get(question.name):
        yield question.tells.replace("{}", shown(question, answers))


def shown(question: Question, answers: Answers) -> str:
    """The answer as people say it, a day as `3 Feb 2027`; empty when there is none."""
    words = question.in_words(answers)
    return long_day(date.fromisoformat(words)) if question.type == "day" and words else words


def ended(sentence: str) -> str:
    """With a full stop after it, and as one line."""
    line = " ".join(sentence.split())
    return line if not line or line[-1] in ".!?" else f"{line}."


def days_watched(form: Definition, answers: Answers) -> dict[date, str]:
    """The days that must not pass, each with what is said once it has."""
    return {
        (on := date.fromisoformat(answers[question.name])): ended(question.must_not_pass.replace("{}", long_day(on)))
        for question in form.asked(answers)
        if question.must_not_pass and answers.get(question.name)
    }


def workers_asked(form: Definition, answers: Answers) -> int:
    """How many workers it takes; 1 when nothing is said of that."""
    counted = [answers[one.name] for one in form.asked(answers) if one.counts_workers and answers.get(one.name)]
    return int(counted[0]) if counted else 1
