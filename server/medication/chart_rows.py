"""What a MAR chart is made from: doses of some days with their visits and orders, and the records about them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.models import Account
from server.medication.models import Dose, MarEntry, Medicine
from server.visits.models import Visit


def doses_in(people: Sequence[UUID], first: date, last: date) -> Any:
    """A query for the ids of the doses of people's visits of some days, and of the evening before, which may last into
    them."""
    visits = select(Visit.id).where(*visits_in(people, first, last))
    return select(Dose.id).where(col(Dose.visit_id).in_(visits))


def visits_in(people: Sequence[UUID], first: date, last: date) -> tuple[Any, Any]:
    return (
        col(Visit.service_user_id).in_(people), col(Visit.service_on).between(first - timedelta(days=1), last),
    )  # fmt: skip


def rows_of(
    db: Session, people: Sequence[UUID], days: Sequence[date]
) -> dict[UUID, list[tuple[Dose, Visit, Medicine]]]:
    """By person, in order. A visit and an order are read once, not with each of their doses."""
    these = visits_in(people, days[0], days[-1])
    visits = {visit.id: visit for visit in db.exec(select(Visit).where(*these))}
    ordered = select(Medicine).where(col(Medicine.service_user_id).in_(people))
    medicines = {medicine.id: medicine for medicine in db.exec(ordered)}
    doses = select(Dose).join(Visit, col(Visit.id) == Dose.visit_id).where(*these)
    rows = defaultdict(list)
    for dose in db.exec(doses.order_by(col(Visit.starts_at), col(Dose.position))):
        visit = visits[dose.visit_id]
        rows[visit.service_user_id].append((dose, visit, medicines[dose.medicine_id]))
    return rows


def entries_about(db: Session, doses: Any) -> dict[UUID, list[MarEntry]]:
    """By dose, in the order in which they came."""
    found: dict[UUID, list[MarEntry]] = defaultdict(list)
    for entry in db.exec(select(MarEntry).where(col(MarEntry.dose_id).in_(doses)).order_by(col(MarEntry.received_at))):
        found[entry.dose_id].append(entry)
    return found


def names_of(db: Session, entries: Mapping[UUID, Iterable[MarEntry]]) -> dict[UUID, str]:
    authors = {entry.author_id for some in entries.values() for entry in some}
    found = select(Account.id, Account.name).where(col(Account.id).in_(authors))
    return dict(db.exec(found).all())
