"""What a visit's page shows of observations: what is asked for, today's sums as of when they were worked out, and what
was observed on the visit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session

from server import clock
from server.accounts.asker import Asker
from server.medication.amounts import plain
from server.observations.forms import levels_of
from server.observations.kinds import KINDS, NUMBERS, Kind
from server.observations.models import Observation, WantedObservation
from server.observations.queries import counted_once, wanted_of
from server.observations.rules import rule_words


class Asked(NamedTuple):
    """What is asked for of each person, and what of them was observed today."""

    wanted: Mapping[UUID, Sequence[WantedObservation]]
    today: Sequence[Observation]


@dataclass(frozen=True, slots=True)
class ObservationFold:
    """The observations of one visit."""

    worked_out_at: datetime
    is_today: bool
    wanted: Sequence[WantedObservation]
    today: Sequence[Observation]
    observations: Sequence[Observation]

    numbers = ",".join(NUMBERS)
    all = tuple(KINDS.values())

    @property
    def kinds(self) -> list[Kind]:
        """Those asked for first; of one asked for twice, once."""
        return sorted(KINDS.values(), key=lambda kind: kind.name not in {one.kind for one in self.wanted})

    @property
    def first(self) -> int:
        return len({one.kind for one in self.wanted})

    def sum_of(self, wanted: WantedObservation) -> str:
        """`620 ml`; empty when it is not summed, or nothing of today is known."""
        values = [one.value for one in self.today if one.kind == wanted.kind]
        return wanted.what.said(sum(values, Decimal())) if values and wanted.what.is_summed else ""

    def more_of(self, wanted: WantedObservation) -> str:
        """`After the wash. Target 1500 ml a day. The office is told: under 800 ml by 18:00`."""
        per_day = " a day" if wanted.what.is_summed else ""
        target = f"Target {wanted.what.said(wanted.target)}{per_day}" if wanted.target is not None else ""
        rule = rule_words(wanted)
        told = f"The office is told: {rule[0].lower()}{rule[1:]}" if rule else ""
        return ". ".join(part.rstrip(".") for part in (wanted.how, target, told) if part)

    def words(self, entry: Observation) -> str:
        return ". ".join(part for part in (entry.said, entry.words) if part)

    def is_to_be_asked(self, entry: Observation) -> bool:
        return not entry.is_sure and not entry.what.is_likely(entry.value)

    def body(self, entry: Observation) -> dict[str, str]:
        """What its form said, to be corrected."""
        said = {"kind": entry.kind, "words": entry.words}
        if not entry.what.levels:
            return said | {"value": plain(entry.value)}
        return said | {"level": next(word for word, level in levels_of(entry.kind).items() if level == entry.value)}

    def levels(self, kind: Kind) -> list[tuple[str, str]]:
        return [(word, kind.levels[level]) for word, level in levels_of(kind.name).items()]


def observations_asked(db: Session, asker: Asker, people: Iterable[UUID]) -> Asked:
    """For many visits at once."""
    those = list(people)
    begins, ends = clock.day_bounds(asker.today, asker.zone)
    return Asked(wanted_of(db, those), counted_once(db, those, begins, Observation.observed_at < ends))


def observation_fold(asked: Asked, person_id: UUID, here: Sequence[Observation], *, is_today: bool) -> ObservationFold:
    """Of one visit; only on the page of a visit of today are today's sums."""
    today = [one for one in asked.today if one.service_user_id == person_id] if is_today else []
    return ObservationFold(clock.now(), is_today, asked.wanted.get(person_id, ()), today, here)
