"""What we ask about legal records: of one person, after the asker has found them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.legal.kinds import KINDS
from server.legal.models import LegalKind, LegalRecord
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours

ORDER = list(LegalKind)


def in_order(record: LegalRecord) -> tuple[int, str, UUID]:
    """By kind, and what it is about; the versions of one matter stay together."""
    return ORDER.index(record.kind), record.about, record.matter_id


def matters_of(db: Session, person: ServiceUser) -> list[list[LegalRecord]]:
    """Every matter of a person, by kind, each with its versions, the newest first."""
    versions: dict[UUID, list[LegalRecord]] = defaultdict(list)
    written = select(LegalRecord).where(LegalRecord.service_user_id == person.id)
    for record in db.exec(written.order_by(col(LegalRecord.version).desc())):
        versions[record.matter_id].append(record)
    return sorted(versions.values(), key=lambda of_one: in_order(of_one[0]))


def versions_of(db: Session, person: ServiceUser, kind: LegalKind) -> list[LegalRecord]:
    """All that was ever written of one kind about a person."""
    return [one for versions in matters_of(db, person) for one in versions if one.kind == kind]


def latest_of(db: Session, people: Iterable[UUID]) -> list[LegalRecord]:
    """What counts of these people's matters: the newest version of each, by kind."""
    written = select(LegalRecord).where(col(LegalRecord.service_user_id).in_(list(people)))
    newest = {one.matter_id: one for one in db.exec(written.order_by(col(LegalRecord.version)))}
    return sorted(newest.values(), key=in_order)


def legal_in_words(db: Session, person: ServiceUser, on: date) -> list[tuple[str, str, LegalRecord]]:
    """What counts on a day, each with its kind and what is decided. The CPR decision is on the banner already."""
    return [
        (KINDS[one.kind].title, f"{one.about}: {KINDS[one.kind].answers[one.answer].lower()}", one)
        for one in latest_of(db, [person.id])
        if one.kind != LegalKind.CPR and not one.has_ended(on)
    ]


def matter_of(db: Session, asker: Asker, record_id: UUID) -> tuple[ServiceUser, list[LegalRecord]]:
    """The person and all versions of the matter of a record, the newest first. Raises NotFoundOrNotYours."""
    found = (
        select(ServiceUser, LegalRecord)
        .join(LegalRecord, col(LegalRecord.service_user_id) == ServiceUser.id)
        .where(LegalRecord.id == record_id, ServiceUser.agency_id == asker.agency_id)
    )
    row = db.exec(found).one_or_none()
    if row is None:
        raise NotFoundOrNotYours
    person, record = row
    versions = select(LegalRecord).where(LegalRecord.matter_id == record.matter_id)
    return person, list(db.exec(versions.order_by(col(LegalRecord.version).desc())))
