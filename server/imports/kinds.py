"""The kinds of file that can be brought in: their columns, and what becomes of a row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from server.accounts.asker import Asker
from server.imports.columns import Column
from server.imports.contacts import CONTACT_COLUMNS, take_contact
from server.imports.people import PERSON_COLUMNS, take_person
from server.imports.plans import PLAN_COLUMNS, take_plan
from server.imports.workers import WORKER_COLUMNS, take_worker
from server.inbox.unit import Unit
from server.problems import NotFoundOrNotYours

REFERENCE = Column(
    "Reference", ("reference",), "What your other system calls this row. A reference comes in once only.", "1042",
    needed=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file."""

    name: str
    title: str
    lead: str
    columns: Sequence[Column]
    take: Callable[[Unit, Asker, Mapping[str, str]], UUID]
    """Write one row, by the same reading and writing as its form; answers the record's id. Raises BadInput."""
    afterwards: str
    """What is still to be done, and `address`, where."""
    address: str

    @property
    def all_columns(self) -> list[Column]:
        return [REFERENCE, *self.columns]

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.all_columns]

    def column_of(self, field: str) -> str:
        """The column in which a field of the form is answered; empty for what is about the whole row."""
        return next((column.name for column in self.all_columns if field in column.fields), "")


WORKERS = Kind(
    "workers", "Workers and coordinators", "Who signs in. Nobody gets a password this way.", WORKER_COLUMNS,
    take_worker, "Give each a first password on the page of their account, and record how far they may go with "
    "medicines.", "/workers",
)  # fmt: skip
PEOPLE = Kind(
    "people", "People", "Who receives care, as far as a table can say.", PERSON_COLUMNS, take_person,
    "They are being taken on. Complete each record, then begin their care: only then are visits made.", "/people",
)  # fmt: skip
CONTACTS = Kind(
    "contacts", "Contacts", "Whom to ring about somebody, and what each may be told.", CONTACT_COLUMNS, take_contact,
    "They stand on the record of the person whom each row names.", "/people",
)  # fmt: skip
PLANS = Kind(
    "plans", "Plans", "Planned visits, and what is to be done on them.", PLAN_COLUMNS, take_plan,
    "Visits are made for 28 days once a person’s care has begun. Those of the next days wait for you to publish them.",
    "/rota/changes",
)  # fmt: skip
KINDS = {kind.name: kind for kind in (WORKERS, PEOPLE, CONTACTS, PLANS)}


def kind_named(name: str) -> Kind:
    """Raises NotFoundOrNotYours."""
    if name not in KINDS:
        raise NotFoundOrNotYours
    return KINDS[name]
