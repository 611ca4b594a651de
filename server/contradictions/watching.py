"""What is looked at once a correction of any kind is written: whether another says otherwise. Both stay, and the office
hears at once that it has to settle which is so; when it is settled, the alert has its answer."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import event
from sqlmodel import col, select

from server import clock
from server.accounts.models import Account, Agency
from server.board.models import Alert, AlertKind, AlertStep
from server.contradictions.queries import Chain, chain_of
from server.contradictions.words import told_apart, words_of
from server.db import insert_if_absent, new_id, wait_for_turn
from server.inbox.unit import Unit
from server.people.models import ServiceUser
from server.visits.entries import Entry
from server.visits.models import Visit


def notice_corrections() -> None:
    """From now on, whoever writes one, and whatever kind it is of."""
    if not event.contains(Unit, "pending_to_persistent", notice):
        event.listen(Unit, "pending_to_persistent", notice)


def notice(db: Unit, row: Any) -> None:
    if isinstance(row, Entry) and row.corrects and row.SAYS:
        db.once_written.setdefault(look_at_corrections, []).append(row)


def look_at_corrections(db: Unit, written: list[Entry]) -> None:
    for entry in written:
        if entry.visit_id is None:
            wait_for_turn(db, entry.service_user_id)
        chain = chain_of(db, entry)
        if chain.is_contradiction:
            tell(db, chain, entry)
        else:
            close(db, chain, {one.id for one in chain.entries}, entry)


def tell(db: Unit, chain: Chain, entry: Entry) -> None:
    """One open alert, about the answer that came last; one that somebody closed by hand tells of no new answer."""
    stand = chain.stand
    last = entry if any(one.id == entry.id for one in stand) else stand[-1]
    agency_id, team_id, zone = place_of(db, entry)
    insert_if_absent(
        db, Alert, id=new_id(), agency_id=agency_id, team_id=team_id, kind=AlertKind.CONTRADICTION, about=last.id,
        visit_id=entry.visit_id, service_user_id=entry.service_user_id, account_id=chain.worker_id,
        words=words_of(db, stand, zone), raised_at=clock.now(),
    )  # fmt: skip
    db.teams_changed.add(team_id)
    close(db, chain, {one.id for one in chain.entries} - {last.id}, entry)


def close(db: Unit, chain: Chain, about: Collection[UUID], entry: Entry) -> None:
    found = select(Alert).where(Alert.kind == AlertKind.CONTRADICTION, col(Alert.about).in_(about))
    for alert in db.exec(found.where(col(Alert.closed_at).is_(None))):
        alert.closed_at = clock.now()
        by = entry.author_id if entry.also_corrects else None
        db.add(AlertStep(alert_id=alert.id, words=answer_to(db, chain, entry), account_id=by))
        db.teams_changed.add(alert.team_id)


def answer_to(db: Unit, chain: Chain, entry: Entry) -> str:
    if chain.is_contradiction:
        return "Corrected once more: there is a newer alert"
    told = told_apart(chain.stand[:1], place_of(db, entry)[2])
    return f"Settled{': ' if told else ''}{''.join(told)}"


def place_of(db: Unit, entry: Entry) -> tuple[UUID, UUID, str]:
    """Agency, team and zone; what is recorded in the office is the team's of whoever recorded it."""
    visit = db.get(Visit, entry.visit_id) if entry.visit_id else None
    agency_id = db.get_one(ServiceUser, entry.service_user_id).agency_id
    team_id = visit.team_id if visit else db.get_one(Account, entry.author_id).team_id
    return agency_id, team_id, db.get_one(Agency, agency_id).zone
