"""The pages about orders: what a person takes, the form, and the month's chart."""

from collections.abc import Mapping, Sequence
from datetime import time
from uuid import UUID

from sqlmodel import Session, col, or_, select

from server.accounts.asker import Asker
from server.accounts.models import Account, Role
from server.board.queries import held_count
from server.care_plans.models import PlannedVisit
from server.care_plans.recurrences import WEEKDAYS, weekdays_in_words
from server.medication.amounts import UNITS
from server.medication.body_sites import BodySite, by_part, sites_in_words
from server.medication.cells import DoseState
from server.medication.charts import Chart
from server.medication.due import covers
from server.medication.models import Medicine, MedicineKind
from server.medication.orders import newest_of, orders_of, past_orders_of
from server.medication.product_flags import Products, names_of_medicine, product_flags, products_behind
from server.medication.typing_stock import FROM_AMOUNT
from server.medication.words import KIND_WORDS, LETTERS, MAR_WORDS, SUPPORT_WORDS, details_of
from server.people.models import AllergyStatus, ServiceUser
from server.problems import BadInput
from server.products.queries import products_of
from server.templating import render


def orders_page(db: Session, asker: Asker, person: ServiceUser) -> str:
    """What counts and what has ended, with what wants a second look: flagged, never blocked."""
    current, past = orders_of(db, person, asker.today), past_orders_of(db, person, asker.today)
    products = products_of(db, products_behind([*current, *past]))
    flags = {rows[0].id: flags_of(db, person, rows, current, products) for rows in current}
    return render(
        "medication/orders.html", asker=asker, person=person, current=current, past=past, kind_words=KIND_WORDS,
        support_words=SUPPORT_WORDS, flags=flags, days_in_words=days_in_words, sites_in_words=sites_in_words,
        names=names_of(db, asker), products=products, held=held_count(db, asker),
    )  # fmt: skip


def days_in_words(medicine: Medicine) -> str:
    return weekdays_in_words(medicine.weekdays.split())


def names_of(db: Session, asker: Asker) -> dict[UUID, str]:
    found = select(Account.id, Account.name).where(Account.agency_id == asker.agency_id)
    return dict(db.exec(found).all())


def flags_of(
    db: Session, person: ServiceUser, rows: Sequence[Medicine], current: Sequence[Sequence[Medicine]],
    products: Products,
) -> list[str]:  # fmt: skip
    """An allergy that its name matches, what the list of products says, a time that no visit covers."""
    one, found = rows[0], []
    if person.allergy_status == AllergyStatus.RECORDED:
        allergic = [word for word in sorted(names_of_medicine(one, products)) if word in person.allergies.lower()]
        found += [f"The allergies name {word}: {person.allergies}" for word in allergic]
    others = [other[0] for other in current if other[0].order_id != one.order_id]
    found += product_flags(one, others, products)
    found += [f"No planned visit covers {at:%H:%M}." for at in uncovered(db, person, rows)]
    if one.checked_by is None:
        found.append("Nobody has checked it yet.")
    return found


def uncovered(db: Session, person: ServiceUser, rows: Sequence[Medicine]) -> list[time]:
    going_on = or_(col(PlannedVisit.until_on).is_(None), col(PlannedVisit.until_on) >= rows[0].started_on)
    planned = db.exec(select(PlannedVisit).where(PlannedVisit.service_user_id == person.id, going_on)).all()
    times = [row.at for row in rows if row.at]
    return [at for at in times if not any(covers((visit.at, visit.minutes), at) for visit in planned)]


def form_page(
    db: Session, asker: Asker, person: ServiceUser, rows: Sequence[Medicine], problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """A new order, or the next version of one."""
    first = {f"weekday_{name}": "1" for name in WEEKDAYS} | {"from_on": str(asker.today), "support": "administer"}
    first["stock_unit"] = FROM_AMOUNT
    found = select(Account).where(Account.agency_id == asker.agency_id, Account.role == Role.COORDINATOR)
    checkers = [(one.id, one.name) for one in db.exec(found.order_by(Account.name)) if one.id != asker.id]
    return render(
        "medication/order.html", asker=asker, person=person, order=rows[0] if rows else None, problem=problem,
        version=newest_of(db, rows)[0].version if rows else 0, said=said or first,
        kinds=[(kind.value, words) for kind, words in KIND_WORDS.items()],
        supports=[(support.value, words) for support, words in SUPPORT_WORDS.items()], weekdays=WEEKDAYS,
        sites=[(part, [(site.value, site.words) for site in places]) for part, places in by_part(list(BodySite))],
        checkers=[("", "Nobody yet"), *checkers], products=[],
        units=[("", "Not counted"), (FROM_AMOUNT, "As the amount says"), *((unit, unit) for unit in UNITS)],
        held=held_count(db, asker),
    )  # fmt: skip


def chart_page(asker: Asker, chart: Chart) -> str:
    """The month, on screen and on paper."""
    return render(
        "medication/chart.html", asker=asker, chart=chart, person=chart.person, letters=LETTERS, mar_words=MAR_WORDS,
        support_words=SUPPORT_WORDS, states=DoseState, kinds=MedicineKind, days_in_words=days_in_words,
        details_of=details_of,
    )  # fmt: skip
