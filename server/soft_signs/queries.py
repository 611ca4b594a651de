"""What we ask about soft signs: what was seen of a person, and the message about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours
from server.soft_signs.models import SbardVersion, SoftSigns
from server.visits.models import Visit


class Message(NamedTuple):
    """What was seen, corrections and all, and what was written about it, the newest first."""

    entries: Sequence[SoftSigns]
    person: ServiceUser
    visit: Visit
    versions: Sequence[SbardVersion]
    """Those too that were written under a correction, while the office held what it corrects."""

    @property
    def first(self) -> SoftSigns:
        return self.entries[0]

    @property
    def seen(self) -> SoftSigns:
        """As it stands."""
        return self.entries[-1]

    @property
    def latest(self) -> SbardVersion | None:
        return self.versions[0] if self.versions else None

    @property
    def is_closed(self) -> bool:
        return bool(self.latest and self.latest.is_closed)


def first_of(db: Session, entry: SoftSigns) -> SoftSigns:
    """What an entry corrects, and so on, as far as the office has it."""
    seen = {entry.id}
    while entry.corrects and entry.corrects not in seen and (corrected := db.get(SoftSigns, entry.corrects)):
        entry = corrected
        seen.add(entry.id)
    return entry


def message_of(db: Session, asker: Asker, soft_signs_id: UUID) -> Message:
    """The message about something seen in the asker's agency, by any of its entries. Raises NotFoundOrNotYours."""
    entry = db.get(SoftSigns, soft_signs_id)
    person = db.get(ServiceUser, entry.service_user_id) if entry else None
    if entry is None or person is None or person.agency_id != asker.agency_id:
        raise NotFoundOrNotYours
    first = first_of(db, entry)
    message = next((message for message in messages_of(db, person) if message.first.id == first.id), None)
    if message is None:
        raise NotFoundOrNotYours
    return message


def messages_of(db: Session, person: ServiceUser) -> list[Message]:
    """Everything seen of a person, the newest first."""
    found = select(SoftSigns, Visit).join(Visit).where(SoftSigns.service_user_id == person.id)
    rows = db.exec(found.order_by(col(SoftSigns.recorded_at), col(SoftSigns.received_at))).all()
    chains = chained(entry for entry, _ in rows)
    visits = {entry.id: visit for entry, visit in rows}
    written = versions_by_entry(db, visits)
    return [
        Message(chain, person, visits[first], versions_about(chain, written))
        for first, chain in reversed(list(chains.items()))
    ]


def chained(entries: Iterable[SoftSigns]) -> dict[UUID, list[SoftSigns]]:
    """By the first entry, itself and what corrects it, in order, whatever a phone's clock said meanwhile."""
    known = {entry.id: entry for entry in entries}
    chains: dict[UUID, list[SoftSigns]] = {id_: [] for id_, entry in known.items() if entry.corrects not in known}
    for path in sorted((corrected_by(entry, known) for entry in known.values()), key=len):
        if path[0].id in chains:
            chains[path[0].id].append(path[-1])
    return chains


def corrected_by(entry: SoftSigns, known: Mapping[UUID, SoftSigns]) -> list[SoftSigns]:
    """What an entry corrects, the first of it first, and the entry itself at the end."""
    path = [entry]
    while (before := known.get(path[0].corrects) if path[0].corrects else None) and before not in path:
        path.insert(0, before)
    return path


def versions_by_entry(db: Session, ids: Iterable[UUID]) -> dict[UUID, list[SbardVersion]]:
    found: dict[UUID, list[SbardVersion]] = defaultdict(list)
    for version in db.exec(select(SbardVersion).where(col(SbardVersion.soft_signs_id).in_(list(ids)))):
        found[version.soft_signs_id].append(version)
    return found


def versions_about(chain: Iterable[SoftSigns], written: Mapping[UUID, Sequence[SbardVersion]]) -> list[SbardVersion]:
    """The newest first."""
    found = [version for entry in chain for version in written.get(entry.id, ())]
    return sorted(found, key=lambda one: (one.version, one.written_at), reverse=True)
