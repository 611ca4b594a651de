"""Recording that a person is not as usual. The office hears at once; Doorstep itself tells nobody else."""

from uuid import UUID

from sqlmodel import col, select

from server.board.alerts import alert_office
from server.board.models import Alert, AlertKind, AlertStep
from server.inbox.models import Form
from server.inbox.unit import Unit
from server.soft_signs.forms import SoftSignsForm
from server.soft_signs.models import SoftSigns
from server.soft_signs.queries import first_of
from server.visits.recording import Turn


def tell(turn: Turn, form: Form) -> SoftSigns:
    """What is not as usual."""
    values = SoftSignsForm.of(form)
    turn.visit.touch()
    return SoftSigns.of(
        form, values, turn.visit, signs=" ".join(values.signs.split()), since=values.since.strip(),
        words=values.words.strip(),
    )  # fmt: skip


def watch(db: Unit, turn: Turn, entry: SoftSigns) -> None:
    db.once_written.setdefault(alert_of_signs, []).append((turn, entry))


def alert_of_signs(db: Unit, written: list[tuple[Turn, SoftSigns]]) -> None:
    """One alert for what was seen, however often it is corrected: a correction is a step of it."""
    for turn, entry in written:
        first = first_of(db, entry)
        if first.id == entry.id:
            alert_office(db, turn, AlertKind.SOFT_SIGNS, entry.id, f"not as usual, {entry.said}")
            continue
        db.flush()
        open_again(db, first.id, f"Corrected: {entry.said}")


def open_again(db: Unit, about: UUID, words: str) -> None:
    """Its alert needs somebody once more, and says why."""
    for alert in db.exec(select(Alert).where(Alert.kind == AlertKind.SOFT_SIGNS, col(Alert.about) == about)):
        alert.closed_at = None
        db.add(AlertStep(alert_id=alert.id, words=words))
        db.teams_changed.add(alert.team_id)
