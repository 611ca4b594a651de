"""What we ask about contacts: a person's, in the order of the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.contacts.words import TOLD_WORDS, roles_in_words
from server.people.models import Contact, MayBeTold, ServiceUser
from server.problems import NotFoundOrNotYours


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact in words."""

    one: Contact

    @property
    def what(self) -> str:
        return self.one.relation or roles_in_words(self.one.roles)

    @property
    def told(self) -> str:
        """What they may be told; empty when nobody has asked."""
        return "" if self.one.may_be_told == MayBeTold.NOT_ASKED else TOLD_WORDS[self.one.may_be_told].lower()


def contact_lines(db: Session, person: ServiceUser) -> list[ContactLine]:
    return [ContactLine(contact) for contact in contacts_of(db, person)]


def contacts_of(db: Session, person: ServiceUser) -> Sequence[Contact]:
    """Whom to ring first when the person is unwell comes first."""
    found = select(Contact).where(Contact.service_user_id == person.id, col(Contact.removed_at).is_(None))
    return db.exec(found.order_by(col(Contact.is_clinical).desc(), col(Contact.position))).all()


def contact_of(db: Session, asker: Asker, contact_id: UUID) -> tuple[Contact, ServiceUser]:
    """A contact of somebody in the asker's agency, and whose. Raises NotFoundOrNotYours."""
    found = (
        select(Contact, ServiceUser)
        .join(ServiceUser, col(ServiceUser.id) == Contact.service_user_id)
        .where(Contact.id == contact_id, ServiceUser.agency_id == asker.agency_id, col(Contact.removed_at).is_(None))
    )
    row = db.exec(found).one_or_none()
    if row is None:
        raise NotFoundOrNotYours
    return row
