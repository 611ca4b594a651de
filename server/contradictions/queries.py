"""What we ask about contradictions: all that was recorded in the place of one record, and what stands of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.exporting import KINDS
from server.inbox.models import Form
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours
from server.visits.entries import Entry, contradict, path_of, standing, whose
from server.visits.models import Visit


@dataclass(frozen=True, slots=True)
class Chain:
    """A record with all that corrects it, as it came."""

    entries: Sequence[Any]

    @property
    def stand(self) -> list[Any]:
        return standing(self.entries)

    @property
    def is_contradiction(self) -> bool:
        return contradict(self.stand)

    @property
    def worker_id(self) -> UUID:
        """Who recorded it first."""
        first: UUID = whose(self.entries)[self.entries[0].id]
        return first


def chain_of(db: Session, entry: Entry) -> Chain:
    kind = type(entry)
    about = getattr(kind, kind.ABOUT) == getattr(entry, kind.ABOUT)
    alike = list(db.exec(select(kind).where(about).order_by(col(kind.received_at), col(kind.device_sequence))))
    known = {one.id: one for one in alike}
    first = path_of(entry, known)[-1]
    return Chain([one for one in alike if path_of(one, known)[-1] == first])


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What was recorded of somebody in the asker's agency in the place of one record, contradicting or not."""

    id: UUID
    """Of whichever of its entries was asked for."""
    chain: Chain
    person: ServiceUser
    visit: Visit | None
    """None for what was recorded in the office."""

    @property
    def address(self) -> str:
        """The page that shows it."""
        return f"/visits/{self.visit.id}" if self.visit else f"/people/{self.person.id}/stock"

    @property
    def matter(self) -> UUID:
        """What two who settle it at once take turns about."""
        first = self.chain.entries[0]
        matter: UUID = getattr(first, first.ABOUT)
        return matter

    @property
    def dose_id(self) -> UUID | None:
        """What can be corrected otherwise, too."""
        return getattr(self.chain.entries[0], "dose_id", None)


def contradiction_of(db: Session, asker: Asker, entry_id: UUID) -> Contradiction:
    """By any of its entries. Raises NotFoundOrNotYours."""
    form = db.get(Form, entry_id)
    entry = entry_of(db, entry_id) if form and form.agency_id == asker.agency_id else None
    if entry is None:
        raise NotFoundOrNotYours
    visit = db.get(Visit, entry.visit_id) if entry.visit_id else None
    return Contradiction(entry_id, chain_of(db, entry), db.get_one(ServiceUser, entry.service_user_id), visit)


def worker_of(db: Session, entry_id: UUID) -> UUID | None:
    """Who recorded first what an entry is, or corrects; None when it is no entry."""
    entry = entry_of(db, entry_id)
    return chain_of(db, entry).worker_id if entry else None


def entry_of(db: Session, entry_id: UUID) -> Any:
    """Of whatever kind it is; None when no kind has one."""
    return next((one for kind in KINDS if (one := db.get(kind, entry_id))), None)
