"""Raising what needs a person, taking it on, saying what was done, and closing it."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col, select

from server import clock
from server.accounts.asker import Asker
from server.asking import LONGEST_TEXT, Asking, needed
from server.board.models import CLOSED_ELSEWHERE, Alert, AlertKind, AlertStep
from server.inbox.unit import Unit
from server.problems import BadInput, NotFoundOrNotYours
from server.visits.recording import Turn

OPEN_ABOUT = select(Alert).where(
    Alert.about == bindparam("about"),
    col(Alert.closed_at).is_(None),
    (col(Alert.kind) == AlertKind.HELD) == bindparam("held"),
)


def alert_office(db: Unit, turn: Turn, kind: AlertKind, about: UUID, words: str) -> None:
    """Raise an alert about an entry on a turn; `words` say what, without the person's name."""
    db.add(
        Alert(
            agency_id=turn.visit.agency_id, team_id=turn.visit.team_id, kind=kind, about=about,
            visit_id=turn.visit.id, service_user_id=turn.visit.service_user_id, account_id=turn.assignment.account_id,
            words=words,
        )
    )  # fmt: skip


def close_alerts_about(db: Unit, about: UUID, words: str, by: UUID | None = None, held: bool = False) -> None:
    """Close what is open about something, saying what answered it; `by` is None when data did. That a form is `held` is
    answered by deciding about it, and by nothing else."""
    for alert in db.exec(OPEN_ABOUT, params={"about": about, "held": held}):
        alert.closed_at = clock.now()
        db.add(AlertStep(alert_id=alert.id, words=words, account_id=by))
        db.teams_changed.add(alert.team_id)


def alert_of(db: Unit, asker: Asker, alert_id: UUID) -> Alert:
    """One alert of the asker's agency, about to change: its team's boards are told."""
    alert = db.get(Alert, alert_id)
    if alert is None or alert.agency_id != asker.agency_id:
        raise NotFoundOrNotYours
    db.teams_changed.add(alert.team_id)
    return alert


def take(db: Unit, asker: Asker, alert: Alert) -> None:
    """The asker sees to it from now on. Who took it before stays in its history."""
    if alert.owner_id == asker.id:
        return
    alert.owner_id = asker.id
    add_step(db, asker, alert, f"{asker.name} took this")


def write_down(db: Unit, asker: Asker, alert: Alert, said: Mapping[str, str]) -> None:
    """Say what was done. Raises BadInput when nothing is said."""
    add_step(db, asker, alert, words_in(said, alert))


def close(db: Unit, asker: Asker, alert: Alert, said: Mapping[str, str]) -> None:
    """Close it, saying what became of it. Closed twice is closed once. Raises BadInput."""
    if alert.kind in CLOSED_ELSEWHERE:
        raise BadInput("Open it, and close it there with what was decided.", f"words-{alert.id}")
    add_step(db, asker, alert, words_in(said, alert))
    alert.owner_id = alert.owner_id or asker.id
    alert.closed_at = alert.closed_at or clock.now()


def words_in(said: Mapping[str, str], alert: Alert) -> str:
    """A board has many such fields, each with the alert's id."""
    field = f"words-{alert.id}"
    with Asking({field: said.get("words", "")}) as asking:
        return asking.read(field, needed("Say what was done.", LONGEST_TEXT))


def add_step(db: Unit, asker: Asker, alert: Alert, words: str) -> None:
    db.add(AlertStep(alert_id=alert.id, account_id=asker.id, words=words))
    db.note(asker, "alert step", alert.id)
