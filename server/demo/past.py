"""The demo's last week: recorded by the same code that records a real visit, received, and seen to by the office."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from server.accounts.models import Holding
from server.demo.agencies import DemoAgency
from server.demo.happenings import Happenings, SignsSeen, happenings_of
from server.demo.legal import put_legal
from server.demo.medicine_checks import put_checks
from server.demo.observing import put_sbard
from server.demo.office import put_alert, put_audit, put_missed, put_seen
from server.demo.phone import Phone
from server.demo.progress import put_progress
from server.demo.recordings import read_changes, recordings
from server.demo.rota import DayVisit
from server.demo.rows import Row, Rows, as_record
from server.demo.tap import Tap
from server.people.models import ServiceUser
from server.visits.models import Assignment, Visit
from server.visits.recording import Turn

SILENT_FOR = timedelta(minutes=95)
KEPT_OPEN = 6

DayTurn = tuple[DayVisit, Row]
"""A visit, and one worker's assignment to it."""


@dataclass
class Week:
    """One worker's last week, as it is being made."""

    agency: DemoAgency
    username: str
    phone: Phone
    known_until: datetime
    """What was recorded later, the office does not have."""
    told: Happenings
    changes_read: dict[UUID, int] = field(default_factory=dict)
    """How many of the changes to each person's care the worker has read."""


def put_past(rows: Rows, agency: DemoAgency, now: datetime) -> None:
    """What was recorded up to now, with the alerts and audit rows that follow from it."""
    told = happenings_of(agency.plan.folder)
    put_missed(rows, agency, told, now)
    for worker in agency.plan.care_workers:
        week = week_of(rows, agency, worker.username, told, now)
        for turn in turns_begun(week, now):
            put_turn(rows, week, turn, now)
    put_checks(rows, agency, now)
    put_legal(rows, agency, now)
    put_progress(rows, agency, now)
    put_audit(rows, agency)


def week_of(rows: Rows, agency: DemoAgency, username: str, told: Happenings, now: datetime) -> Week:
    device = agency.devices[username]
    is_silent = username == agency.plan.silent
    if is_silent:
        device["last_heard_at"] = now - SILENT_FOR
    rows.add(
        Holding, device_id=device["id"], account_id=device["account_id"], heard_at=device["last_heard_at"], waiting=0,
        said_sequence=0, clear_to=0, left_behind=False,
    )  # fmt: skip
    known_until = device["last_heard_at"] if is_silent else now
    return Week(agency, username, Phone(rows, agency.id, device, known_until), known_until, told)


def turns_begun(week: Week, now: datetime) -> list[DayTurn]:
    """The worker's turns whose time had come, in order, but for those kept open for whoever tries the app."""
    begun = [turn for day in week.agency.days.values() for turn in turns_on(week, day, now)]
    return sorted((turn for turn in begun if turn[0].starts_at < now), key=starts_at)


def turns_on(week: Week, day: list[DayVisit], now: datetime) -> list[DayTurn]:
    worker = week.agency.account_id(week.username)
    found = [(made, row) for made in day for row in made.assignments if row["account_id"] == worker]
    found = sorted((turn for turn in found if turn[0].visit["missed_at"] is None), key=starts_at)
    is_kept_open = week.username in week.agency.plan.keep_open and day[0].is_today
    return [turn for turn in found[:-KEPT_OPEN] if turn[0].ends_at < now] if is_kept_open else found


def starts_at(turn: DayTurn) -> datetime:
    return turn[0].starts_at


def put_turn(rows: Rows, week: Week, turn: DayTurn, now: datetime) -> None:
    """One worker's visit, as far as it has come."""
    made, assignment = turn
    visit, person = as_record(Visit, made.visit), as_record(ServiceUser, made.person.row)
    taken = Turn(visit, as_record(Assignment, assignment), person, week.agency.zone)
    leads = made.assignments[0] is assignment
    taps = [*changes_to_read(week, made), *recordings(made, leads, week.told, rows.random)]
    for tap in sorted(taps, key=lambda tap: tap.at):
        if tap.at < week.known_until:
            put_tap(rows, week, (made, taken), tap, now)
    made.visit["version"], made.person.row["version"] = visit.version, person.version
    assignment.update(vars(taken.assignment))


def changes_to_read(week: Week, made: DayVisit) -> Iterator[Tap]:
    told = made.person.changes_until(made.visit["service_on"])
    if week.changes_read.setdefault(made.person.id, told) < told:
        yield read_changes(made)
    week.changes_read[made.person.id] = told


def put_tap(rows: Rows, week: Week, where: tuple[DayVisit, Turn], tap: Tap, now: datetime) -> None:
    """One form, the entry it brings, and what follows from it, as the inbox would have done."""
    made, taken = where
    sent = week.phone.first_sent_to if tap.corrects_first else week.phone.last_sent_to
    corrects = {"corrects": str(sent[tap.path])} if tap.corrects_last or tap.corrects_first else {}
    form = week.phone.form(made.visit, tap.path, tap.at, tap.fields | corrects)
    entry = tap.record(taken, form)
    rows.keep(entry)
    put_alert(rows, week.agency, made, entry, tap.because, now)
    put_seen(rows, week.agency, entry, now)
    if isinstance(tap.because, SignsSeen):
        put_sbard(rows, week.agency, entry, tap.because, now)
