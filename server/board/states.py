"""How far a turn at a visit is, as the office may truthfully say it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class VisitState(StrEnum):
    """Seven states, what needs a person first; a drawing of the same name stands beside each."""

    NO_NEWS = "no-news"
    MISSED = "missed"
    LATE = "late"
    STOPPED = "stopped"
    IN_PROGRESS = "in-progress"
    DUE = "due"
    DONE = "done"


STATE_WORDS = {
    VisitState.NO_NEWS: "no news",
    VisitState.MISSED: "missed",
    VisitState.LATE: "late",
    VisitState.STOPPED: "not completed",
    VisitState.IN_PROGRESS: "in progress",
    VisitState.DUE: "due",
    VisitState.DONE: "done",
}


@dataclass(frozen=True, slots=True)
class BoardWorker:
    """A worker, and what their phones last told us."""

    name: str
    heard_at: datetime | None
    waiting: int


@dataclass(slots=True)
class BoardTurn:
    """One worker's turn at one visit, as selected columns, ids as text; `worker` is None where nobody goes yet."""

    visit_id: str
    person: str
    starts_at: datetime
    ends_at: datetime
    missed_at: datetime | None
    missed_by: str | None
    account_id: str | None
    arrived_at: datetime | None
    left_at: datetime | None
    stopped_at: datetime | None
    worker: BoardWorker | None = None
    somebody_came: bool = False
    """Any worker has arrived at this visit."""

    @property
    def heard_at(self) -> datetime | None:
        return self.worker.heard_at if self.worker else None

    def state_at(self, now: datetime, late_after: timedelta) -> VisitState:
        """Missed only when a person confirmed it and nobody came; a phone that is silent makes nothing late."""
        if self.left_at:
            return VisitState.DONE
        if self.stopped_at:
            return VisitState.STOPPED
        if self.arrived_at:
            return VisitState.IN_PROGRESS
        if self.missed_at and not self.somebody_came:
            return VisitState.MISSED
        if now <= self.starts_at + late_after:
            return VisitState.DUE
        return VisitState.LATE if self.worker is None or self.is_heard_since_start else VisitState.NO_NEWS

    @property
    def minutes_there(self) -> int:
        """How long the worker was there, by the check-in and the check-out."""
        if self.arrived_at is None or self.left_at is None:
            return 0
        return round((self.left_at - self.arrived_at).total_seconds() / 60)

    @property
    def minutes_over(self) -> int:
        """How much longer than planned; less than nought when shorter."""
        return self.minutes_there - round((self.ends_at - self.starts_at).total_seconds() / 60)

    @property
    def is_heard_since_start(self) -> bool:
        """The phone has reached us since the visit began, so we know that it had nothing to say."""
        return self.heard_at is not None and self.heard_at >= self.starts_at

    def is_overdue_at(self, now: datetime, late_after: timedelta) -> bool:
        """A check-out should have come by now, and the phone has not been heard since."""
        is_open = self.arrived_at is not None and self.left_at is None and self.stopped_at is None
        is_silent = self.heard_at is None or self.heard_at < self.ends_at
        return is_open and is_silent and now > self.ends_at + late_after
