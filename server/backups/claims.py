"""Work that one of the processes sharing a database does, once: whoever claims it first."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import col

from server import clock
from server.board.models import Heartbeat
from server.db import insert_if_absent, writing


def claim(name: str, since: datetime, first: datetime) -> bool:
    """Whether the caller does the work of this name now: nobody has claimed it after `since`.

    Work that nobody ever claimed counts as last claimed at `first`.
    """
    with writing() as db:
        insert_if_absent(db, Heartbeat, name=name, beat_at=first, visits_checked=0)
        due = update(Heartbeat).where(col(Heartbeat.name) == name, col(Heartbeat.beat_at) < since)
        claimed = db.execute(due.values(beat_at=clock.now()).returning(col(Heartbeat.name))).first()
        db.commit()
    return claimed is not None
