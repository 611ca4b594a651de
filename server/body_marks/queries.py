"""What we ask about marks on the body."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.body_marks.models import BodyMark, HealedMark
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours
from server.visits.entries import contradicting, standing


class Marked(NamedTuple):
    """A mark, and that it has healed, if somebody said so."""

    mark: BodyMark
    healed: HealedMark | None
    is_corrected: bool = False
    contradicts: bool = False
    """Another correction of the same mark says otherwise."""


def marks_of(db: Session, people: Iterable[UUID]) -> dict[UUID, list[Marked]]:
    """By person, every mark, corrected ones too, the newest first."""
    found: dict[UUID, list[Marked]] = defaultdict(list)
    marks = (
        select(BodyMark, HealedMark)
        .join(HealedMark, col(HealedMark.body_mark_id) == BodyMark.id, isouter=True)
        .where(col(BodyMark.service_user_id).in_(list(people)))
        .order_by(col(BodyMark.recorded_at).desc())
    )
    rows = db.exec(marks).all()
    known = [mark for mark, _ in rows]
    stands, differing = {mark.id for mark in standing(known)}, contradicting(known)
    for mark, healed in rows:
        found[mark.service_user_id].append(Marked(mark, healed, mark.id not in stands, mark.id in differing))
    return found


def mark_of(db: Session, asker: Asker, mark_id: UUID) -> tuple[BodyMark, ServiceUser]:
    """A mark on somebody of the asker's agency. Raises NotFoundOrNotYours."""
    found = (
        select(BodyMark, ServiceUser)
        .join(ServiceUser)
        .where(BodyMark.id == mark_id, ServiceUser.agency_id == asker.agency_id)
    )
    row = db.exec(found).one_or_none()
    if row is None:
        raise NotFoundOrNotYours
    return row
