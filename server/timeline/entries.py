"""What workers recorded about a person, every kind of entry alike, in the words of the visit's record."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.board.record_lines import Face, Wording, sentences
from server.body_marks.models import BodyMark
from server.documents.models import Photo
from server.exporting import KINDS
from server.medication.models import Dose, DoseEffect, MarEntry
from server.observations.models import Observation
from server.people.models import ServiceUser
from server.soft_signs.models import SoftSigns
from server.stock.models import StockMovement
from server.timeline.items import Group, Item, Span
from server.visits.entries import Entry, contradicting, replaced_in
from server.visits.entry_kinds import ActionOutcome, Concern, Note
from server.visits.models import CareAction
from server.visits.queries import names_of

CONTRADICTED = "Contradicts another correction"
GROUPS: dict[type[Entry], Group] = {
    ActionOutcome: Group.CARE, MarEntry: Group.MEDICINES, DoseEffect: Group.MEDICINES, StockMovement: Group.MEDICINES,
    Note: Group.NOTES, Concern: Group.NOTES, Observation: Group.OBSERVATIONS, SoftSigns: Group.OBSERVATIONS,
    BodyMark: Group.OBSERVATIONS, Photo: Group.OBSERVATIONS,
}  # fmt: skip
"""Every other kind is about the visit itself."""


def recorded(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """Every entry about a person, corrected ones marked, those that correct as their own lines."""
    entries = [entry for kind in KINDS for entry in of_kind(db, kind, person, span)]
    actions = named(db, CareAction, [one.care_action_id for one in entries if isinstance(one, ActionOutcome)])
    doses = named(db, Dose, [one.dose_id for one in entries if isinstance(one, MarEntry)])
    names = names_of(db, asker.agency_id)
    corrected = replaced_in(entries)
    differing = contradicting(entries)
    wording = Wording.about(actions, doses, Face(ZoneInfo(asker.zone)).hhmm)
    for entry in entries:
        what, more = wording.of(entry)
        yield Item(
            entry.recorded_at, GROUPS.get(type(entry), Group.VISITS), f"Correction. {what}" if entry.corrects else what,
            sentences(CONTRADICTED if entry.id in differing else "", more), names[entry.author_id],
            f"/visits/{entry.visit_id}", entry.id in corrected, (entry.device_sequence or 0, entry.id),
        )  # fmt: skip


def of_kind(db: Session, kind: type[Any], person: ServiceUser, span: Span) -> list[Any]:
    theirs = select(kind).where(kind.service_user_id == person.id)
    return list(db.exec(theirs.where(kind.recorded_at >= span.begins, kind.recorded_at < span.ends)))


def named(db: Session, kind: type[Any], ids: list[Any]) -> list[Any]:
    """The records with these ids, a thousand at a time: SQLite takes no more than so many values."""
    parts = [ids[start : start + 1000] for start in range(0, len(ids), 1000)]
    return [one for part in parts for one in db.exec(select(kind).where(col(kind.id).in_(part)))]
