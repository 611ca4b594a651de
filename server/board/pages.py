"""A board written down: whole for a page, and in parts for those who are watching it."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from markupsafe import Markup

from server.accounts.asker import Asker
from server.assets import icon
from server.board.boards import Board
from server.board.lanes import Lane
from server.board.needs import SHAPES, Need
from server.board.states import STATE_WORDS, VisitState
from server.problems import BadInput
from server.settings import settings
from server.templating import render

Said = Mapping[str, str]
NOTHING: Said = MappingProxyType({})
SHOWN_NEEDS = 4
"""How many rows of the attention list stand open; the rest folds."""


class Written(NamedTuple):
    """A board as HTML, by the id of each part. Lanes are sent one by one only while `frame` stays the same."""

    parts: dict[str, str]
    lanes: dict[str, str]
    timeline: str
    frame: object


def board_page(board: Board, asker: Asker, problem: BadInput | None = None, said: Said = NOTHING) -> str:
    """The whole page; when something that was said about an alert will not do, with what."""
    written = write(board, asker)
    if problem:
        written.parts["alerts"] = alerts_html(board, problem, said)
    return render(
        "board/board.html",
        asker=asker,
        board=board,
        problem=problem,
        parts={name: Markup(part) for name, part in written.parts.items()},  # noqa: S704 (our own templates' text)
        timeline=Markup(written.timeline),  # noqa: S704
        shapes=shapes(),
        held=board.head.held,
        before=board.on - timedelta(days=1),
        after=board.on + timedelta(days=1),
    )


def write(board: Board, asker: Asker) -> Written:
    """Every part of a board that can change, the same for all who look at it."""
    texts = {
        "held-count": render("board/_held_count.html", held=board.head.held),
        "board-count": render("board/_count.html", board=board, words=STATE_WORDS),
        "attention": attention_html(tuple(board.needs)),
        "alerts": alerts_html(board),
        "watchdog": render(
            "board/_watchdog.html",
            asker=asker,
            head=board.head,
            now=board.now,
            behind_after=settings().watchdog_behind_after,
        ),
        "timeline-now": render("board/_now.html", board=board),
    }
    lanes = {lane.key: lane_html(lane) for lane in board.lanes}
    timeline = render(
        "board/_timeline.html",
        ruler=board.ruler,
        now=Markup(texts["timeline-now"]),  # noqa: S704
        lanes=Markup("".join(lanes.values())),  # noqa: S704
    )
    return Written(texts, lanes, timeline, (board.ruler, tuple(lanes)))


@lru_cache(maxsize=1024)
def lane_html(lane: Lane) -> str:
    """A lane, which says the same as long as it is the same: most are, from one look to the next."""
    return render("board/_lane.html", lane=lane)


@lru_cache(maxsize=256)
def attention_html(needs: tuple[Need, ...]) -> str:
    return render("board/_attention.html", needs=needs, shown=SHOWN_NEEDS)


def alerts_html(board: Board, problem: BadInput | None = None, said: Said = NOTHING) -> str:
    shown = tuple(board.taken), tuple(board.closed)
    return written_alerts(*shown, problem, said) if problem else calm_alerts_html(*shown)


@lru_cache(maxsize=256)
def calm_alerts_html(taken: tuple[Need, ...], closed: tuple[Need, ...]) -> str:
    return written_alerts(taken, closed, None, NOTHING)


def written_alerts(taken: tuple[Need, ...], closed: tuple[Need, ...], problem: BadInput | None, said: Said) -> str:
    """With what was said about one of them, where that will not do."""
    return render("board/_alert_list.html", taken=taken, closed=closed, problem=problem, said=said)


def needs_partials(board: Board, problem: BadInput | None = None, said: Said = NOTHING) -> str:
    """What a coordinator sees change at once when they see to something; everybody else hears of it by their stream."""
    attention = partial("attention", attention_html(tuple(board.needs)))
    return attention + partial("alerts", alerts_html(board, problem, said))


def news_between(old: Written | None, new: Written) -> str:
    """What somebody who sees `old` must be sent to see `new`; to see it at all, if that is None."""
    before = {**old.parts, **old.lanes} if old else {}
    is_framed_anew = old is None or old.frame != new.frame
    after = new.parts | ({"timeline": new.timeline} if is_framed_anew else new.lanes)
    return "".join(partial(name, text) for name, text in after.items() if before.get(name) != text)


def partial(name: str, text: str) -> str:
    """One part for htmx to morph into the page, so that focus, scrolling and what is being typed stay."""
    return f'<hx-partial hx-target="#{name}" hx-swap="outerMorph">{text}</hx-partial>'


@cache
def shapes() -> Markup:
    """The drawings of states and alerts, once a page; each place then only points at its own."""
    names = sorted({state.value for state in VisitState if state != VisitState.STOPPED} | set(SHAPES.values()))
    return Markup("".join(symbol(name) for name in names))  # noqa: S704 (files of ours)


def symbol(name: str) -> str:
    start = f'<symbol id="shape-{name}" viewBox="0 0 24 24">'
    return f"{start}{str(icon(name)).partition('>')[2].removesuffix('</svg>')}</symbol>"
