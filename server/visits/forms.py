"""What a worker can record on a visit, as the pages' forms send it."""

from datetime import time
from typing import Annotated

from msgspec import Meta

from server.inbox.reading import FormValues
from server.problems import CannotAccept
from server.visits.entry_kinds import ConcernKind, Independence, NoteKind, Outcome, StopReason


class TimedForm(FormValues, frozen=True, kw_only=True):
    """What may be corrected to another time: `at`, as the time field of a page says it, `10:05`."""

    at: Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$")] = ""

    @property
    def wall_time(self) -> time | None:
        """The local wall time; None when it happened as it was recorded."""
        return time.fromisoformat(self.at) if self.at else None


class ArrivalForm(TimedForm, frozen=True, kw_only=True):
    """Check in."""

    latitude: float | None = None
    longitude: float | None = None
    accuracy: float | None = None
    reason: str = ""


class DepartureForm(TimedForm, frozen=True, kw_only=True):
    """Check out; `left_open` is what the page knew to be unanswered."""

    left_open: str = ""
    reason: str = ""


class OutcomeForm(FormValues, frozen=True, kw_only=True):
    """What became of a care action."""

    outcome: Outcome
    support: Independence | None = None
    reason: str = ""
    more: str = ""

    def __post_init__(self) -> None:
        if self.outcome.needs_support and self.support is None:
            raise CannotAccept("This form does not say how much support it took. The office has to add it.")
        if self.outcome.needs_reason and not self.reason:
            raise CannotAccept("This form does not say why it was not done. The office has to add it.")

    @property
    def full_reason(self) -> str:
        """The reason chosen, with what was written beside it."""
        return f"{self.reason}: {self.more}" if self.reason and self.more else self.reason or self.more


class NoteForm(FormValues, frozen=True, kw_only=True):
    """A note on this visit, or a word to the next worker."""

    kind: NoteKind = NoteKind.VISIT
    words: str


class ConcernForm(FormValues, frozen=True, kw_only=True):
    """Something the office must know."""

    kind: ConcernKind
    seen: str
    done: str = ""


class LateNoticeForm(FormValues, frozen=True, kw_only=True):
    """Running late, and by how many minutes."""

    minutes: int
    reason: str = ""


class StoppedForm(FormValues, frozen=True, kw_only=True):
    """Could not complete this visit."""

    why: StopReason
    done: str = ""


class ChangesReadForm(FormValues, frozen=True, kw_only=True):
    """Read what changed since the last visit; `changes` names what the page showed."""

    changes: Annotated[str, Meta(max_length=4000)] = ""
