"""What the web may do with progress: look at it, say how a goal stands, keep a score and set one aside."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from litestar import Response
from litestar.params import FromPath, FromQuery

from server.db import new_id
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.medication.amounts import plain
from server.people.queries import person_of
from server.problems import BadInput, NotFoundOrNotYours
from server.progress.models import Score, ScoreKind
from server.progress.pages import WEEKS_SHOWN, goal_page, new_score_page, progress_page, score_page
from server.progress.queries import goal_of, score_of, scores_of, statuses_of
from server.progress.scoring import keep_score, set_score_aside
from server.progress.stating import said_of, say_how_goal_stands
from server.visits.queries import names_of

QueryText = FromQuery[str | None]
QueryScore = FromQuery[UUID | None]


@page("/people/{service_user_id:uuid}/progress", COORDINATORS, writes=True)
def show_progress(db: Db, asker: Asker, service_user_id: PathId, weeks: QueryText = None) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read progress", person.id)
    return progress_page(db, asker, person, next((some for some in WEEKS_SHOWN if str(some) == weeks), 12))


@page("/people/{service_user_id:uuid}/progress/goals/{plan_part_id:uuid}", COORDINATORS, writes=True)
def show_goal(db: Db, asker: Asker, service_user_id: PathId, plan_part_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    known, statuses = goal_of(db, person, plan_part_id), statuses_of(db, person)[plan_part_id]
    db.note(asker, "read goal status", person.id)
    said = said_of(statuses[0]) if statuses else {"said_on": str(asker.today)}
    return goal_page(db, asker, person, known, statuses, said)


@act("/people/{service_user_id:uuid}/progress/goals/{plan_part_id:uuid}", COORDINATORS)
def say_goal_status(db: Db, asker: Asker, service_user_id: PathId, plan_part_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    known, statuses = goal_of(db, person, plan_part_id), statuses_of(db, person)[plan_part_id]
    who = names_of(db, asker.agency_id)[statuses[0].written_by] if statuses else ""
    try:
        say_how_goal_stands(db, asker, person, plan_part_id, statuses, who, data)
    except BadInput as problem:
        return goal_page(db, asker, person, known, statuses, data, problem)
    return back_to(f"/people/{person.id}/progress")


@page("/people/{service_user_id:uuid}/progress/scores/{measure:str}", COORDINATORS, writes=True)
def show_new_score(
    db: Db, asker: Asker, service_user_id: PathId, measure: FromPath[str], after: QueryScore = None
) -> Response[str]:
    person, kind = person_of(db, asker, service_user_id), kind_named(measure)
    before = next((one for one in scores_of(db, [person.id]) if one.id == after), None)
    db.note(asker, "read progress", person.id)
    said = {"score": str(new_id()), "taken_on": str(asker.today), **said_again(before)}
    return new_score_page(db, asker, person, kind, said)


@act("/people/{service_user_id:uuid}/progress/scores/{measure:str}", COORDINATORS)
def add_score(db: Db, asker: Asker, service_user_id: PathId, measure: FromPath[str], data: Fields) -> Response[Any]:
    person, kind = person_of(db, asker, service_user_id), kind_named(measure)
    try:
        keep_score(db, asker, person, kind, scores_of(db, [person.id]), data)
    except BadInput as problem:
        return new_score_page(db, asker, person, kind, data, problem)
    return back_to(f"/people/{person.id}/progress")


@page("/scores/{score_id:uuid}", COORDINATORS, writes=True)
def show_score(db: Db, asker: Asker, score_id: PathId) -> Response[str]:
    score, person = score_of(db, asker, score_id)
    db.note(asker, "read score", person.id)
    return score_page(db, asker, person, score, {})


@act("/scores/{score_id:uuid}/setting-aside", COORDINATORS)
def set_aside_score(db: Db, asker: Asker, score_id: PathId, data: Fields) -> Response[Any]:
    score, person = score_of(db, asker, score_id)
    try:
        set_score_aside(db, asker, person, score, data)
    except BadInput as problem:
        return score_page(db, asker, person, score, data, problem)
    return back_to(f"/people/{person.id}/progress")


def kind_named(text: str) -> ScoreKind:
    if text not in list(ScoreKind):
        raise NotFoundOrNotYours
    return ScoreKind(text)


def said_again(before: Score | None) -> Mapping[str, str]:
    """What the next score of a name has in common with one before it."""
    if before is None:
        return {}
    return {
        "name": before.name, "least": plain(before.least), "most": plain(before.most),
        "better": "more" if before.more_is_better else "less", "pam_version": before.form_version,
    }  # fmt: skip


progress_routes = [
    show_progress, show_goal, say_goal_status, show_new_score, add_score, show_score, set_aside_score,
]  # fmt: skip
