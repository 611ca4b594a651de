"""Whose stock a record is about, and where and by whom it was made."""

from typing import NamedTuple
from uuid import UUID

from server import clock
from server.board.models import Alert, AlertKind
from server.db import insert_if_absent, new_id
from server.inbox.unit import Unit
from server.visits.recording import Turn


class Where(NamedTuple):
    """The person, and the visit and worker; what is recorded in the office is at no visit."""

    service_user_id: UUID
    agency_id: UUID
    team_id: UUID
    visit_id: UUID | None
    account_id: UUID
    zone: str

    @classmethod
    def at(cls, turn: Turn) -> "Where":
        visit = turn.visit
        worker = turn.assignment.account_id
        return cls(visit.service_user_id, visit.agency_id, visit.team_id, visit.id, worker, turn.zone)

    def alert(self, db: Unit, kind: AlertKind, about: UUID, words: str) -> None:
        """Tell the office; one for each `about` and kind, whoever comes first."""
        values = self._asdict() | {"id": new_id(), "kind": kind, "about": about, "words": words}
        del values["zone"]
        insert_if_absent(db, Alert, raised_at=clock.now(), **values)
        db.teams_changed.add(self.team_id)
