"""When a dose counts as late or early, and which part of the day it belongs to: said here, and nowhere else."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum

from server.medication.cells import Cell
from server.medication.models import Dose, MarEntry

ON_TIME_WITHIN = timedelta(minutes=60)
"""How far from its time a dose may be given when its order says nothing stricter. Ours: we know of no rule for home
care. A time-critical dose has its order's own window, either way (Parkinson's UK: 30 minutes)."""
ENTERED_LATE_AFTER = timedelta(minutes=60)
"""How long after the visit and the dose's time a record counts as entered late. Ours."""


class Timing(StrEnum):
    """When a dose was given, against when it was due."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


class PartOfDay(StrEnum):
    """The parts of a day of care; from when each lasts as Birdie has it."""

    MORNING = "morning"
    NOON = "noon"
    TEA = "tea"
    BED = "bed"
    NIGHT = "night"


BEGINNINGS = (
    (time(6), PartOfDay.MORNING),
    (time(11), PartOfDay.NOON),
    (time(14), PartOfDay.TEA),
    (time(18), PartOfDay.BED),
    (time(22), PartOfDay.NIGHT),
)


def part_of_day(at: time) -> PartOfDay:
    """Where a local wall time belongs; what is before the morning is still night."""
    begun = [part for begins, part in BEGINNINGS if begins <= at]
    return begun[-1] if begun else PartOfDay.NIGHT


def timing_of(dose: Dose, given_at: datetime) -> Timing:
    """Of a dose with a time."""
    assert dose.due_at  # noqa: S101 (the caller asks of no other)
    window = dose.latest_at - dose.due_at if dose.latest_at else ON_TIME_WITHIN
    if given_at > dose.due_at + window:
        return Timing.LATE
    return Timing.EARLY if given_at < dose.due_at - window else Timing.ON_TIME


def first_said(given: MarEntry, entries: Sequence[MarEntry]) -> MarEntry:
    """The record by which a dose was given when it was: the first, or the one that says when. A correction that says it
    was given, of a record that said so too, does not make it later."""
    by_id = {entry.id: entry for entry in entries}
    while given.corrects in by_id and by_id[given.corrects].outcome.was_given and not given.is_at_another_time:
        given = by_id[given.corrects]
    return given


def is_entered_late(cell: Cell, recorded_at: Callable[[MarEntry], datetime]) -> bool:
    """Nothing was recorded until long after the visit and the dose's own time."""
    over_at = max(cell.visit.ends_at, cell.dose.due_at or cell.visit.ends_at)
    return bool(cell.entries) and min(map(recorded_at, cell.entries)) > over_at + ENTERED_LATE_AFTER
