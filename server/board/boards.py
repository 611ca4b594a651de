"""The board of one team on one day: lanes of bars, what needs a person, and how many visits are how far."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from server import clock
from server.accounts.asker import Asker
from server.board import queries
from server.board.needs import Need, needs_of
from server.board.queries import dashed
from server.board.states import STATE_WORDS, BoardTurn, BoardWorker, VisitState

FIRST_HOUR, LAST_HOUR = 7, 22
MINUTES_A_LETTER = 3.1
"""How much of a lane a letter takes: an hour is 9rem wide (`timeline.css`), a letter at the office's size 0.46rem."""
LETTERS_OF_A_SHAPE = 3
STEP_MINUTES = 5
"""Bars and hatching grow by this much, so that a lane is not sent anew every minute."""
RANK = {state: rank for rank, state in enumerate(VisitState)}


class Bar(NamedTuple):
    """A visit on a lane; places are minutes after the lane's left edge, `level` is the line it stands on."""

    visit_id: str
    state: str
    person: str
    words: str
    more: str
    """What is heard and not seen: the planned times, and how much is answered."""
    start: int
    end: int
    room: int
    level: int
    part: int
    """How much is answered, in percent."""


class Lane(NamedTuple):
    """One worker's day."""

    key: str
    name: str
    phone: str
    is_silent: bool
    silence: tuple[int, int] | None
    levels: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Ruler:
    """Where moments are on the lanes of a day."""

    left: datetime
    hours: int
    zone: ZoneInfo
    faces: dict[int, str] = field(default_factory=dict, compare=False)
    """The words of minutes that were asked for before."""

    @classmethod
    def over(cls, turns: Iterable[BoardTurn], on: date, zone: str) -> Self:
        """From seven to ten at night, and wider when the day's visits are."""
        first = clock.moment(on, time(FIRST_HOUR), zone)
        last = clock.moment(on, time(LAST_HOUR), zone)
        for turn in turns:
            first, last = min(first, turn.starts_at), max(last, turn.ends_at)
        left = first.replace(minute=0, second=0, microsecond=0)
        return cls(left, -int((left - last) // timedelta(hours=1)), ZoneInfo(zone))

    def minute(self, at: datetime) -> int:
        since = at - self.left
        return since.days * 1440 + since.seconds // 60

    def step(self, at: datetime) -> int:
        return self.minute(at) // STEP_MINUTES * STEP_MINUTES

    def hhmm(self, at: datetime) -> str:
        minute = self.minute(at)
        if minute not in self.faces:
            self.faces[minute] = at.astimezone(self.zone).strftime("%H:%M")
        return self.faces[minute]

    @property
    def ticks(self) -> list[tuple[int, str]]:
        return [(hour * 60, self.hhmm(self.left + timedelta(hours=hour))) for hour in range(self.hours)]


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
    turns, workers = queries.turns_on(db, team_id, on)
    answers = queries.answers_on(db, team_id, on, now)
    alerts = queries.alerts_on(db, asker, team_id, on)
    ruler = Ruler.over(turns, on, asker.zone)
    states = [turn.state_at(now, late_after) for turn in turns]
    worst = worst_by_visit(turns, states)
    counted = Counter(worst.values())
    needs = needs_of(alerts, turns, ruler, now)
    return Board(
        team_id=team_id,
        on=on,
        now=now,
        head=head,
        ruler=ruler,
        lanes=Drawing(ruler, workers, answers, now, late_after, on == asker.today).lanes(turns, states),
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


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws turns as bars on lanes."""

    ruler: Ruler
    workers: dict[str, BoardWorker]
    answers: dict[str, tuple[int, int]]
    now: datetime
    late_after: timedelta
    is_today: bool

    def lanes(self, turns: list[BoardTurn], states: list[VisitState]) -> list[Lane]:
        """A lane a worker, by name; before them, what nobody goes to yet."""
        by_worker: dict[str | None, list[tuple[BoardTurn, VisitState]]] = {}
        for turn, state in zip(turns, states, strict=True):
            by_worker.setdefault(turn.account_id, []).append((turn, state))
        nobody = by_worker.pop(None, [])
        named = sorted((self.workers[worker].name, worker) for worker in by_worker if worker)
        lanes = [self.lane(self.workers[worker], f"lane-{worker}", by_worker[worker]) for _, worker in named]
        return [self.nobodys_lane(nobody), *lanes] if nobody else lanes

    def nobodys_lane(self, drawn: list[tuple[BoardTurn, VisitState]]) -> Lane:
        bars = self.bars(drawn)
        return Lane("lane-nobody", "Nobody yet", "Not given to anybody", False, None, lines_of(bars), bars)

    def lane(self, worker: BoardWorker, key: str, drawn: list[tuple[BoardTurn, VisitState]]) -> Lane:
        bars = self.bars(drawn)
        is_silent = self.is_today and any(self.expects_word(turn, state) for turn, state in drawn)
        silence = self.silence(worker, drawn) if is_silent else None
        return Lane(key, worker.name, self.phone_words(worker, is_silent), is_silent, silence, lines_of(bars), bars)

    def expects_word(self, turn: BoardTurn, state: VisitState) -> bool:
        """Something should have been heard about this turn by now, and was not."""
        return state == VisitState.NO_NEWS or turn.is_overdue_at(self.now, self.late_after)

    def phone_words(self, worker: BoardWorker, is_silent: bool) -> str:
        if worker.heard_at is None:
            return "Never heard"
        heard = worker.heard_at.astimezone(self.ruler.zone)
        is_of_today = heard.date() == self.now.astimezone(self.ruler.zone).date()
        at = f"{heard:%H:%M}" if is_of_today else f"{heard:%a} {heard.day} {heard:%b}"
        words = f"Silent since {at}" if is_silent else f"Heard {at}"
        return f"{words}, {worker.waiting} waiting" if worker.waiting else words

    def silence(self, worker: BoardWorker, drawn: list[tuple[BoardTurn, VisitState]]) -> tuple[int, int]:
        """From when the phone was last heard, or the first visit, to now."""
        begun = worker.heard_at or drawn[0][0].starts_at
        return max(0, self.ruler.minute(begun)), min(self.ruler.step(self.now), self.ruler.hours * 60)

    def bars(self, drawn: list[tuple[BoardTurn, VisitState]]) -> tuple[Bar, ...]:
        """Each bar on the first line where its words collide with none before it."""
        taken: list[int] = []
        bars = []
        for turn, state in drawn:
            start, end = self.ruler.minute(turn.starts_at), self.ruler.minute(turn.ends_at)
            asked, answered = self.answers.get(turn.visit_id, (0, 0))
            person, words = turn.person, self.words(turn, state, asked, answered)
            letters = max(len(person), len(words) + LETTERS_OF_A_SHAPE)
            room = max(end, start + round(MINUTES_A_LETTER * letters))
            level = next((line for line, until in enumerate(taken) if until <= start), len(taken))
            taken[level : level + 1] = [room]
            more = f"{self.ruler.hhmm(turn.starts_at)} to {self.ruler.hhmm(turn.ends_at)}."
            if asked:
                more = f"{more} {answered} of {asked} answered."
            part = 100 * answered // asked if asked else 0
            bars.append(Bar(dashed(turn.visit_id), state.value, person, words, more, start, end, room, level, part))
        return tuple(bars)

    def words(self, turn: BoardTurn, state: VisitState, asked: int, answered: int) -> str:
        hhmm = self.ruler.hhmm
        if state == VisitState.DONE and turn.left_at:
            return f"Done {hhmm(turn.left_at)}"
        if state == VisitState.IN_PROGRESS:
            return f"In progress {answered}/{asked}" if asked else "In progress"
        if state == VisitState.MISSED:
            return f"Missed, {first_name(turn.missed_by)} confirmed"
        if state == VisitState.DUE:
            return f"Due {hhmm(turn.starts_at)}"
        return STATE_WORDS[state].capitalize()


def first_name(name: str | None) -> str:
    """What somebody is called in a short line."""
    return (name or "").partition(" ")[0]


def lines_of(bars: tuple[Bar, ...]) -> int:
    """How many lines a lane needs."""
    return max(bar.level for bar in bars) + 1
