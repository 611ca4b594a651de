"""Two corrections of one record that say different things, as a worker's without signal and the office's: both stay,
and the office hears at once that it has to find out which is so."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import select

from server.board.alerts import alert_office
from server.board.models import AlertKind
from server.inbox.unit import Unit
from server.medication.models import Dose, MarEntry
from server.medication.words import MAR_WORDS
from server.visits.entries import standing
from server.visits.recording import Turn


def alert_of_contradictions(db: Unit, corrections: list[tuple[Turn, Dose, MarEntry]]) -> None:
    """Alert the office of those just recorded that stand beside another answer in the place of the same record."""
    for turn, dose, entry in corrections:
        known = {one.id: one for one in db.exec(select(MarEntry).where(MarEntry.dose_id == dose.id))}
        stand = [one for one in standing(list(known.values())) if first_of(one, known) == first_of(entry, known)]
        answers = sorted({MAR_WORDS[one.outcome].lower() for one in stand})
        if entry in stand and len(answers) > 1:
            words = f"{dose.name}: corrected to {' and '.join(answers)}. Find out which is so"
            alert_office(db, turn, AlertKind.CONTRADICTION, entry.id, words)


def first_of(entry: MarEntry, known: Mapping[UUID, MarEntry]) -> UUID:
    """The record that an entry, by whatever corrections, stands in the place of; the office may not have it itself."""
    path = [entry.id]
    while (corrected := entry.corrects) and corrected not in path:
        path.append(corrected)
        if corrected not in known:
            break
        entry = known[corrected]
    return path[-1]
