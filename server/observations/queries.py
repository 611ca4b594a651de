"""What we ask about observations: what is asked for, and what was observed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.observations.kinds import KINDS
from server.observations.models import Observation, WantedObservation
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours
from server.visits.entries import chains

IN_ORDER = {name: place for place, name in enumerate(KINDS)}


def wanted_of(db: Session, people: Iterable[UUID]) -> dict[UUID, list[WantedObservation]]:
    """By person, what is asked for now, in the order of the kinds."""
    found: dict[UUID, list[WantedObservation]] = defaultdict(list)
    asked = select(WantedObservation).where(col(WantedObservation.service_user_id).in_(list(people)))
    for wanted in db.exec(asked.where(col(WantedObservation.ended_at).is_(None))):
        found[wanted.service_user_id].append(wanted)
    return {person: sorted(those, key=lambda one: IN_ORDER[one.kind]) for person, those in found.items()}


def ever_wanted(db: Session, person: ServiceUser, kind: str | None = None) -> list[WantedObservation]:
    """Everything that was ever asked for of a person, or of one kind, the last first."""
    asked = select(WantedObservation).where(WantedObservation.service_user_id == person.id)
    found = db.exec(asked.order_by(col(WantedObservation.wanted_at).desc())).all()
    return [one for one in found if kind in (None, one.kind)]


def wanted_one(db: Session, asker: Asker, wanted_id: UUID) -> tuple[WantedObservation, ServiceUser]:
    """Something asked for in the asker's agency, and of whom. Raises NotFoundOrNotYours."""
    found = (
        select(WantedObservation, ServiceUser)
        .join(ServiceUser)
        .where(WantedObservation.id == wanted_id, ServiceUser.agency_id == asker.agency_id)
    )
    row = db.exec(found).one_or_none()
    if row is None:
        raise NotFoundOrNotYours
    return row


def observations_of(db: Session, people: Iterable[UUID], since: datetime, *where: Any) -> list[Observation]:
    """Everything observed of these people since then, corrected or not, as it was observed."""
    found = select(Observation).where(
        col(Observation.service_user_id).in_(list(people)), Observation.observed_at >= since, *where
    )
    return list(db.exec(found.order_by(col(Observation.observed_at), col(Observation.received_at))))


def standing_of(db: Session, people: Iterable[UUID], since: datetime, *where: Any) -> list[Observation]:
    """The same without what another one corrects, whenever that was observed."""
    those = list(people)
    corrected = corrected_of(db, those)
    return [entry for entry in observations_of(db, those, since, *where) if entry.id not in corrected]


def counted_once(db: Session, people: Iterable[UUID], since: datetime, *where: Any) -> list[Observation]:
    """The same for sums: a record that was corrected twice counts once, and where the corrections contradict each
    other, by the lowest, until somebody has settled which is so."""
    those = list(people)
    known = observations_of(db, those, since, *where)
    return lowest_of_each(known, {entry.id for entry in known} - corrected_of(db, those))


def corrected_of(db: Session, people: Iterable[UUID]) -> set[UUID]:
    """What another one of these people's stands in the place of."""
    found = select(Observation.corrects, Observation.also_corrects).where(
        col(Observation.service_user_id).in_(list(people)), col(Observation.corrects).is_not(None)
    )
    return {id_ for corrects, others in db.exec(found) for id_ in (corrects, *map(UUID, others.split())) if id_}


def lowest_of_each(entries: Sequence[Observation], stands: Collection[UUID]) -> list[Observation]:
    by_record = [[entry for entry in chain if entry.id in stands] for chain in chains(entries).values()]
    return [min(chain, key=lambda entry: entry.value) for chain in by_record if chain]
