"""Recording what became of a dose."""

from datetime import datetime

from server.inbox.models import Form
from server.medication.forms import DoseForm
from server.medication.models import Dose, MarEntry
from server.visits.recording import Turn


def answer(dose: Dose, turn: Turn, form: Form) -> MarEntry:
    """What became of a dose: it states the version of the order that the worker saw."""
    values = DoseForm.of(form)
    entry = MarEntry.of(
        form, values, turn.visit,
        dose_id=dose.id, medicine_version=dose.medicine_version,
        support=values.support, outcome=values.outcome, reason=values.reason, amount_given=values.amount,
        given_at=given_at(turn, form, values),
        sites=values.sites, old_patch=values.old_patch, needed_for=values.needed_for, tried_first=values.tried_first,
        witness=values.witness, why_no_witness=values.why_no_witness, is_early=bool(values.early),
    )  # fmt: skip
    turn.visit.touch()
    if dose.due_at is None or values.sites:
        turn.person.touch()
    return entry


def given_at(turn: Turn, form: Form, values: DoseForm) -> datetime:
    """As recorded, or when the worker says that it was; what is recorded has happened, so never later."""
    said = turn.happened_at(form, values.wall_time) if values.wall_time else form.happened_at
    return min(said, form.happened_at)
