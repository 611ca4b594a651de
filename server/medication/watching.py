"""What is looked at once a record of a dose is written: whether the office has to hear of it."""

from server.inbox.unit import Unit
from server.medication.double_doses import alert_of_double_doses
from server.medication.early_doses import alert_of_early_doses
from server.medication.models import Dose, MarEntry
from server.medication.runs import alert_of_runs
from server.stock.alarms import watch_dose
from server.stock.where import Where
from server.visits.recording import Turn


def watch(db: Unit, turn: Turn, dose: Dose, entry: MarEntry) -> None:
    if entry.outcome.was_given and dose.due_at is None:
        db.once_written.setdefault(alert_of_early_doses, []).append((turn, dose, entry))
    if entry.outcome.was_given:
        db.once_written.setdefault(alert_of_double_doses, []).append((turn, dose, entry))
    db.once_written.setdefault(alert_of_runs, []).append((turn, dose, entry))
    watch_dose(db, Where.at(turn), entry, dose)
