"""The pages about published changes: for the worker whose rota changed, and for the office that waits for answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.allocations.obstacles import by_words, obstacles_to
from server.board.phones import phones_of
from server.board.queries import held_count
from server.pieces import Page, phone_page
from server.problems import BadInput
from server.push.models import PushDelivery
from server.rota.publishing import differences, is_urgent
from server.rota.queries import drafts_of, team_of, workers_of
from server.rota_changes.differences import KIND_WORDS, Run, runs_of
from server.rota_changes.models import RotaAnswer, RotaChange
from server.rota_changes.queries import answers_to, differences_of, openings_of, published_changes, unanswered_changes
from server.templating import render


@dataclass(frozen=True, slots=True)
class Told:
    """A published change as the office follows it."""

    change: RotaChange
    worker: Account
    runs: Sequence[Run]
    opened_at: datetime | None
    answer: RotaAnswer | None
    is_pushed: bool
    """A phone of theirs asked to be told."""
    heard_at: datetime | None
    """When a phone of theirs was last heard."""


def change_page(db: Session, asker: Asker, change: RotaChange) -> Page:
    """What changed, for the worker concerned."""
    found = differences_of(db, [change.id])[change.id]
    return phone_page(
        "rota_changes/change.html", asker=asker, change=change, count=len(found), runs=runs_of(found, asker.zone),
        answer=answers_to(db, [change.id]).get(change.id), opened=openings_of(db, [change.id]).get(change.id),
        by=db.get_one(Account, change.published_by).name, kind_words=KIND_WORDS,
    )  # fmt: skip


def changes_page(db: Session, asker: Asker, team_id: UUID, problem: BadInput | None = None) -> str:
    """What would be published, worker by worker, what stands in its way, and what was published."""
    team, drafts, workers = team_of(db, asker, team_id), drafts_of(db, team_id), workers_of(db, team_id)
    drawn = differences(drafts)
    unsent = [(account, runs_of(drawn[account.id], asker.zone)) for account in workers.values() if account.id in drawn]
    return render(
        "rota_changes/changes.html", asker=asker, team=team, problem=problem, drafts=len(drafts), unsent=unsent,
        urgent={worker for worker, rows in drawn.items() if is_urgent(rows, clock.now())},
        obstacles=by_words(obstacles_to(db, asker, team_id, drafts)), kind_words=KIND_WORDS, held=held_count(db, asker),
        told=told_to(db, asker, published_changes(db, team_id)),
    )  # fmt: skip


def call_list_page(db: Session, asker: Asker, team_id: UUID) -> str:
    """Whom to ring because they have not said whether they can do their changed rota; for paper."""
    team = team_of(db, asker, team_id)
    told = told_to(db, asker, unanswered_changes(db, team_id, asker))
    return render(
        "rota_changes/call_list.html", asker=asker, team=team, told=told, kind_words=KIND_WORDS, now=clock.now()
    )


def told_to(db: Session, asker: Asker, published: Sequence[tuple[RotaChange, Account]]) -> list[Told]:
    ids = [change.id for change, _ in published]
    about, answers, openings = differences_of(db, ids), answers_to(db, ids), openings_of(db, ids)
    pushed = set(db.exec(select(PushDelivery.rota_change_id).where(col(PushDelivery.rota_change_id).in_(ids))))
    phones = phones_of(db, {worker.id for _, worker in published})
    return [
        Told(
            change, worker, runs_of(about[change.id], asker.zone), openings.get(change.id), answers.get(change.id),
            change.id in pushed, phones[worker.id][0].heard_at if worker.id in phones else None,
        )
        for change, worker in published
    ]  # fmt: skip
