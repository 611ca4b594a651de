"""A worker answers a change of their rota: accepted, or a call for help that the office sees at once."""

from uuid import UUID

from sqlmodel import select

from server.accounts.asker import Asker
from server.board.alerts import close_alerts_about
from server.board.models import Alert, AlertKind
from server.inbox.models import Form
from server.inbox.unit import Unit
from server.problems import NotFoundOrNotYours
from server.rota.forms import AnswerForm
from server.rota.models import Answer, RotaAnswer, RotaChange


def answer(db: Unit, asker: Asker, rota_change_id: UUID, form: Form) -> RotaAnswer:
    """Take what the form's author says to a change of theirs. Raises NotFoundOrNotYours and CannotAccept."""
    theirs = select(RotaChange).where(
        RotaChange.id == rota_change_id,
        RotaChange.agency_id == asker.agency_id,
        RotaChange.account_id == form.author_id,
    )
    change = db.exec(theirs).one_or_none()
    if change is None:
        raise NotFoundOrNotYours
    said = AnswerForm.of(form)
    answered = RotaAnswer(
        id=form.id, rota_change_id=change.id, author_id=form.author_id, answer=said.answer, why=said.why,
        recorded_at=form.recorded_at, received_at=form.received_at,
    )  # fmt: skip
    db.add(answered)
    close_alerts_about(db, change.id, "Answered")
    if said.answer == Answer.CANNOT:
        call_for_help(db, change, form.id, said.why)
    db.teams_changed.add(change.team_id)
    return answered


def call_for_help(db: Unit, change: RotaChange, answer_id: UUID, why: str) -> None:
    db.add(
        Alert(
            agency_id=change.agency_id, team_id=change.team_id, kind=AlertKind.CANNOT_GO, about=answer_id,
            account_id=change.account_id, words=f"can’t do the changed rota: {why}",
        )
    )  # fmt: skip
