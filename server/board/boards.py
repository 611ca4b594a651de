"""The board of one team on one day: lanes of bars, what needs a person, and how many visits are how far."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from server import clock
from server.accounts.asker import Asker
from server.board import queries
from server.board.alert_rows import alerts_on
from server.board.contingencies import contingencies_for
from server.board.lanes import Drawing, Lane
from server.board.needs import Need, needs_of
from server.board.ruler import Ruler
from server.board.states import BoardTurn, VisitState
from server.rota_changes.queries import not_on_phone

RANK = {state: rank for rank, state in enumerate(VisitState)}


@dataclass(slots=True)
class Board:
    """All that a board shows, ready to be written down."""

    team_id: UUID
    on: date
    now: datetime
    head: queries.BoardHead
    ruler: Ruler
    lanes: list[Lane]
    counts: list[tuple[VisitState, int]]
    visits: int
    needs: list[Need]
    taken: list[Need]
    closed: list[Need]
    is_today: bool

    @property
    def now_minute(self) -> int | None:
        """Where now is on the lanes; None on another day."""
        minute = self.ruler.minute(self.now)
        return minute if self.is_today and 0 <= minute <= self.ruler.hours * 60 else None


def board_of(db: Session, asker: Asker, team_id: UUID, on: date) -> Board:
    """The board of one of the agency's teams on a day. Raises NotFoundOrNotYours."""
    head = queries.board_head(db, asker, team_id)
    now, late_after = clock.now(), timedelta(minutes=head.late_after_minutes)
    place = queries.place_of(team_id, on, asker.zone)
    turns, workers = queries.turns_on(db, place)
    answers = queries.answers_on(db, place, now)
    alerts = alerts_on(db, asker, team_id, on)
    unfetched = not_on_phone(db, team_id, on)
    ruler = Ruler.over(turns, on, asker.zone)
    states = [turn.state_at(now, late_after) for turn in turns]
    worst = worst_by_visit(turns, states)
    counted = Counter(worst.values())
    needs = needs_of(alerts, turns, ruler, now, contingencies_for(db, alerts, on))
    return Board(
        team_id=team_id,
        on=on,
        now=now,
        head=head,
        ruler=ruler,
        lanes=Drawing(ruler, workers, answers, unfetched, now, late_after, on == asker.today).lanes(turns, states),
        counts=[(state, counted[state]) for state in VisitState if counted[state]],
        visits=len(worst),
        needs=[need for need in needs if need.is_open and not need.owner],
        taken=[need for need in needs if need.is_open and need.owner],
        closed=[need for need in needs if not need.is_open],
        is_today=on == asker.today,
    )


def worst_by_visit(turns: Iterable[BoardTurn], states: Iterable[VisitState]) -> dict[str, VisitState]:
    """Each visit counts once; a double-handed one as its worst turn."""
    worst: dict[str, VisitState] = {}
    for turn, state in zip(turns, states, strict=True):
        before = worst.get(turn.visit_id)
        if before is None or RANK[state] < RANK[before]:
            worst[turn.visit_id] = state
    return worst
