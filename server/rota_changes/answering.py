"""A worker sees a change of their rota and answers it: accepted, or a call for help that the office sees at once."""

from uuid import UUID

from sqlmodel import select

from server.accounts.asker import Asker
from server.board.alerts import close_alerts_about
from server.board.models import Alert, AlertKind
from server.inbox.models import Form
from server.inbox.unit import Unit
from server.problems import NotFoundOrNotYours
from server.rota_changes.forms import AnswerForm
from server.rota_changes.models import Answer, RotaAnswer, RotaChange, RotaOpening


def answer(db: Unit, asker: Asker, rota_change_id: UUID, form: Form) -> RotaAnswer:
    """Take what the form's author says to a change of theirs. Raises NotFoundOrNotYours and CannotAccept."""
    change, said = change_for(db, asker, rota_change_id, form), AnswerForm.of(form)
    answered = RotaAnswer(
        id=form.id, rota_change_id=change.id, author_id=form.author_id, answer=said.answer, why=said.why,
        recorded_at=form.recorded_at, received_at=form.received_at,
    )  # fmt: skip
    db.add(answered)
    note_reached(change, form)
    close_alerts_about(db, change.id, "Answered")
    if said.answer == Answer.CANNOT:
        call_for_help(db, change, form.id, said.why)
    db.teams_changed.add(change.team_id)
    return answered


def note_opening(db: Unit, asker: Asker, rota_change_id: UUID, form: Form) -> RotaOpening:
    """The change stood before its worker's eyes. Raises NotFoundOrNotYours."""
    change = change_for(db, asker, rota_change_id, form)
    opened = RotaOpening(
        id=form.id, rota_change_id=change.id, author_id=form.author_id, recorded_at=form.recorded_at,
        received_at=form.received_at,
    )  # fmt: skip
    db.add(opened)
    note_reached(change, form)
    db.teams_changed.add(change.team_id)
    return opened


def note_reached(change: RotaChange, form: Form) -> None:
    """Whoever sees it or answers it has it."""
    change.reached_at = change.reached_at or form.received_at


def change_for(db: Unit, asker: Asker, rota_change_id: UUID, form: Form) -> RotaChange:
    theirs = select(RotaChange).where(
        RotaChange.id == rota_change_id,
        RotaChange.agency_id == asker.agency_id,
        RotaChange.account_id == form.author_id,
    )
    change = db.exec(theirs).one_or_none()
    if change is None:
        raise NotFoundOrNotYours
    return change


def call_for_help(db: Unit, change: RotaChange, answer_id: UUID, why: str) -> None:
    db.add(
        Alert(
            agency_id=change.agency_id, team_id=change.team_id, kind=AlertKind.CANNOT_GO, about=answer_id,
            account_id=change.account_id, words=f"can’t do the changed rota: {why}",
        )
    )  # fmt: skip
