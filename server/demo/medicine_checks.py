"""What the demo's office made of medicines: errors reported and closed, and an audit signed."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from server.demo.agencies import DemoAgency
from server.demo.happenings import full_name
from server.demo.plans import HERE
from server.demo.rota import DayVisit
from server.demo.rows import Row, Rows
from server.medicine_actions.models import ActionDone, MedicineAction
from server.medicine_audits.freezing import SHAPE
from server.medicine_audits.models import MedicineAudit
from server.medicine_errors.models import ErrorKind, ErrorVersion, Harm, MedicineError, Told


class ActionAsked(msgspec.Struct, forbid_unknown_fields=True):
    """Something to do, so many days after it was asked for, and after how many it was done."""

    what: str
    owner: str
    days: int
    done_days: int | None = None


class Telling(msgspec.Struct, forbid_unknown_fields=True):
    """Somebody was told, so many minutes after the visit began."""

    whom: Told
    after: int
    by: str


class ErrorReported(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """An error with a dose, reported so many minutes after the visit began, and closed, if it was."""

    person: str
    visit: str
    days_ago: int
    medicine: str
    kind: ErrorKind
    what: str
    found_by: str
    done: str
    harm: Harm
    told: list[Telling]
    by: str
    after: int
    closed_after: int | None = None
    closed_by: str = ""
    learning: str
    actions: list[ActionAsked]


class AuditSigned(msgspec.Struct, forbid_unknown_fields=True):
    """Somebody's month, signed today."""

    person: str
    by: str
    findings: str
    actions: list[ActionAsked]


class Checks(msgspec.Struct, forbid_unknown_fields=True):
    """All of it, of one agency."""

    errors: list[ErrorReported] = []
    audits: list[AuditSigned] = []


def put_checks(rows: Rows, agency: DemoAgency, now: datetime) -> None:
    """What is told in the agency's file and has happened by now. An audit's figures are frozen when all is in."""
    path = HERE / f"{agency.plan.folder}_medicines.toml"
    told = msgspec.toml.decode(path.read_bytes(), type=Checks) if path.exists() else Checks()
    for error in told.errors:
        for made, dose in doses_told(agency, error):
            put_error(rows, agency, error, (made, dose), now)
    for audit in told.audits:
        put_signing(rows, agency, audit, now)


def doses_told(agency: DemoAgency, error: ErrorReported) -> Iterator[tuple[DayVisit, Row]]:
    for made in (made for day in agency.days.values() for made in day):
        on = made.person.today - timedelta(days=error.days_ago)
        if (full_name(made), made.plan.title, made.visit["service_on"]) == (error.person, error.visit, on):
            yield from ((made, dose) for dose in made.doses if dose["name"] == error.medicine)


def put_error(rows: Rows, agency: DemoAgency, error: ErrorReported, where: tuple[DayVisit, Row], now: datetime) -> None:
    made, dose = where
    minute, reported_at = timedelta(minutes=1), made.starts_at + timedelta(minutes=error.after)
    row = rows.add(
        MedicineError, id=rows.new_id(), agency_id=agency.id, service_user_id=made.person.id, dose_id=dose["id"],
        reported_by=agency.account_id(error.by), reported_at=reported_at,
    )  # fmt: skip
    closed_at = made.starts_at + minute * error.closed_after if error.closed_after else now
    writings = [(reported_at, error.by, True), (closed_at, error.closed_by, False)] if error.closed_after else [
        (reported_at, error.by, True)
    ]  # fmt: skip
    for version, (at, by, is_open) in enumerate(writings, 1):
        told = [(one, made.starts_at + minute * one.after) for one in error.told]
        rows.add(
            ErrorVersion, id=rows.new_id(), error_id=row["id"], version=version, kind=error.kind, what=error.what,
            happened_at=dose["due_at"], found_at=dose["due_at"] + 2 * minute, found_by=error.found_by, harm=error.harm,
            done=error.done, told=[said(one, then) for one, then in told if then <= at],
            learning="" if is_open else error.learning, is_open=is_open, written_by=agency.account_id(by),
            written_at=at,
        )  # fmt: skip
    put_actions(rows, agency, error.actions, (made.person.id, row["id"], None), reported_at)


def said(one: Telling, at: datetime) -> dict[str, str]:
    return {"whom": one.whom.value, "at": at.isoformat(), "by": one.by}


def put_signing(rows: Rows, agency: DemoAgency, audit: AuditSigned, now: datetime) -> None:
    """The month of a week ago, so that there is something in it."""
    person = next(one for one in agency.people if f"{one.plan.given_name} {one.plan.family_name}" == audit.person)
    month_on = (now.astimezone(ZoneInfo(agency.zone)).date() - timedelta(days=7)).replace(day=1)
    row = rows.add(
        MedicineAudit, id=rows.new_id(), agency_id=agency.id, service_user_id=person.id, month_on=month_on, number=1,
        findings=audit.findings, shape=SHAPE, figures={}, signed_by=agency.account_id(audit.by), signed_at=now,
    )  # fmt: skip
    put_actions(rows, agency, audit.actions, (person.id, None, row["id"]), now)


def put_actions(
    rows: Rows, agency: DemoAgency, actions: Sequence[ActionAsked], about: tuple[UUID, UUID | None, UUID | None],
    at: datetime,
) -> None:  # fmt: skip
    """`about` is the person, the error and the audit, one of these two None."""
    person_id, error_id, audit_id = about
    for one in actions:
        owner_id = agency.account_id(one.owner)
        row = rows.add(
            MedicineAction, id=rows.new_id(), agency_id=agency.id, service_user_id=person_id, error_id=error_id,
            audit_id=audit_id, what=one.what, owner_id=owner_id, due_on=at.date() + timedelta(days=one.days),
            added_by=owner_id, added_at=at,
        )  # fmt: skip
        if one.done_days is not None:
            done_at = at + timedelta(days=one.done_days)
            rows.add(
                ActionDone, action_id=row["id"], done_on=done_at.date(), done_by=owner_id, words="",
                recorded_by=owner_id, recorded_at=done_at,
            )  # fmt: skip
