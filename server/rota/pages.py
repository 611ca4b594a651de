"""The pages about published changes: for the worker whose rota changed, and for the office that waits for answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.accounts.models import Account
from server.board.queries import held_count
from server.push.models import PushDelivery
from server.rota.models import DifferenceKind, RotaAnswer, RotaChange
from server.rota.publishing import differences
from server.rota.queries import answers_to, differences_of, drafts_of, published_changes, team_of, workers_of
from server.rota.slots import Difference
from server.templating import render

KIND_WORDS = {
    DifferenceKind.MOVED: "Moved",
    DifferenceKind.ADDED: "Added",
    DifferenceKind.TAKEN_OFF: "Taken off",
    DifferenceKind.CANCELLED: "Cancelled",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A published change as the office follows it."""

    change: RotaChange
    worker: Account
    differences: Sequence[Difference]
    answer: RotaAnswer | None
    is_pushed: bool
    """A phone of theirs asked to be told."""


def change_page(db: Session, asker: Asker, change: RotaChange) -> str:
    """What changed, for the worker concerned."""
    return render(
        "rota/change.html", asker=asker, change=change, differences=differences_of(db, [change.id])[change.id],
        answer=answers_to(db, [change.id]).get(change.id), by=db.get_one(Account, change.published_by).name,
        kind_words=KIND_WORDS,
    )  # fmt: skip


def changes_page(db: Session, asker: Asker, team_id: UUID, problem: str = "") -> str:
    """What would be published, worker by worker, and what was. Raises NotFoundOrNotYours."""
    team, drafts, workers = team_of(db, asker, team_id), drafts_of(db, team_id), workers_of(db, team_id)
    drawn = differences(drafts)
    unsent = [(account, drawn[account.id]) for account in workers.values() if account.id in drawn]
    return render(
        "rota/changes.html", asker=asker, team=team, problem=problem, drafts=len(drafts), unsent=unsent,
        told=told_to(db, team_id), kind_words=KIND_WORDS, held=held_count(db, asker),
    )  # fmt: skip


def told_to(db: Session, team_id: UUID) -> list[Told]:
    published = published_changes(db, team_id)
    ids = [change.id for change, _ in published]
    about, answers = differences_of(db, ids), answers_to(db, ids)
    pushed = set(db.exec(select(PushDelivery.rota_change_id).where(col(PushDelivery.rota_change_id).in_(ids))))
    return [
        Told(change, worker, about[change.id], answers.get(change.id), change.id in pushed)
        for change, worker in published
    ]
