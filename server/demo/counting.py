"""The stock that a worker of the demo counted, some days ago, at the first visit of the day at which it is given."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from server.demo.rota import DayVisit
from server.demo.rows import as_record
from server.demo.tap import Tap
from server.inbox.models import Form
from server.medication.models import Medicine
from server.stock.forms import MovementForm
from server.stock.models import MovementKind
from server.stock.recording import moved
from server.visits.entries import Entry
from server.visits.recording import Turn

COUNTED_DAYS_AGO = 5


def counts(made: DayVisit, at: datetime) -> Iterator[Tap]:
    """A tap for each medicine that is counted on this visit, before any of it is given."""
    on, today = made.visit["service_on"], made.person.today
    given = {dose["medicine_id"] for dose in made.doses}
    for plan in made.person.plan.medicines:
        days_ago = min(COUNTED_DAYS_AGO, plan.started_days_ago - 1)
        orders = [row for row in made.person.orders_on(on) if row["name"] == plan.name]
        first = min(orders, key=lambda row: str(row["at"]), default=None)
        if plan.counted is None or first is None or today - timedelta(days=days_ago) != on or first["id"] not in given:
            continue
        if first["at"] is None and made.plan.at != min(visit.at for visit in made.person.plan.visits):
            continue
        fields = {"order_id": str(first["order_id"]), "kind": MovementKind.COUNTED.value, "quantity": str(plan.counted)}
        path = f"/visits/{made.visit['id']}/stock-movements"
        yield Tap(at, path, fields, partial(count, as_record(Medicine, first)))


def count(order: Medicine, turn: Turn, form: Form) -> Entry:
    turn.visit.touch()
    return moved(form, MovementForm.of(form), turn.visit, order)
