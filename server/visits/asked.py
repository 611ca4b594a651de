"""What a visit asks: each care action and dose, with all that was recorded about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from server.medication.models import Dose
from server.visits.entries import chains, contradictions, recorded_by, standing
from server.visits.models import CareAction


@dataclass(frozen=True, slots=True)
class Asked:
    """A care action or a dose, with all that was recorded about it."""

    subject: CareAction | Dose
    entries: Sequence[Any]

    @property
    def standing(self) -> list[Any]:
        """What stands: no other entry corrects it."""
        return standing(list(self.entries))

    @property
    def contradictions(self) -> list[list[Any]]:
        """Corrections of one record that say different things."""
        return contradictions(self.entries)

    @property
    def times_given(self) -> int:
        """Of a dose: corrections of one record are about one giving."""
        return sum(any(entry.outcome.was_given for entry in stand) for stand in chains(self.entries).values())

    @property
    def newest(self) -> Any:
        """The newest that stands, whoever recorded it; None when nothing was."""
        return next(reversed(self.standing), None)

    def last_of(self, author_id: UUID) -> Any:
        """The author's own last word on it, the one a correction names; None when they have said nothing."""
        return last_by(author_id, self.standing)


def asked(subjects: Sequence[CareAction | Dose], entries: Sequence[Any], about: str) -> list[Asked]:
    """Each thing asked, with the entries about it."""
    return [Asked(subject, [entry for entry in entries if getattr(entry, about) == subject.id]) for subject in subjects]


def last_recorded_by(author_id: UUID, entries: Sequence[Any]) -> Any:
    """What stands of the author's own, or of what the office settled of it; None when there is none."""
    theirs = {entry.id for entry in recorded_by(author_id, entries)}
    return next((entry for entry in reversed(standing(entries)) if entry.id in theirs), None)


def last_by(author_id: UUID, entries: Sequence[Any]) -> Any:
    return next((entry for entry in reversed(entries) if entry.author_id == author_id), None)
