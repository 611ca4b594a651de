"""What an audit counts of each dose. What a dose's state is, the MAR chart says; here it is only counted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from server.medication.cells import Cell, DoseState
from server.medication.models import MarEntry
from server.medication.outcomes import MarOutcome
from server.medicine_audits.timing import PartOfDay, Timing, first_said, is_entered_late, part_of_day, timing_of


class Count(StrEnum):
    """What a dose can be counted as. The first four share out the doses at set times; the next, those answered."""

    COMPLETE = "complete"
    """Given, or not given and why."""
    NOT_RECORDED = "not_recorded"
    STILL_DUE = "still_due"
    NOT_DUE = "not_due"
    TAKEN = "taken"
    PARTLY = "partly"
    TAKEN_OTHERWISE = "taken_otherwise"
    LEFT_OUT = "left_out"
    DECLINED = "declined"
    NOT_AVAILABLE = "not_available"
    FORGOTTEN = "forgotten"
    NOT_GIVEN = "not_given"
    ON_TIME = "on_time"
    LATE = "late"
    EARLY = "early"
    CRITICAL_LATE = "critical_late"
    CORRECTED = "corrected"
    GIVEN_TWICE = "given_twice"
    ENTERED_LATE = "entered_late"
    WHEN_REQUIRED_GIVEN = "when_required_given"
    WHEN_REQUIRED_NOT_GIVEN = "when_required_not_given"
    WHEN_REQUIRED_NOT_ASKED = "when_required_not_asked"
    """It could have been given, and nothing was recorded: nobody had to."""
    EFFECT_ANSWERED = "effect_answered"


OF_STATE = {
    DoseState.GIVEN: Count.COMPLETE,
    DoseState.NOT_GIVEN: Count.COMPLETE,
    DoseState.NOT_RECORDED: Count.NOT_RECORDED,
    DoseState.DUE: Count.STILL_DUE,
    DoseState.NOT_DUE: Count.NOT_DUE,
}
WHEN_REQUIRED = {
    DoseState.GIVEN: Count.WHEN_REQUIRED_GIVEN,
    DoseState.NOT_GIVEN: Count.WHEN_REQUIRED_NOT_GIVEN,
}
OF_OUTCOME = {
    MarOutcome.TAKEN: Count.TAKEN,
    MarOutcome.APPLIED: Count.TAKEN,
    MarOutcome.TAKEN_PARTIAL: Count.PARTLY,
    MarOutcome.ALREADY_TAKEN: Count.TAKEN_OTHERWISE,
    MarOutcome.GIVEN_BY_OTHER: Count.TAKEN_OTHERWISE,
    MarOutcome.MADE_AVAILABLE: Count.LEFT_OUT,
    MarOutcome.DECLINED: Count.DECLINED,
    MarOutcome.NOT_AVAILABLE: Count.NOT_AVAILABLE,
    MarOutcome.FORGOTTEN: Count.FORGOTTEN,
}
OF_TIMING = {Timing.EARLY: Count.EARLY, Timing.ON_TIME: Count.ON_TIME, Timing.LATE: Count.LATE}


@dataclass(frozen=True, slots=True)
class Around:
    """What the chart does not hold and the audit asks for."""

    put_right: Mapping[UUID, datetime]
    """By entry, when it was recorded by our clock, where the phone's was wrong."""
    answered: frozenset[UUID]
    """The entries of which somebody has said whether the dose helped."""
    sent: Mapping[UUID, tuple[UUID, ...]]
    """By visit, who was to go."""

    def recorded_at(self, entry: MarEntry) -> datetime:
        """By our clock, and not after we had it."""
        return self.put_right.get(entry.id) or min(entry.recorded_at, entry.received_at)


@dataclass(frozen=True, slots=True)
class Line:
    """One dose as the audit counts it."""

    cell: Cell
    on: date
    part: PartOfDay
    workers: tuple[UUID, ...]
    """Who recorded it; of one that nobody did, who was to go to the visit."""
    counts: tuple[Count, ...]


def line_of(cell: Cell, around: Around, zone: ZoneInfo) -> Line:
    at = (cell.dose.due_at or cell.visit.starts_at).astimezone(zone)
    workers = {one.author_id for one in cell.standing} or set(around.sent.get(cell.visit.id, ()))
    return Line(cell, at.date(), part_of_day(at.time()), tuple(sorted(workers)), tuple(counts_of(cell, around)))


def counts_of(cell: Cell, around: Around) -> Iterator[Count]:
    """All that a dose is counted as."""
    answer = answer_of(cell.standing)
    if cell.dose.due_at is None:
        yield WHEN_REQUIRED.get(cell.state, Count.WHEN_REQUIRED_NOT_ASKED)
    else:
        yield OF_STATE[cell.state]
        if answer:
            yield OF_OUTCOME.get(answer.outcome, Count.NOT_GIVEN)
            yield from timings_of(cell, answer)
    if any(one.id in around.answered for one in cell.standing):
        yield Count.EFFECT_ANSWERED
    if len(cell.entries) > len(cell.standing):
        yield Count.CORRECTED
    if sum(one.outcome.was_given for one in cell.standing) > 1:
        yield Count.GIVEN_TWICE
    if is_entered_late(cell, around.recorded_at):
        yield Count.ENTERED_LATE


def answer_of(standing: Sequence[MarEntry]) -> MarEntry | None:
    """The record that a dose is counted by: the first that says it was taken, else the first."""
    return next((one for one in standing if one.outcome.counts_as_taken), next(iter(standing), None))


def timings_of(cell: Cell, answer: MarEntry) -> Iterator[Count]:
    """Only of what this agency's workers gave: when somebody else did, nobody knows."""
    if answer.outcome.was_given:
        timing = timing_of(cell.dose, first_said(answer, cell.entries).given_at)
        yield OF_TIMING[timing]
        if timing == Timing.LATE and cell.dose.latest_at:
            yield Count.CRITICAL_LATE


def counted(lines: Iterable[Line]) -> Counter[Count]:
    return Counter(count for line in lines for count in line.counts)
