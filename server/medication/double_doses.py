"""Doses that more than one record says were given: all are kept, none is merged, and the office hears at once."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from server.board.alerts import alert_office
from server.board.models import AlertKind
from server.inbox.unit import Unit
from server.medication.models import Dose, MarEntry
from server.visits.entries import chains
from server.visits.recording import Turn


def alert_of_double_doses(db: Unit, given: list[tuple[Turn, Dose, MarEntry]]) -> None:
    """Alert the office of those just given that another record says were given, too."""
    records = given_of(db, [dose.id for _, dose, _ in given])
    for turn, dose, entry in given:
        times = len(records[dose.id])
        if times > 1 and entry in records[dose.id]:
            words = f"{dose.name}: possible double dose, recorded as given {times} times"
            alert_office(db, turn, AlertKind.DOUBLE_DOSE, entry.id, words)


def given_of(db: Session, dose_ids: Any) -> dict[UUID, list[MarEntry]]:
    """By dose, of these or of those that a query finds: the records that stand and say that it was given.

    What stands in the place of one record is about one giving, so it counts once.
    """
    by_dose = defaultdict(list)
    for entry in db.exec(select(MarEntry).where(col(MarEntry.dose_id).in_(dose_ids))):
        by_dose[entry.dose_id].append(entry)
    return {id_: given_once(entries) for id_, entries in by_dose.items()}


def given_once(entries: Sequence[MarEntry]) -> list[MarEntry]:
    given = ([entry for entry in stand if entry.outcome.was_given] for stand in chains(entries).values())
    return [stand[-1] for stand in given if stand]
