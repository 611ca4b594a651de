"""The lanes of a board: each worker's day as bars where the visits' times are, drawn so that no words collide."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from server.board.queries import dashed
from server.board.ruler import Ruler, stacked
from server.board.states import STATE_WORDS, BoardTurn, BoardWorker, VisitState

MINUTES_A_LETTER = 3.1
"""How much of a lane a letter takes: an hour is 9rem wide (`timeline.css`), a letter at the office's size 0.46rem."""
LETTERS_OF_A_SHAPE = 3


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


class Stroke(NamedTuple):
    """All of a turn that its bar is drawn from."""

    visit_id: str
    person: str
    starts_at: datetime
    ends_at: datetime
    left_at: datetime | None
    missed_by: str
    state: VisitState
    asked: int
    answered: int
    is_unfetched: bool = False
    """No phone of the worker's has this visit as it is now."""


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
class Drawing:
    """Draws turns as bars on lanes."""

    ruler: Ruler
    workers: dict[str, BoardWorker]
    answers: dict[str, tuple[int, int]]
    unfetched: set[tuple[str, str]]
    """Visits and workers who do not know of them."""
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
        return bars_of(self.ruler, tuple(self.stroke(turn, state) for turn, state in drawn))

    def stroke(self, turn: BoardTurn, state: VisitState) -> Stroke:
        asked, answered = self.answers.get(turn.visit_id, (0, 0))
        by = first_name(turn.missed_by) if turn.missed_by else ""
        return Stroke(
            turn.visit_id, turn.person, turn.starts_at, turn.ends_at, turn.left_at, by, state, asked, answered,
            (turn.visit_id, turn.account_id) in self.unfetched,
        )  # fmt: skip


@lru_cache(maxsize=1024)
def bars_of(ruler: Ruler, strokes: tuple[Stroke, ...]) -> tuple[Bar, ...]:
    """Each bar on the first line where its words collide with none before it. Most lanes are as they last were."""
    places = [place_of(stroke, ruler) for stroke in strokes]
    bars = []
    for stroke, (start, end, room), level in zip(
        strokes, places, stacked((start, room) for start, _, room in places), strict=True
    ):
        words = words_of(stroke, ruler)
        more = f"{ruler.hhmm(stroke.starts_at)} to {ruler.hhmm(stroke.ends_at)}."
        if stroke.asked:
            more = f"{more} {stroke.answered} of {stroke.asked} answered."
        part = 100 * stroke.answered // stroke.asked if stroke.asked else 0
        visit_id, state = dashed(stroke.visit_id), stroke.state.value
        bars.append(Bar(visit_id, state, stroke.person, words, more, start, end, room, level, part))
    return tuple(bars)


def place_of(stroke: Stroke, ruler: Ruler) -> tuple[int, int, int]:
    """Where a bar begins and ends, and where its words do."""
    start, end = max(0, ruler.minute(stroke.starts_at)), ruler.minute(stroke.ends_at)
    letters = max(len(stroke.person), len(words_of(stroke, ruler)) + LETTERS_OF_A_SHAPE)
    return start, end, max(end, start + round(MINUTES_A_LETTER * letters))


def words_of(stroke: Stroke, ruler: Ruler) -> str:
    """A state in few words, with its time or its person."""
    if stroke.state == VisitState.DONE and stroke.left_at:
        return f"Done {ruler.hhmm(stroke.left_at)}"
    if stroke.state == VisitState.IN_PROGRESS:
        return f"In progress {stroke.answered}/{stroke.asked}" if stroke.asked else "In progress"
    if stroke.state == VisitState.MISSED:
        return f"Missed, {first_name(stroke.missed_by)} confirmed"
    is_due = stroke.state == VisitState.DUE
    words = f"Due {ruler.hhmm(stroke.starts_at)}" if is_due else STATE_WORDS[stroke.state].capitalize()
    return f"{words}, not on the phone" if stroke.is_unfetched else words


def first_name(name: str) -> str:
    """What somebody is called in a short line."""
    return name.partition(" ")[0]


def lines_of(bars: tuple[Bar, ...]) -> int:
    """How many lines a lane needs."""
    return max(bar.level for bar in bars) + 1
