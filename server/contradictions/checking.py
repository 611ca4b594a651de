"""Whether each contradiction was brought to the office, and what was settled stands alone: looked for in the plainest
way."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from server.board.models import Alert, AlertKind
from server.exporting import KINDS, kind_name
from server.observations.models import Observation
from server.observations.queries import standing_of
from server.stock.queries import BEGINNING
from server.visits.entries import Entry, contradict


def contradictions_that_differ(db: Session) -> Iterator[str]:
    told = set(db.exec(select(Alert.about).where(Alert.kind == AlertKind.CONTRADICTION)))
    for kind in KINDS:
        corrections: dict[UUID, Any] = {
            one.id: one for one in db.exec(select(kind).where(col(kind.corrects).is_not(None)))
        }
        yield from contradictions_among(kind_name(kind), corrections, told)
    yield from observations_that_differ(db)


def contradictions_among(kind: str, corrections: dict[UUID, Any], told: set[UUID]) -> Iterator[str]:
    replaced = replaced_by(corrections)
    stand: dict[UUID, list[Any]] = {}
    for one in corrections.values():
        if one.id not in replaced:
            stand.setdefault(first_of(one, corrections), []).append(one)
        for id_ in map(UUID, one.also_corrects.split()):
            if id_ not in corrections or first_of(corrections[id_], corrections) != first_of(one, corrections):
                yield f"{kind} {one.id} settles {id_}, which corrects another record."
    for first, those in stand.items():
        if contradict(those) and not any(one.id in told for one in those):
            yield f"{kind} {first} was corrected in {len(those)} ways and has no alert."


def observations_that_differ(db: Session) -> Iterator[str]:
    """What charts, sums and the pack for the hospital are made of is what stands by the entries alone."""
    entries = {one.id: one for one in db.exec(select(Observation))}
    stand = entries.keys() - replaced_by(entries)
    shown = {one.id for one in standing_of(db, {one.service_user_id for one in entries.values()}, BEGINNING)}
    for id_ in stand ^ shown:
        yield f"Observation {id_} {'stands and is not shown' if id_ in stand else 'is shown and does not stand'}."


def replaced_by(entries: dict[UUID, Any]) -> set[UUID]:
    settled = {UUID(id_) for one in entries.values() for id_ in one.also_corrects.split()}
    return settled | {one.corrects for one in entries.values() if one.corrects}


def first_of(entry: Entry, corrections: dict[UUID, Any]) -> UUID:
    """The record that a correction, by whatever corrections, stands in the place of."""
    seen = {entry.id}
    while entry.corrects in corrections and entry.corrects not in seen:
        entry = corrections[entry.corrects]
        seen.add(entry.id)
    return entry.corrects or entry.id
