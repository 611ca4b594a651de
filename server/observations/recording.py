"""Recording what was observed at a visit."""

from collections.abc import Iterable

from server.inbox.models import Form
from server.observations.forms import ObservationForm
from server.observations.models import Observation
from server.visits.recording import Turn


def observe(turn: Turn, form: Form, before: Iterable[Observation] = ()) -> Observation:
    """One value. Of those recorded `before`, the one that it corrects says when it was."""
    values = ObservationForm.of(form)
    corrected = next((entry for entry in before if entry.id == values.corrects), None)
    turn.visit.touch()
    turn.person.touch()
    return Observation.of(
        form, values, turn.visit, kind=values.kind, value=values.number, words=values.words.strip(),
        observed_at=corrected.observed_at if corrected else form.happened_at, is_sure=bool(values.sure),
    )  # fmt: skip
