"""What the web may do with what is known of a worker: see it, and record it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from litestar import Response
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from server.accounts.asker import Asker as AskerInfo
from server.asking import version_of
from server.board.queries import held_count
from server.calendars.queries import feeds_of
from server.db import new_id
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.inbox.unit import Unit
from server.problems import BadInput
from server.staff.account_handlers import account_routes
from server.staff.competencies import competencies_of, record_competency, withdraw_competency
from server.staff.models import Skill
from server.staff.queries import facts_of, trainings_of, worker_of
from server.staff.recording import record_facts, record_training, said_of, training_of, withdraw
from server.staff.words import GENDER_WORDS, LEVEL_WORDS, SKILL_WORDS, TRAVEL_WORDS
from server.templating import html


@page("/workers/{account_id:uuid}", COORDINATORS)
def show_facts(db: Db, asker: Asker, account_id: PathId) -> Response[str]:
    return facts_page(db, asker, account_id)


@act("/workers/{account_id:uuid}/facts", COORDINATORS)
def change_facts(db: Db, asker: Asker, account_id: PathId, data: Fields) -> Response[Any]:
    return kept_or_asked_again(db, asker, account_id, data, record_facts)


@act("/workers/{account_id:uuid}/trainings", COORDINATORS)
def add_training(db: Db, asker: Asker, account_id: PathId, data: Fields) -> Response[Any]:
    return kept_or_asked_again(db, asker, account_id, data, record_training)


@act("/trainings/{training_id:uuid}/withdrawal", COORDINATORS)
def withdraw_training(db: Db, asker: Asker, training_id: PathId) -> Response[Any]:
    training = training_of(db, asker, training_id)
    withdraw(db, asker, training)
    return back_to(f"/workers/{training.account_id}")


@act("/workers/{account_id:uuid}/medicine-competencies", COORDINATORS)
def add_competency(db: Db, asker: Asker, account_id: PathId, data: Fields) -> Response[Any]:
    return kept_or_asked_again(db, asker, account_id, data, record_competency)


@act("/workers/{account_id:uuid}/medicine-withdrawals", COORDINATORS)
def end_competency(db: Db, asker: Asker, account_id: PathId, data: Fields) -> Response[Any]:
    return kept_or_asked_again(db, asker, account_id, data, withdraw_competency)


def kept_or_asked_again(
    db: Unit, asker: AskerInfo, account_id: UUID, data: dict[str, str], record: Callable[..., Any]
) -> Response[Any]:
    """Record something of a worker, and show their page; with what is wrong when it cannot be."""
    try:
        record(db, asker, worker_of(db, asker, account_id), data)
    except BadInput as problem:
        return facts_page(db, asker, account_id, problem, data)
    return back_to(f"/workers/{account_id}")


def facts_page(
    db: Unit, asker: AskerInfo, account_id: UUID, problem: BadInput | None = None, said: dict[str, str] | None = None
) -> Response[str]:
    worker = worker_of(db, asker, account_id)
    now = said_of(facts_of(db, [worker.id])[worker.id])
    return html(
        "staff/worker.html", HTTP_422_UNPROCESSABLE_ENTITY if problem else 200, asker=asker, worker=worker,
        version=version_of(now), trainings=trainings_of(db, worker.id), skill_words=SKILL_WORDS,
        travel_words=TRAVEL_WORDS, gender_words=GENDER_WORDS, feeds=feeds_of(db, worker.id), problem=problem,
        said=now | (said or {}), held=held_count(db, asker), level_words=LEVEL_WORDS,
        competencies=competencies_of(db, [worker.id])[worker.id][::-1],
        competency=(said or {}).get("competency") or new_id(), training=(said or {}).get("training") or new_id(),
        skills=[(skill.value, words) for skill, words in SKILL_WORDS.items() if skill != Skill.MEDICINES],
    )  # fmt: skip


staff_routes = [
    show_facts, change_facts, add_training, withdraw_training, add_competency, end_competency, *account_routes,
]  # fmt: skip
