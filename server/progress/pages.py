"""The pages of progress: a person's weeks, goals and scores; the form of a goal's status; the form of a score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Response
from sqlmodel import Session, col, func, select

from server import clock
from server.accounts.asker import Asker
from server.board.phones import HeldOnPhone, phones_of
from server.board.queries import held_count
from server.care_plans.versions import versions_of
from server.inbox.models import Form, FormState
from server.people.models import ServiceUser
from server.problems import BadInput
from server.progress.charts import COLUMNS, ActionChart, GoalChart, Series, actions_in, chart_of, series_of
from server.progress.models import GoalState, GoalStatus, Score, ScoreKind, Stage
from server.progress.queries import KnownGoal, goals_of, scores_of, statuses_of
from server.progress.weeks import Ticks, ticks_of
from server.progress.words import SCORE_TITLES, STAGE_WORDS, STATE_WORDS, in_few_words
from server.templating import html
from server.visits.models import Assignment, Visit
from server.visits.queries import names_of

WEEKS_SHOWN = {12: "12 weeks", 26: "Half a year", 52: "A year"}


@dataclass(frozen=True, slots=True)
class Progress:
    """All that a person's page shows."""

    ticks: Ticks
    goals: Sequence[GoalChart]
    others: Sequence[ActionChart]
    """What serves no goal."""
    series: Sequence[Series]
    phones: Mapping[str, HeldOnPhone | None]
    """By worker who goes there this week, or went to a visit without a record, their phone that was heard last; None
    when none ever was."""
    held: int
    """Forms about this person that wait for the office, and so are not counted."""


def progress_of(db: Session, asker: Asker, person: ServiceUser, weeks: int) -> Progress:
    plans, statuses = versions_of(db, person), statuses_of(db, person)
    in_force = [plan for plan in plans if plan.version.in_force_on]
    ticks = ticks_of(db, person, in_force, (asker.today, weeks), clock.now())
    goals = [
        GoalChart(
            known, statuses[known.goal.id], chart_of(known.goal.words, ticks, ticks.goals.get(known.goal.id, {})),
            actions_in(ticks, known.goal.id),
        )
        for known in goals_of(plans)
    ]  # fmt: skip
    shown = {action.action for goal in goals for action in goal.actions}
    served = dict.fromkeys(action.goal_id for action in ticks.actions)
    others = [one for goal_id in served for one in actions_in(ticks, goal_id)]
    return Progress(
        ticks, goals, [one for one in others if one.action not in shown], series_of(scores_of(db, [person.id])),
        phones_heard(db, asker, ticks.without_record | ticks.this_week), held_about(db, person),
    )  # fmt: skip


def phones_heard(db: Session, asker: Asker, visits: set[UUID]) -> dict[str, HeldOnPhone | None]:
    """Of those who were sent to these visits, until when the office has heard from each."""
    sent = select(Assignment.account_id).where(
        col(Assignment.visit_id).in_(visits), col(Assignment.removed_at).is_(None)
    )
    workers = set(db.exec(sent))
    phones, names = phones_of(db, workers), names_of(db, asker.agency_id)
    heard = {names[worker]: next(iter(phones.get(worker, ())), None) for worker in workers}
    return dict(sorted(heard.items()))


def held_about(db: Session, person: ServiceUser) -> int:
    theirs = select(Visit.id).where(Visit.service_user_id == person.id)
    of_agency = select(func.count()).select_from(Form).where(Form.agency_id == person.agency_id)
    return db.exec(of_agency.where(Form.state == FormState.HELD, col(Form.visit_id).in_(theirs))).one()


def progress_page(db: Session, asker: Asker, person: ServiceUser, weeks: int) -> Response[str]:
    return html(
        "progress/progress.html", asker=asker, person=person, page=progress_of(db, asker, person, weeks), weeks=weeks,
        columns=COLUMNS, now=clock.now(), weeks_shown=WEEKS_SHOWN, kinds=SCORE_TITLES, held=held_count(db, asker),
        names=names_of(db, asker.agency_id), **WORDS,
    )  # fmt: skip


def goal_page(
    db: Session, asker: Asker, person: ServiceUser, known: KnownGoal, statuses: Sequence[GoalStatus],
    said: Mapping[str, str], problem: BadInput | None = None,
) -> Response[str]:  # fmt: skip
    return html(
        "progress/goal.html", 422 if problem else 200, asker=asker, person=person, known=known, statuses=statuses,
        said=said, problem=problem, names=names_of(db, asker.agency_id), held=held_count(db, asker), **WORDS,
    )  # fmt: skip


def new_score_page(
    db: Session, asker: Asker, person: ServiceUser, kind: ScoreKind, said: Mapping[str, str],
    problem: BadInput | None = None,
) -> Response[str]:  # fmt: skip
    return html(
        "progress/new_score.html", 422 if problem else 200, asker=asker, person=person, kind=kind,
        title=SCORE_TITLES[kind], said=said, problem=problem, held=held_count(db, asker), **WORDS,
    )  # fmt: skip


def score_page(
    db: Session, asker: Asker, person: ServiceUser, score: Score, said: Mapping[str, str],
    problem: BadInput | None = None,
) -> Response[str]:  # fmt: skip
    return html(
        "progress/score.html", 422 if problem else 200, asker=asker, person=person, score=score, said=said,
        problem=problem, names=names_of(db, asker.agency_id), held=held_count(db, asker), **WORDS,
    )  # fmt: skip


WORDS: dict[str, Any] = {
    "state_words": STATE_WORDS, "stage_words": STAGE_WORDS, "in_few_words": in_few_words,
    "states": [("", "Choose"), *((state.value, STATE_WORDS[state]) for state in GoalState)],
    "stages": [("", "Choose"), *((stage.value, STAGE_WORDS[stage]) for stage in Stage)],
}  # fmt: skip
