"""How the demo's people get on: how their goals stand, and what they scored, as the office wrote it down."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec

from server.demo.agencies import DemoAgency
from server.demo.plans import HERE
from server.demo.rows import Rows
from server.progress.models import GoalState, GoalStatus, Score, ScoreKind, Stage
from server.progress.words import PAM_NAME


class Stood(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """How a goal, counted from nought, stood so many days ago."""

    person: str
    goal: int
    state: GoalState
    percent: int | None = None
    days_ago: int
    said_by: str
    words: str = ""
    again_days: int | None = None


class Scored(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A score of so many days ago; without a name it is of activation."""

    person: str
    name: str = PAM_NAME
    stage: Stage
    number: Decimal
    least: int = 0
    most: int = 100
    more_is_better: bool = True
    level: int | None = None
    form_version: str = ""
    days_ago: int
    taken_by: str
    words: str = ""
    again_days: int | None = None


class Progress(msgspec.Struct, forbid_unknown_fields=True):
    """All of an agency."""

    goals: list[Stood] = []
    scores: list[Scored] = []


def put_progress(rows: Rows, agency: DemoAgency, now: datetime) -> None:
    """Everything that is told in the agency's file."""
    path = HERE / f"{agency.plan.folder}_progress.toml"
    told = msgspec.toml.decode(path.read_bytes(), type=Progress) if path.exists() else Progress()
    people = {f"{one.plan.given_name} {one.plan.family_name}": one for one in agency.people}
    by, today = agency.account_id(agency.plan.coordinators[0].username), now.astimezone(ZoneInfo(agency.zone)).date()
    versions: dict[tuple[str, int], int] = {}
    for one in told.goals:
        person = people[one.person]
        versions[one.person, one.goal] = versions.get((one.person, one.goal), 0) + 1
        rows.add(
            GoalStatus, id=rows.new_id(), service_user_id=person.id, goal_id=person.ids.goals[one.goal],
            version=versions[one.person, one.goal], state=one.state, percent=one.percent,
            said_on=today - timedelta(days=one.days_ago), said_by=one.said_by, words=one.words,
            look_again_on=None if one.again_days is None else today + timedelta(days=one.again_days),
            written_by=by, written_at=now - timedelta(days=one.days_ago, minutes=40),
        )  # fmt: skip
    for score in told.scores:
        rows.add(
            Score, id=rows.new_id(), service_user_id=people[score.person].id, name=score.name,
            kind=ScoreKind.PAM if score.name == PAM_NAME else ScoreKind.OWN, stage=score.stage, number=score.number,
            least=Decimal(score.least), most=Decimal(score.most), more_is_better=score.more_is_better,
            level=score.level, form_version=score.form_version, taken_on=today - timedelta(days=score.days_ago),
            taken_by=score.taken_by, words=score.words,
            again_on=None if score.again_days is None else today + timedelta(days=score.again_days),
            written_by=by, written_at=now - timedelta(days=score.days_ago, minutes=35), set_aside_by=None,
            set_aside_at=None, set_aside_why="",
        )  # fmt: skip
