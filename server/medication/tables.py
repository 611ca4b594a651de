"""The chart as a table for other programs: a line for every record of a dose, and for every dose without one."""

import csv
from collections.abc import Iterator
from io import StringIO
from zoneinfo import ZoneInfo

from server.medication.cells import Cell
from server.medication.charts import Chart
from server.medication.words import MAR_WORDS, SUPPORT_WORDS

HEAD = (
    "due", "medicine", "amount", "version", "state", "outcome", "support", "amount given", "reason", "recorded by",
    "recorded at", "received at", "corrected",
)  # fmt: skip


def csv_of(chart: Chart, zone: str) -> str:
    """Times are local, as `2026-11-19 08:30`."""
    text = StringIO()
    table = csv.writer(text)
    table.writerow(HEAD)
    for cell in chart.cells:
        table.writerows(lines_of(cell, chart, ZoneInfo(zone)))
    return text.getvalue()


def lines_of(cell: Cell, chart: Chart, zone: ZoneInfo) -> Iterator[tuple[str, ...]]:
    due = f"{cell.dose.due_at.astimezone(zone):%Y-%m-%d %H:%M}" if cell.dose.due_at else "when required"
    dose = (due, cell.dose.name, cell.dose.amount, str(cell.dose.medicine_version), cell.state.value)
    if not cell.entries and cell.dose.due_at:
        yield (*dose, *[""] * (len(HEAD) - len(dose)))
    for entry in cell.entries:
        yield (
            *dose, MAR_WORDS[entry.outcome], SUPPORT_WORDS[entry.support] if entry.support else "", entry.amount_given,
            entry.reason, chart.names[entry.author_id], f"{entry.recorded_at.astimezone(zone):%Y-%m-%d %H:%M}",
            f"{entry.received_at.astimezone(zone):%Y-%m-%d %H:%M}", "" if entry in cell.standing else "yes",
        )  # fmt: skip
