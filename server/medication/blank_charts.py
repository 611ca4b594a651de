"""A month's chart with nothing on it, to be filled in by hand on a day without electricity."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from server.accounts.asker import Asker
from server.medication.charts import Chart, ChartMedicine, ChartRow, days_of_month
from server.medication.models import Medicine
from server.medication.orders import orders_of
from server.people.models import ServiceUser


def blank_chart_of(db: Session, asker: Asker, person: ServiceUser, first: date) -> Chart:
    """The month that begins on `first`, with what counts from today on; of another month, what counts in it."""
    days = days_of_month(first)
    from_on = asker.today if asker.today in days else first
    versions = [rows for rows in orders_of(db, person, from_on) if rows[0].started_on <= days[-1]]
    chart = Chart(person, days, [], [], {}, {}, asker.today)
    chart.put(with_rows(rows) for rows in versions)
    return chart


def with_rows(orders: Sequence[Medicine]) -> ChartMedicine:
    """One version of an order, with a row for each time of day."""
    labels = [f"{order.at:%H:%M}" if order.at else "" for order in orders]
    return ChartMedicine(orders[0], {label: ChartRow(label) for label in labels})
