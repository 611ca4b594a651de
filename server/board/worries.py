"""What the watchdog worries about: what should have been heard by now, by the schedule, and was not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy import and_, case, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from server.accounts.models import Account, Agency, Holding, Team
from server.accounts.queries import still_here
from server.board.models import AlertKind
from server.board.queries import text_of
from server.inbox.unit import Unit
from server.medication.models import Dose, MarEntry, Medicine
from server.rota_changes.models import RotaAnswer, RotaChange
from server.visits.models import Assignment, Visit

LOOKS_BACK = timedelta(hours=24)
"""A visit that began longer ago and was never answered stays as it was raised."""
COURSE_ENDS_WITHIN = timedelta(days=2)
UNANSWERED_WORDS = "has not said whether the changed rota can be done"


@dataclass(frozen=True, slots=True)
class Worry:
    """What should have been heard by now and was not."""

    kind: AlertKind
    about: UUID
    visit_id: UUID | None
    team_id: UUID
    account_id: UUID | None
    words: str
    service_user_id: UUID | None = None
    """Whom it is about, when a page of theirs is where to look."""


def unheard(db: Unit, agency: Agency, now: datetime) -> list[Worry]:
    """Visits that nobody has arrived at although the agency calls it late by now."""
    heard = func.max(Holding.heard_at)
    other = aliased(Assignment)
    somebody_came = select(other.id).where(other.visit_id == Visit.id, col(other.arrived_at).is_not(None)).exists()
    rows = db.execute(
        select(Visit.id, Visit.team_id, Visit.starts_at, Assignment.id, Assignment.account_id, heard)  # type: ignore[call-overload]
        .select_from(Visit)
        .join(
            Assignment, and_(col(Assignment.visit_id) == Visit.id, col(Assignment.removed_at).is_(None)), isouter=True
        )
        .join(Holding, col(Holding.account_id) == Assignment.account_id, isouter=True)
        .where(*begun(agency, now), Visit.starts_at < now - timedelta(minutes=agency.late_after_minutes))
        .where(col(Assignment.arrived_at).is_(None), col(Assignment.left_at).is_(None))
        .where(col(Assignment.stopped_at).is_(None), or_(col(Assignment.id).is_not(None), ~somebody_came))
        .group_by(Visit.id, Visit.team_id, Visit.starts_at, Assignment.id, Assignment.account_id)
    )
    return [
        worry_about(
            visit_id, team_id, assignment_id, account_id, assignment_id is None or is_after(heard_at, starts_at)
        )
        for visit_id, team_id, starts_at, assignment_id, account_id, heard_at in rows
    ]


def worry_about(
    visit_id: UUID, team_id: UUID, assignment_id: UUID | None, account_id: UUID | None, known: bool
) -> Worry:
    """Late when we know it, because nobody goes or the phone was heard since; else there is no news."""
    kind, words = (AlertKind.LATE, "late") if known else (AlertKind.NO_NEWS, "no news")
    if assignment_id is None:
        return Worry(kind, visit_id, visit_id, team_id, None, "nobody has this visit")
    return Worry(kind, assignment_id, visit_id, team_id, account_id, words)


def is_after(heard_at: datetime | None, starts_at: datetime) -> bool:
    return heard_at is not None and heard_at >= starts_at


def unrecorded_doses(db: Unit, agency: Agency, now: datetime) -> list[Worry]:
    """Time-critical doses whose latest time has passed with nothing recorded about them."""
    recorded = select(MarEntry.id).where(MarEntry.dose_id == Dose.id).exists()
    goes = (
        select(Assignment.account_id)
        .where(Assignment.visit_id == Visit.id, col(Assignment.removed_at).is_(None))
        .order_by(col(Assignment.account_id))
        .limit(1)
        .correlate(Visit)
        .scalar_subquery()
    )
    rows = db.execute(
        select(Visit.id, Visit.team_id, Dose.id, Dose.name, Dose.latest_at, goes)  # type: ignore[call-overload]
        .join(Dose, col(Dose.visit_id) == Visit.id)
        .where(*begun(agency, now), col(Visit.time_critical_latest_at) < now, col(Dose.latest_at) < now, ~recorded)
        .where(col(Dose.withdrawn_at).is_(None))
    )
    zone = ZoneInfo(agency.zone)
    return [
        Worry(
            AlertKind.TIME_CRITICAL, dose_id, visit_id, team_id, account_id,
            f"{name} by {latest_at.astimezone(zone):%H:%M}, nothing recorded",
        )
        for visit_id, team_id, dose_id, name, latest_at, account_id in rows
    ]  # fmt: skip


def left_unrecorded(db: Unit, agency: Agency, now: datetime) -> list[Worry]:
    """Doses that were due at visits which everybody has left, with nothing recorded about them: not recorded is not
    given, and not *not given*."""
    recorded = select(MarEntry.id).where(MarEntry.dose_id == Dose.id).exists()
    still_there = aliased(Assignment)
    is_there = select(still_there.id).where(
        still_there.visit_id == Visit.id, col(still_there.arrived_at).is_not(None), col(still_there.left_at).is_(None)
    )
    rows = db.execute(
        select(Visit.id, Visit.team_id, Dose.id, Dose.name, func.min(text_of(Assignment.account_id)))  # type: ignore[call-overload]
        .join(Dose, col(Dose.visit_id) == Visit.id)
        .join(Assignment, and_(col(Assignment.visit_id) == Visit.id, col(Assignment.left_at).is_not(None)))
        .where(*begun(agency, now), col(Dose.due_at) < now, col(Dose.withdrawn_at).is_(None), ~recorded)
        .where(~is_there.exists())
        .group_by(Visit.id, Visit.team_id, Dose.id, Dose.name)
    )
    return [
        Worry(AlertKind.NOT_RECORDED, dose_id, visit_id, team_id, UUID(account_id), f"{name}: nothing recorded")
        for visit_id, team_id, dose_id, name, account_id in rows
    ]


def unanswered(db: Unit, agency: Agency, now: datetime) -> list[Worry]:
    """Changed rotas that workers of ours have not answered in time; a change of the next two hours has less of it."""
    last = case(
        (col(RotaChange.is_urgent), now - timedelta(minutes=agency.answer_minutes_urgent)),
        else_=now - timedelta(minutes=agency.answer_minutes),
    )
    answered = select(RotaAnswer.id).where(RotaAnswer.rota_change_id == RotaChange.id).exists()
    found = (
        select(RotaChange)
        .join(Account, col(Account.id) == RotaChange.account_id)
        .where(RotaChange.agency_id == agency.id, still_here())
        .where(RotaChange.published_at > now - LOOKS_BACK, RotaChange.published_at < last)
    )
    return [
        Worry(AlertKind.NOT_ANSWERED, change.id, None, change.team_id, change.account_id, UNANSWERED_WORDS)
        for change in db.exec(found.where(~answered))
    ]


def courses_ending(db: Unit, agency: Agency, now: datetime) -> list[Worry]:
    """Courses whose last day is at most two days away, at the visit of their last dose: whoever prescribed them may
    want to hear how it went, and more may be needed."""
    today = now.astimezone(ZoneInfo(agency.zone)).date()
    later = aliased(Medicine)
    follows = select(later.id).where(later.order_id == Medicine.order_id, later.version > Medicine.version)
    found = (
        select(Medicine, Visit)
        .join(Dose, col(Dose.medicine_id) == Medicine.id)
        .join(Visit, col(Visit.id) == Dose.visit_id)
        .where(col(Visit.team_id).in_(select(Team.id).where(Team.agency_id == agency.id)))
        .where(col(Medicine.ended_on).between(today, today + COURSE_ENDS_WITHIN), ~follows.exists())
        .where(
            ~col(Medicine.is_stopped), col(Dose.withdrawn_at).is_(None), col(Visit.service_on) <= col(Medicine.ended_on)
        )
        .order_by(col(Visit.cancelled_at).is_(None), col(Visit.starts_at))
    )
    last = {(order.order_id, order.version): (order, visit) for order, visit in db.exec(found)}
    return [course_ending(order, visit) for order, visit in last.values()]


def course_ending(order: Medicine, visit: Visit) -> Worry:
    """About this end of the order, so that it is raised once, whichever visit turns out to be the last."""
    on = order.ended_on or visit.service_on
    words = f"{order.name}: the course ends on {on:%a} {on.day} {on:%b}"
    return Worry(AlertKind.MEDICINE, uuid5(order.order_id, f"ends {on}"), visit.id, visit.team_id, None, words)


def begun(agency: Agency, now: datetime) -> tuple[Any, ...]:
    """Visits of an agency that began since yesterday and were neither cancelled nor confirmed missed."""
    zone = ZoneInfo(agency.zone)
    since = now - LOOKS_BACK
    return (
        col(Visit.team_id).in_(select(Team.id).where(Team.agency_id == agency.id)),
        col(Visit.service_on).between(since.astimezone(zone).date(), now.astimezone(zone).date()),
        Visit.starts_at > since,
        col(Visit.missed_at).is_(None),
        col(Visit.cancelled_at).is_(None),
    )
