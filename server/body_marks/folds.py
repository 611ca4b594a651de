"""What a visit's page shows of marks on the body: those known that have not healed, and those marked on the visit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session

from server.body_marks.models import BodyMark
from server.body_marks.queries import marks_of
from server.body_marks.words import MARK_WORDS, mark_line, more_about
from server.medication.body_sites import BodySite

MARK_FORM_WORDS: dict[str, Any] = {
    "mark_words": MARK_WORDS, "mark_line": mark_line, "more_about": more_about, "all_sites": tuple(BodySite),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BodyFold:
    """The marks of one visit."""

    known: Sequence[BodyMark]
    """Not healed, and not marked on this visit."""
    here: Sequence[BodyMark]


def marks_known(db: Session, people: Iterable[UUID]) -> Mapping[UUID, list[BodyMark]]:
    """By person, the marks that stand and have not healed, the newest first."""
    found: dict[UUID, list[BodyMark]] = defaultdict(list)
    for person, marked in marks_of(db, people).items():
        found[person] = [one.mark for one in marked if not one.is_corrected and one.healed is None]
    return found


def body_fold(known: Iterable[BodyMark], here: Sequence[BodyMark]) -> BodyFold:
    """Of one visit."""
    ids = {mark.id for mark in here}
    return BodyFold([mark for mark in known if mark.id not in ids], here)
