"""Sums of a day that are under what was asked for by a time of day: found by the watchdog from the clock alone, so also
when nothing was recorded. What has reached the office is not all there may be: silent phones are named."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sqlmodel import col, func, select

from server import clock
from server.accounts.models import Account, Agency, Holding
from server.board.models import Alert, AlertKind
from server.board.worries import Worry
from server.inbox.unit import Unit
from server.observations.models import Observation, RuleKind, WantedObservation
from server.observations.queries import counted_once
from server.observations.rules import sum_words
from server.people.models import ServiceUser
from server.visits.models import Assignment, Visit


class DayAsked(NamedTuple):
    """One day of something asked for, whose time of day has come."""

    wanted: WantedObservation
    on: date
    at: datetime

    @property
    def about(self) -> UUID:
        return uuid5(self.wanted.id, str(self.on))


def too_little(db: Unit, agency: Agency, now: datetime) -> list[Worry]:
    """Of today and yesterday, sums under their limit; only where somebody was to visit before the time."""
    days = days_asked(db, agency, now)
    totals = sums_at(db, days, agency.zone)
    under = [(day, totals[day.about]) for day in days if is_under(day, totals[day.about])]
    return [worry for day, total in under if (worry := worry_of(db, day, total, agency.zone))]


def days_asked(db: Unit, agency: Agency, now: datetime) -> list[DayAsked]:
    today = now.astimezone(ZoneInfo(agency.zone)).date()
    asked = (
        select(WantedObservation)
        .join(ServiceUser)
        .where(ServiceUser.agency_id == agency.id, WantedObservation.rule == RuleKind.UNDER_BY)
        .where(col(WantedObservation.ended_at).is_(None))
    )
    days = [day_of(wanted, on, agency.zone) for wanted in db.exec(asked) for on in (today - timedelta(days=1), today)]
    return [day for day in days if day.wanted.wanted_at < day.at <= now]


def day_of(wanted: WantedObservation, on: date, zone: str) -> DayAsked:
    assert wanted.by is not None  # noqa: S101 (a rule of this kind has one: `typing_wanted`)
    return DayAsked(wanted, on, clock.moment(on, wanted.by, zone))


def sums_at(db: Unit, days: Sequence[DayAsked], zone: str) -> dict[UUID, Decimal | None]:
    """By `about`, what is known of each day up to its time; None when that is nothing at all."""
    if not days:
        return {}
    begins = {day.on: clock.day_bounds(day.on, zone)[0] for day in days}
    kinds = col(Observation.kind).in_({day.wanted.kind for day in days})
    known = counted_once(db, {day.wanted.service_user_id for day in days}, min(begins.values()), kinds)
    values: dict[tuple[UUID, str], list[Observation]] = defaultdict(list)
    for one in known:
        values[one.service_user_id, one.kind].append(one)
    return {
        day.about: total(values[day.wanted.service_user_id, day.wanted.kind], begins[day.on], day.at) for day in days
    }


def total(entries: Iterable[Observation], begins: datetime, ends: datetime) -> Decimal | None:
    values = [one.value for one in entries if begins <= one.observed_at <= ends]
    return sum(values, Decimal()) if values else None


def is_under(asked: DayAsked, total: Decimal | None) -> bool:
    return (total or Decimal()) < (asked.wanted.limit or Decimal())


def worry_of(db: Unit, asked: DayAsked, total: Decimal | None, zone: str) -> Worry | None:
    going = turns_before(db, asked)
    if not going:
        return None
    visit, account_id = going[-1]
    words = ". ".join([sum_words(asked.wanted, total), *silent_phones(db, asked, going, zone)])
    person = asked.wanted.service_user_id
    return Worry(AlertKind.TOO_LITTLE, asked.about, visit.id, visit.team_id, account_id, words, person)


def turns_before(db: Unit, asked: DayAsked) -> Sequence[tuple[Visit, UUID | None]]:
    """The person's visits of the day that began before its time and were not stopped, each with who goes."""
    found = (
        select(Visit, Assignment.account_id)
        .join(Assignment, (col(Assignment.visit_id) == Visit.id) & col(Assignment.removed_at).is_(None), isouter=True)
        .where(Visit.service_user_id == asked.wanted.service_user_id, Visit.service_on == asked.on)
        .where(Visit.starts_at < asked.at, col(Visit.cancelled_at).is_(None))
        .where(col(Assignment.stopped_at).is_(None))
        .order_by(col(Visit.starts_at), col(Assignment.account_id))
    )
    return db.exec(found).all()


def silent_phones(db: Unit, asked: DayAsked, going: Iterable[tuple[Visit, UUID | None]], zone: str) -> list[str]:
    """Whose phone has not been heard since their visit, or says that it keeps records: there may be more on it."""
    last = {account_id: min(visit.ends_at, asked.at) for visit, account_id in going if account_id}
    heard = (
        select(Account.id, Account.name, func.max(Holding.heard_at), func.max(Holding.waiting))
        .join(Holding, col(Holding.account_id) == Account.id, isouter=True)
        .where(col(Account.id).in_(last))
        .group_by(col(Account.id), col(Account.name))
        .order_by(col(Account.name))
    )
    words = (silence(name, heard_at, waiting, last[id_], zone) for id_, name, heard_at, waiting in db.exec(heard))
    return [one for one in words if one]


def silence(name: str, heard_at: datetime | None, waiting: int | None, since: datetime, zone: str) -> str:
    if heard_at is None:
        return f"{name}’s phone has not been heard yet"
    if heard_at < since:
        local = heard_at.astimezone(ZoneInfo(zone))
        return f"{name}’s phone is silent since {local:%a} {local.day} {local:%b} {local:%H:%M}"
    return f"{name}’s phone still keeps {waiting} record{'s' * (waiting != 1)}" if waiting else ""


def answer_to_too_little(db: Unit, alert: Alert) -> str | None:
    """What has come since and is enough; None when it is not."""
    zone = db.exec(select(Agency.zone).where(Agency.id == alert.agency_id)).one()
    raised_on = alert.raised_at.astimezone(ZoneInfo(zone)).date()
    asked = select(WantedObservation).where(
        WantedObservation.service_user_id == alert.service_user_id, WantedObservation.rule == RuleKind.UNDER_BY
    )
    days = [day_of(wanted, raised_on - timedelta(days=ago), zone) for wanted in db.exec(asked) for ago in (0, 1)]
    day = next((day for day in days if day.about == alert.about), None)
    known = sums_at(db, [day], zone)[day.about] if day else None
    if day is None or known is None or is_under(day, known):
        return None
    return f"{day.wanted.what.said(known)} by {day.wanted.by:%H:%M} has reached the office now"
