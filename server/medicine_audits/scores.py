"""The score of a month: how many of the doses whose time has come have an answer."""

from collections.abc import Mapping
from enum import StrEnum

from server.medicine_audits.counting import Count

GOOD, INADEQUATE = 95, 75
"""Per cent. Below 75 Birdie's Q-score says *inadequate*; from where it is good is ours."""


class Mark(StrEnum):
    """The score in a word."""

    GOOD = "Good"
    NEEDS_WORK = "Needs work"
    INADEQUATE = "Inadequate"
    NONE = "No dose has come due yet"


def due(counts: Mapping[Count, int]) -> int:
    """The doses at set times whose time has come."""
    return counts[Count.COMPLETE] + counts[Count.NOT_RECORDED]


def score_of(counts: Mapping[Count, int]) -> int | None:
    """Per cent, cut and not rounded, so that 100 is all of them; None when none has come due."""
    return counts[Count.COMPLETE] * 100 // due(counts) if due(counts) else None


def mark_of(score: int | None) -> Mark:
    if score is None:
        return Mark.NONE
    if score < INADEQUATE:
        return Mark.INADEQUATE
    return Mark.GOOD if score >= GOOD else Mark.NEEDS_WORK
