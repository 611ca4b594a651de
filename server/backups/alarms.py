"""Telling every board when no backup has been proven for too long, and what the nightly check found."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid5
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from server import clock
from server.accounts.models import Agency, Team
from server.backups.queries import last_proven
from server.board.models import Alert, AlertKind, AlertStep
from server.db import insert_if_absent, new_id, reading
from server.inbox.models import Epoch
from server.inbox.unit import Unit
from server.settings import settings


def tell_of_backups() -> None:
    """Say on every board since when no backup has been proven, if that is too long; say so no more when one has."""
    if not settings().backup_folder:
        return
    with reading() as db:
        since = proven_until(db)
    if clock.now() - since > 2 * timedelta(hours=settings().backup_hours):
        raise_everywhere(
            AlertKind.BACKUP, str(since), lambda zone: f"No backup has been proven since {said(since, zone)}"
        )
    else:
        close_everywhere(AlertKind.BACKUP, "A backup has been proven")


def tell_of_check(found: int | None) -> None:
    """Say on every board how many differences the nightly check found; None when it could not be made.

    What an earlier night found is answered by a night that finds nothing.
    """
    if found == 0:
        close_everywhere(AlertKind.DIFFERENCES, "The next nightly check found nothing")
        return
    words = f"The nightly check found {found} difference{'s' if found != 1 else ''}"
    if found is None:
        words = "The nightly check could not be made"
    raise_everywhere(AlertKind.DIFFERENCES, str(clock.now().date()), lambda _zone: words)


def proven_until(db: Session) -> datetime:
    """The moment that the last proven backup holds; before there is one, when this database began."""
    proven = last_proven(db)
    return proven.taken_at if proven else db.exec(select(Epoch.began_at).order_by(col(Epoch.began_at)).limit(1)).one()


def said(at: datetime, zone: str) -> str:
    """`Mon 23 Nov 02:00`."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def raise_everywhere(kind: AlertKind, matter: str, words: Callable[[str], str]) -> None:
    """One alert a team and matter, for ever: who closes it has seen it."""
    with Unit(writes=True) as db:
        for team, zone in db.exec(select(Team, Agency.zone).join(Agency, col(Agency.id) == Team.agency_id)):
            is_new = insert_if_absent(
                db, Alert, id=new_id(), agency_id=team.agency_id, team_id=team.id, kind=kind,
                about=uuid5(team.id, f"{kind} {matter}"), words=words(zone), raised_at=clock.now(),
            )  # fmt: skip
            if is_new:
                db.teams_changed.add(team.id)
        db.finish()


def close_everywhere(kind: AlertKind, words: str) -> None:
    open_ones = select(Alert).where(Alert.kind == kind, col(Alert.closed_at).is_(None))
    with reading() as db:
        if db.exec(open_ones).first() is None:
            return
    with Unit(writes=True) as db:
        for alert in db.exec(open_ones):
            alert.closed_at = clock.now()
            db.add(AlertStep(alert_id=alert.id, words=words))
            db.teams_changed.add(alert.team_id)
        db.finish()
