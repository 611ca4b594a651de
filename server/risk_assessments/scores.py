"""The score of an assessment, how it came about, and what it means."""

from math import prod
from typing import NamedTuple

from server.risk_assessments.definitions import Answers, Band, Definition, Question, ScoredBy


class Score(NamedTuple):
    """A score with its reasons."""

    points: int
    band: Band
    parts: list[tuple[str, str, int]]
    """What was asked, what was answered, and the points of it; of a sum, those that have any."""


def score_of(form: Definition, answers: Answers) -> Score | None:
    """None when the form has no score, or when what it is made of is not answered."""
    if form.scored_by is None:
        return None
    asked = [question for question in form.asked(answers) if counts(form, question)]
    parts = [(question.asks, choice.label, choice.points) for question in asked for choice in question.chosen(answers)]
    if form.scored_by == ScoredBy.PRODUCT:
        if len(parts) < len(form.factors):
            return None
        points = prod(worth for _, _, worth in parts)
    else:
        if not any(question.name in answers for question in asked):
            return None
        points, parts = sum(worth for _, _, worth in parts), [part for part in parts if part[2]]
    return Score(points, band_of(form, points), parts)


def counts(form: Definition, question: Question) -> bool:
    return question.name in form.factors if form.scored_by == ScoredBy.PRODUCT else bool(question.choices)


def band_of(form: Definition, points: int) -> Band:
    """The last band that begins at the score or below it."""
    return [band for band in form.bands if band.least <= points][-1]


def range_of(form: Definition) -> tuple[int, int]:
    """The lowest and the highest score that can come about."""
    spans = [span_of(question) for section in form.sections for question in section.questions if counts(form, question)]
    if form.scored_by == ScoredBy.PRODUCT:
        return prod(low for low, _ in spans), prod(high for _, high in spans)
    return sum(low for low, _ in spans), sum(high for _, high in spans)


def span_of(question: Question) -> tuple[int, int]:
    """The fewest and the most points that its answers bring, with those that follow a *yes*."""
    points = [choice.points for choice in question.choices] or [0]
    if question.type == "choices":
        return 0, sum(points)
    following = [span_of(one) for one in question.if_yes]
    yes = sum(low for low, _ in following), sum(high for _, high in following)
    if question.if_yes:
        lows, highs = [points[0] + yes[0], points[1]], [points[0] + yes[1], points[1]]
        return (min(lows) if question.is_needed else 0), max(highs)
    return (min(points) if question.is_needed else 0), max(points)
