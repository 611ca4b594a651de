"""From a medicine as a person's file describes it to its orders."""

from datetime import date, time, timedelta
from functools import partial
from uuid import UUID

from server.care_plans.models import EVERY_DAY
from server.demo.plans import MedicinePlan
from server.demo.rows import Row, Rows
from server.medication.amounts import amount_in
from server.medication.models import Medicine, MedicineKind
from server.medication.product_flags import KEPT_APART
from server.products.built_in import built_in_named


def put_orders(rows: Rows, person: UUID, medicine: MedicinePlan, today: date) -> list[Row]:
    """A medicine's order at each of its times (once without a time as needed), after the version it replaced."""
    started, order_id = today - timedelta(days=medicine.started_days_ago), rows.new_id()
    times: list[time | None] = [*medicine.at] or [None]
    orders = []
    for at in times:
        row = partial(put_order, rows, person, medicine, order_id, at)
        if old := medicine.replaces:
            before = named(old.name, at, medicine.kind) | {"amount": old.amount, "version": medicine.version - 1}
            began, ended = started - timedelta(days=200), started - timedelta(days=1)
            orders.append(row() | before | {"started_on": began, "ended_on": ended})
        orders.append(row() | {"started_on": started})
    for order in orders:
        rows.add(Medicine, **order)
    return orders


def put_order(rows: Rows, person: UUID, medicine: MedicinePlan, order_id: UUID, at: time | None) -> Row:
    amount = amount_in(medicine.amount) if medicine.counted is not None else None
    return {
        "id": rows.new_id(),
        "service_user_id": person,
        "order_id": order_id,
        "version": medicine.version,
        **named(medicine.name, at, medicine.kind),
        "amount": medicine.amount,
        "how": medicine.how,
        "support": medicine.support,
        "at": at,
        "time_critical_minutes": medicine.time_critical_minutes if at else None,
        "weekdays": EVERY_DAY,
        "with_food": False,
        "indication": "",
        "interval_minutes": medicine.interval_minutes,
        "most_in_a_day": medicine.most_in_a_day,
        "contents": "",
        "sites": " ".join(medicine.sites),
        "is_witnessed": medicine.is_witnessed,
        "is_stopped": False,
        "stock_unit": amount.unit if amount else "",
        "stock_per_dose": amount.number if amount else None,
        "is_watched": medicine.is_watched,
        "prescriber": medicine.prescriber,
        "review_on": None,
        "transcribed_by": None,
        "checked_by": None,
        "ended_on": None,
        "why_changed": "",
    }


def named(name: str, at: time | None, kind: MedicineKind | None) -> Row:
    """Its name, the product that this is, and how it is given."""
    product = built_in_named(name)
    scheduled = MedicineKind.CONTROLLED if product and product.schedule in KEPT_APART else MedicineKind.SCHEDULED
    return {
        "name": name,
        "product_id": product.id if product else None,
        "kind": kind or (scheduled if at else MedicineKind.WHEN_REQUIRED),
    }
