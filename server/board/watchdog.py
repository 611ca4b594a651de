"""The watchdog: looks at the schedule, whatever the phones do, and raises what is late or unheard of."""

import logging
from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from anyio.to_thread import run_sync
from sqlalchemy import func, text
from sqlmodel import col, select

from server import clock
from server.accounts.models import Agency, Team
from server.board.models import Alert, AlertKind, AlertStep, Heartbeat, heartbeat_name
from server.board.worries import Worry, courses_ending, left_unrecorded, unanswered, unheard, unrecorded_doses
from server.db import insert_if_absent, new_id, reading
from server.discharges.queries import follow_ups_due
from server.inbox.unit import Unit
from server.medication.models import MarEntry
from server.observations.day_sums import answer_to_too_little, too_little
from server.packages.endings import packages_ending
from server.risk_assessments.worries import risks_to_look_at
from server.rounds import rounds
from server.settings import settings
from server.visits.models import Assignment, Visit

log = logging.getLogger(__name__)

WORRIES = (
    unheard, unrecorded_doses, left_unrecorded, unanswered, courses_ending, too_little, packages_ending, follow_ups_due,
    risks_to_look_at,
)  # fmt: skip

WATCHED = (
    AlertKind.LATE, AlertKind.NO_NEWS, AlertKind.TIME_CRITICAL, AlertKind.NOT_RECORDED, AlertKind.TOO_LITTLE,
    AlertKind.RISK,
)  # fmt: skip


def watching() -> AbstractAsyncContextManager[None]:
    """While the app runs, the watchdog runs in it."""
    return rounds(partial(run_sync, look_at_everything), settings().watchdog_seconds, "The watchdog could not look")


def look_at_everything() -> None:
    """One round over every agency."""
    with reading() as db:
        agencies = db.exec(select(Agency)).all()
    look_at_each(agencies)


def look_at_each(agencies: Iterable[Agency]) -> None:
    """Look at one agency after the other; what goes wrong with one does not stop the others."""
    for agency in agencies:
        try:
            look_at(agency)
        except Exception:
            log.exception("The watchdog could not look at agency %s", agency.id)


def look_at(agency: Agency) -> None:
    """Raise and close an agency's alerts, then beat, in one transaction; processes that share a database take turns."""
    with Unit(writes=True) as db:
        if is_somebody_elses_turn(db, agency):
            return
        now = clock.now()
        worries = [worry for looked in WORRIES for worry in looked(db, agency, now)]
        close_unfounded(db, agency, worries)
        raise_new(db, agency, worries)
        beat(db, agency, now)
        db.finish()


def is_somebody_elses_turn(db: Unit, agency: Agency) -> bool:
    """Another process is looking at this very moment, or has just done so. SQLite lets one write at a time anyway."""
    if db.get_bind().dialect.name == "postgresql":
        key = {"key": agency.id.int % 2**62}
        if not db.execute(text("select pg_try_advisory_xact_lock(:key)"), key).scalar_one():
            return True
    last = db.get(Heartbeat, heartbeat_name(agency.id))
    return last is not None and timedelta() <= clock.now() - last.beat_at < timedelta(
        seconds=settings().watchdog_seconds / 2
    )


def close_unfounded(db: Unit, agency: Agency, worries: Iterable[Worry]) -> None:
    """Close what has been answered or has turned out untrue; what merely grew old stays open."""
    worrying = {worry.about for worry in worries}
    teams = select(Team.id).where(Team.agency_id == agency.id)
    still_open = select(Alert).where(col(Alert.team_id).in_(teams), col(Alert.closed_at).is_(None))
    for alert in db.exec(still_open.where(col(Alert.kind).in_(WATCHED))):
        answer = None if alert.about in worrying else answer_to(db, alert)
        if answer:
            alert.closed_at = clock.now()
            db.add(AlertStep(alert_id=alert.id, words=answer))
            db.teams_changed.add(alert.team_id)


def answer_to(db: Unit, alert: Alert) -> str | None:
    """What has become of the matter, in words; None when nothing has, or when it is not the watchdog's to say."""
    if alert.kind in (AlertKind.TIME_CRITICAL, AlertKind.NOT_RECORDED):
        return "Recorded" if db.exec(select(MarEntry.id).where(MarEntry.dose_id == alert.about)).first() else None
    if alert.kind == AlertKind.TOO_LITTLE:
        return answer_to_too_little(db, alert)
    if alert.kind == AlertKind.RISK:
        return "Assessed again, or planned for"
    visit, assignment = db.get(Visit, alert.visit_id), db.get(Assignment, alert.about)
    if assignment is None:
        return answer_to_unallocated(db, alert)
    if assignment.stopped_at or assignment.left_at or assignment.arrived_at:
        return "Could not be completed" if assignment.stopped_at else "Checked in"
    if assignment.removed_at:
        return "Taken off this worker's rota"
    return "Moved to another time" if visit and visit.starts_at > clock.now() else None


def answer_to_unallocated(db: Unit, alert: Alert) -> str | None:
    goes = select(Assignment.id).where(Assignment.visit_id == alert.visit_id, col(Assignment.removed_at).is_(None))
    return "Somebody has this visit now" if db.exec(goes).first() else None


def raise_new(db: Unit, agency: Agency, worries: list[Worry]) -> None:
    """Raise each worry once for ever; one that was only silence becomes lateness when the phone is heard."""
    abouts = [worry.about for worry in worries]
    known = {alert.about: alert for alert in db.exec(select(Alert).where(col(Alert.about).in_(abouts)))}
    for worry in worries:
        alert = known.get(worry.about)
        if alert is None:
            raise_alert(db, agency, worry)
        elif alert.kind == AlertKind.NO_NEWS and worry.kind == AlertKind.LATE and alert.closed_at is None:
            alert.kind, alert.words = worry.kind, worry.words
            db.add(AlertStep(alert_id=alert.id, words="The phone was heard, without a check-in"))
        elif alert.kind == AlertKind.TOO_LITTLE and alert.closed_at is None and alert.words != worry.words:
            db.add(AlertStep(alert_id=alert.id, words=f"Until now: {alert.words}"))
            alert.words = worry.words
        else:
            continue
        db.teams_changed.add(worry.team_id)


def raise_alert(db: Unit, agency: Agency, worry: Worry) -> None:
    insert_if_absent(
        db, Alert, id=new_id(), agency_id=agency.id, team_id=worry.team_id, kind=worry.kind, about=worry.about,
        visit_id=worry.visit_id, account_id=worry.account_id, words=worry.words, raised_at=clock.now(),
        service_user_id=worry.service_user_id,
    )  # fmt: skip


def beat(db: Unit, agency: Agency, now: datetime) -> None:
    """Say that everything was looked at, and how many of today's visits that was."""
    teams = select(Team.id).where(Team.agency_id == agency.id)
    today = now.astimezone(ZoneInfo(agency.zone)).date()
    visits = select(func.count()).select_from(Visit).where(col(Visit.team_id).in_(teams), Visit.service_on == today)
    heartbeat = db.get(Heartbeat, heartbeat_name(agency.id))
    if heartbeat is None:
        db.add(heartbeat := Heartbeat(name=heartbeat_name(agency.id), beat_at=now))
    heartbeat.beat_at, heartbeat.visits_checked = now, db.exec(visits).one()
