"""What we ask for the board of one team on one day: selected columns, a handful of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Integer, String, and_, bindparam, cast, func, literal, or_, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account, Agency, Holding, Team
from server.board.models import Heartbeat, heartbeat_name
from server.board.states import BoardTurn, BoardWorker
from server.db import moment, rows_of
from server.inbox.models import Form, FormState
from server.medication.models import Dose, MarEntry
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours
from server.visits.entry_kinds import ActionOutcome
from server.visits.models import Assignment, CareAction, Visit

misser = aliased(Account)
TEAM: BindParameter[UUID] = bindparam("team")
DAY: BindParameter[date] = bindparam("day")
EVENING: BindParameter[date] = bindparam("evening")
BEGINS: BindParameter[datetime] = bindparam("begins")
VISIT: BindParameter[UUID] = bindparam("visit")
SOON = timedelta(hours=2)
"""What is answered is counted on visits up to this long before they begin."""


def text_of(column: Any) -> Any:
    """An id as text: half the cost of a board is making `UUID`s that only come to be written down again."""
    return cast(column, String)


def dashed(id_: str) -> str:
    """An id in text as addresses have it; SQLite keeps it without dashes."""
    return id_ if "-" in id_ else f"{id_[:8]}-{id_[8:12]}-{id_[12:16]}-{id_[16:20]}-{id_[20:]}"


@dataclass(frozen=True, slots=True)
class BoardHead:
    """What a board says about itself: whose it is, the agency's rule for late, and the watchdog's heartbeat."""

    team_name: str
    late_after_minutes: int
    has_other_teams: bool
    held: int
    beat_at: datetime | None
    visits_checked: int | None


other_team = aliased(Team)
HEAD = (
    select(
        Team.name,
        Agency.late_after_minutes,
        select(other_team.id)  # type: ignore[call-overload]
        .where(other_team.agency_id == Team.agency_id, other_team.id != Team.id)
        .exists(),
        select(func.count())
        .select_from(Form)
        .where(Form.agency_id == Team.agency_id, Form.state == FormState.HELD)
        .correlate(Team)
        .scalar_subquery(),
        Heartbeat.beat_at,
        Heartbeat.visits_checked,
    )
    .select_from(Team)
    .join(Agency, col(Agency.id) == Team.agency_id)
    .join(Heartbeat, col(Heartbeat.name) == bindparam("heartbeat"), isouter=True)
    .where(Team.id == TEAM, Team.agency_id == bindparam("agency"))
)

PERSON = col(ServiceUser.given_name) + " " + col(ServiceUser.family_name)
"""`ServiceUser.name`, made where the rows are."""
TURN_COLUMNS: Any = (
    text_of(Visit.id), PERSON, moment(Visit.starts_at), moment(Visit.ends_at), moment(Visit.missed_at), misser.name,
    text_of(Assignment.account_id),
    moment(Assignment.arrived_at), moment(Assignment.left_at), moment(Assignment.stopped_at),
)  # fmt: skip
TURNS = (
    select(*TURN_COLUMNS)
    .select_from(Visit)
    .join(ServiceUser, col(ServiceUser.id) == Visit.service_user_id)
    .join(
        Assignment,
        and_(
            col(Assignment.visit_id) == Visit.id,
            or_(col(Assignment.removed_at).is_(None), col(Assignment.arrived_at).is_not(None)),
        ),
        isouter=True,
    )
    .join(misser, col(misser.id) == Visit.missed_by, isouter=True)
    .order_by(Visit.starts_at, Visit.id)
)
IS_ON = or_(col(Visit.cancelled_at).is_(None), col(Assignment.arrived_at).is_not(None))
"""A cancelled visit is not on the board, unless somebody was there."""
OF_DAY = and_(
    col(Visit.team_id) == TEAM,
    col(Visit.service_on).between(EVENING, DAY),
    or_(col(Visit.service_on) == DAY, col(Visit.ends_at) > BEGINS),
)
"""Of a team on a day, and what lasts into it from the evening before."""
TURNS_OF_DAY = TURNS.where(OF_DAY, IS_ON)
TURNS_OF_VISIT = TURNS.where(Visit.id == VISIT)

WORKER_COLUMNS: Any = (text_of(Account.id), Account.name, Holding.heard_at, Holding.waiting)
WORKERS = (
    select(*WORKER_COLUMNS)
    .select_from(Account)
    .join(Holding, col(Holding.account_id) == Account.id, isouter=True)
    .order_by(col(Holding.heard_at))
)
SENT = select(Assignment.account_id).join(Visit, col(Visit.id) == Assignment.visit_id)
WORKERS_OF_DAY = WORKERS.where(col(Account.id).in_(SENT.where(OF_DAY)))
WORKERS_OF_VISIT = WORKERS.where(col(Account.id).in_(SENT.where(Visit.id == VISIT)))

BEGUN = select(Visit.id).where(OF_DAY, Visit.starts_at < bindparam("soon")).cte("begun")


def counted(kind: Any, asked: Any, answered: Any) -> Any:
    columns: Any = (kind.visit_id, asked.label("asked"), answered.label("answered"))
    return select(*columns).where(kind.visit_id.in_(select(BEGUN.c.id))).group_by(kind.visit_id)


NONE: Any = literal(0, Integer)
IS_DUE = col(Dose.due_at).is_not(None)
STILL_ASKED = col(CareAction.withdrawn_at).is_(None)
COUNTS: Any = union_all(
    counted(CareAction, func.count(), NONE).where(STILL_ASKED),
    counted(Dose, func.count(), NONE).where(IS_DUE, col(Dose.withdrawn_at).is_(None)),
    counted(ActionOutcome, NONE, func.count(col(ActionOutcome.care_action_id).distinct())).join(
        CareAction, and_(col(CareAction.id) == ActionOutcome.care_action_id, STILL_ASKED)
    ),
    counted(MarEntry, NONE, func.count(col(MarEntry.dose_id).distinct())).join(
        Dose, and_(col(Dose.id) == MarEntry.dose_id, IS_DUE)
    ),
).subquery()
ANSWER_COLUMNS: Any = (text_of(COUNTS.c.visit_id), func.sum(COUNTS.c.asked), func.sum(COUNTS.c.answered))
ANSWERS = select(*ANSWER_COLUMNS).group_by(COUNTS.c.visit_id)
"""What is asked and answered on the visits that have begun; a dose only as needed is not asked."""


def board_head(db: Session, asker: Asker, team_id: UUID) -> BoardHead:
    """One team of the asker's agency, as its board is headed."""
    names = {"team": team_id, "agency": asker.agency_id, "heartbeat": heartbeat_name(asker.agency_id)}
    row = rows_of(db, HEAD, names).one_or_none()
    if row is None:
        raise NotFoundOrNotYours
    return BoardHead(*row)


def place_of(team_id: UUID, on: date, zone: str) -> dict[str, Any]:
    """A team's day, as the statements name it."""
    begins, _ = clock.day_bounds(on, zone)
    return {"team": team_id, "day": on, "evening": on - timedelta(days=1), "begins": begins}


def turns_on(db: Session, place: dict[str, Any]) -> tuple[list[BoardTurn], dict[str, BoardWorker]]:
    """Every turn at a team's visits of a day, by time, every visit that has none, and the workers by id."""
    return with_workers(rows_of(db, TURNS_OF_DAY, place), rows_of(db, WORKERS_OF_DAY, place))


def turns_at(db: Session, visit_id: UUID) -> list[BoardTurn]:
    """Every turn at one visit; one without a worker when nobody goes."""
    place = {"visit": visit_id}
    return with_workers(db.execute(TURNS_OF_VISIT, place), db.execute(WORKERS_OF_VISIT, place))[0]


def with_workers(turns: Iterable[Any], workers: Iterable[Any]) -> tuple[list[BoardTurn], dict[str, BoardWorker]]:
    """Each turn with what is known of its worker: when any device was last heard, and what waits on all of them."""
    known: dict[str, BoardWorker] = {}
    for id_, name, heard_at, waiting in workers:
        before = known[id_].waiting if id_ in known else 0
        known[id_] = BoardWorker(name, heard_at, before + (waiting or 0))
    found = [BoardTurn(*row) for row in turns]
    came = {turn.visit_id for turn in found if turn.arrived_at}
    for turn in found:
        turn.somebody_came = turn.visit_id in came
        turn.worker = known[turn.account_id] if turn.account_id else None
    return found, known


def answers_on(db: Session, place: dict[str, Any], now: datetime) -> dict[str, tuple[int, int]]:
    """By visit that has begun: how many actions and doses are asked, and how many are answered."""
    found = rows_of(db, ANSWERS, place | {"soon": now + SOON})
    return {visit_id: (int(asked), int(answered)) for visit_id, asked, answered in found}


def held_count(db: Session, asker: Asker) -> int:
    """How many forms the agency's office has yet to decide about."""
    held = select(func.count()).select_from(Form).where(Form.agency_id == asker.agency_id)
    return db.exec(held.where(Form.state == FormState.HELD)).one()
