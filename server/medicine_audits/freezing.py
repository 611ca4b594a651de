"""The figures of a month as they were when it was signed, and what has changed in the record since."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from server.medicine_audits.audits import Audit
from server.medicine_audits.counting import Count, Line
from server.medicine_audits.models import MedicineAudit

SHAPE = 1
"""How `frozen` lays the figures out and what they count. Another way to count is another number."""


def frozen(audit: Audit) -> dict[str, Any]:
    """Score and counts; what each dose counted as, `complete taken late`; and the version of each error. A dose given
    when required that nobody asked for is left out."""
    return {
        "score": audit.score,
        "counts": {count.value: number for count, number in sorted(audit.counts.items())},
        "doses": {str(line.cell.dose.id): mark_of(line) for line in audit.lines if is_kept(line)},
        "errors": {str(one.error.id): one.latest.version for one in audit.errors},
    }


def mark_of(line: Line) -> str:
    return " ".join(line.counts)


def is_kept(line: Line) -> bool:
    return Count.WHEN_REQUIRED_NOT_ASKED not in line.counts


def fingerprint(figures: Mapping[str, Any]) -> str:
    """The same figures have the same one: what is signed is what was on the page."""
    return hashlib.sha256(json.dumps(figures, sort_keys=True).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Change:
    """A dose that counts as something else than when the month was signed."""

    line: Line
    before: tuple[Count, ...]
    """Empty when it was not on the chart, or nothing was asked of it."""


@dataclass(slots=True)
class Changes:
    """What has changed since a month was signed."""

    doses: list[Change] = field(default_factory=list)
    come_due: int = 0
    """Doses whose time came only after."""
    gone: int = 0
    """Doses that were on the chart of the month and are no more: their visit was moved to another."""
    new_errors: int = 0
    changed_errors: int = 0
    is_counted_otherwise: bool = False
    """It was signed by figures that are counted in another way today, so they cannot be compared."""

    @property
    def touch_the_record(self) -> bool:
        """More than that time went by."""
        return bool(self.doses or self.gone or self.new_errors or self.changed_errors or self.is_counted_otherwise)

    def __bool__(self) -> bool:
        return self.touch_the_record or bool(self.come_due)


def changes_since(audit: Audit, signed: MedicineAudit) -> Changes:
    if signed.shape != SHAPE:
        return Changes(is_counted_otherwise=True)
    changes, then = Changes(), signed.figures["doses"]
    now = {str(line.cell.dose.id) for line in audit.lines}
    changes.gone = len(then.keys() - now)
    for line in audit.lines:
        before = then.get(str(line.cell.dose.id), "")
        if before == (mark_of(line) if is_kept(line) else ""):
            continue
        due_at = line.cell.dose.due_at or line.cell.visit.starts_at
        if before in ("", Count.STILL_DUE) and due_at > signed.signed_at:
            changes.come_due += 1
        else:
            changes.doses.append(Change(line, tuple(Count(word) for word in before.split())))
    note_errors(changes, signed.figures["errors"], {one.error.id: one.latest.version for one in audit.errors})
    return changes


def note_errors(changes: Changes, then: Mapping[str, int], now: Mapping[UUID, int]) -> None:
    known = {str(error_id): version for error_id, version in now.items()}
    changes.new_errors = len(known.keys() - then.keys())
    same = known.keys() & then.keys()
    changes.changed_errors = sum(known[id_] != then[id_] for id_ in same) + len(then.keys() - known.keys())
