"""What there is before and after a publication, and what must hold between the two."""

from datetime import datetime
from itertools import pairwise
from uuid import UUID

from sqlmodel import col, select

from server.absences.models import Absence
from server.db import reading
from server.medication.models import Dose
from server.rota.queries import drafts_of
from server.rota_changes.models import DifferenceKind, RotaChange, RotaDifference
from server.staff.models import MedicineCompetency, MedicineLevel
from server.visits.models import Assignment, Visit

Known = tuple[datetime, datetime]
"""What a worker knows of a visit: from when to when."""
Rota = dict[tuple[UUID, UUID], Known]
"""By worker and visit."""


def rota_now() -> Rota:
    """Who goes where and when, as phones would be told."""
    found = (
        select(Assignment.account_id, Visit)
        .join(Visit, col(Visit.id) == Assignment.visit_id)
        .where(col(Assignment.removed_at).is_(None), col(Visit.cancelled_at).is_(None))
    )
    with reading() as db:
        return {(worker, visit.id): (visit.starts_at, visit.ends_at) for worker, visit in db.exec(found)}


def visits_now() -> dict[UUID, Known | None]:
    """From when to when each visit is; None for one that does not take place."""
    with reading() as db:
        return {one.id: None if one.cancelled_at else (one.starts_at, one.ends_at) for one in db.exec(select(Visit))}


def drawn_now(team_id: UUID) -> dict[UUID, Known | None]:
    """The same of those that are drawn, as they will be."""
    with reading() as db:
        slots = [one.planned for one in drafts_of(db, team_id)]
        return {slot.visit_id: None if slot.is_cancelled else (slot.starts_at, slot.ends_at) for slot in slots}


def told_so_far() -> list[tuple[UUID, RotaDifference]]:
    found = select(RotaChange.account_id, RotaDifference).join(
        RotaDifference, col(RotaDifference.rota_change_id) == RotaChange.id
    )
    with reading() as db:
        return sorted(db.exec(found).all(), key=lambda told: told[1].id)


def check_published(before: Rota, after: Rota, told: list[tuple[UUID, RotaDifference]]) -> None:
    nobody_is_in_two_places(after)
    no_hard_rule_is_broken({(worker, difference.visit_id) for worker, difference in told} & after.keys(), after)
    said = {(worker, difference.visit_id): difference for worker, difference in told}
    assert len(said) == len(told), "A worker is told of one visit twice"
    assert set(said) == {at for at in before.keys() | after.keys() if before.get(at) != after.get(at)}
    for at, difference in said.items():
        if difference.kind in {DifferenceKind.MOVED, DifferenceKind.ADDED}:
            assert (difference.starts_at, difference.ends_at) == after[at]
        else:
            assert at not in after
        if difference.kind != DifferenceKind.ADDED:
            assert (difference.was_starts_at, difference.was_ends_at) == before[at]


def nobody_is_in_two_places(rota: Rota) -> None:
    for worker in {worker for worker, _ in rota}:
        mine = sorted(times for (who, _), times in rota.items() if who == worker)
        for (_, ends_at), (starts_at, _) in pairwise(mine):
            assert ends_at <= starts_at, f"{worker} is in two places at {starts_at}"


def no_hard_rule_is_broken(changed: set[tuple[UUID, UUID]], rota: Rota) -> None:
    """Whoever is sent anew, or at another time, is there and may give what is given."""
    with reading() as db:
        rounds = set(db.exec(select(Dose.visit_id)))
        may_give = col(MedicineCompetency.level).in_([MedicineLevel.ADMINISTER, MedicineLevel.DELEGATED])
        assessed = set(db.exec(select(MedicineCompetency.account_id).where(may_give)))
        away = [(one.account_id, one) for one in db.exec(select(Absence).where(col(Absence.withdrawn_at).is_(None)))]
    for worker, visit in changed:
        assert visit not in rounds or worker in assessed, "Somebody gives medicines who may not"
        gone = [one for who, one in away if who == worker and one.covers(*rota[worker, visit])]
        assert gone == [], "Somebody is sent who is away"
