"""The chart as a table for other programs: a line for every record of a dose, and for every dose without one."""

import csv
from collections.abc import Iterator
from io import StringIO
from zoneinfo import ZoneInfo

from server.medication.body_sites import sites_in_words
from server.medication.cells import Cell
from server.medication.charts import Chart
from server.medication.words import MAR_WORDS, SUPPORT_WORDS

HEAD = (
    "due", "medicine", "amount", "version", "state", "outcome", "support", "amount given", "where", "needed for",
    "tried first", "seen by", "seen by nobody because", "reason", "recorded by", "given at", "recorded at",
    "received at", "corrected",
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
        known = (entry.given_at, entry.recorded_at, entry.received_at)
        moments = [f"{at.astimezone(zone):%Y-%m-%d %H:%M}" for at in known]
        yield (
            *dose, MAR_WORDS[entry.outcome], SUPPORT_WORDS[entry.support] if entry.support else "", entry.amount_given,
            sites_in_words(entry.sites), entry.needed_for, entry.tried_first, entry.witness, entry.why_no_witness,
            entry.reason, chart.names[entry.author_id], *moments, "" if entry in cell.standing else "yes",
        )  # fmt: skip
