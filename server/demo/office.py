"""What the demo's office did: alerts taken and closed, entries opened, a missed visit confirmed, the audit kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from server.accounts.models import AuditRow
from server.board.models import Alert, AlertKind, AlertStep
from server.demo.agencies import DemoAgency
from server.demo.happenings import ActionAnswered, Happening, Happenings, Missed, Step
from server.demo.rota import DayVisit
from server.demo.rows import Row, Rows
from server.inbox.unit import Deed, chained
from server.medication.models import MarEntry
from server.medication.words import MAR_WORDS
from server.observations.models import Observation
from server.observations.watching import worrying
from server.soft_signs.models import SoftSigns
from server.visits.entries import Entry
from server.visits.entry_kinds import (
    ActionOutcome,
    Concern,
    EntrySeen,
    LateNotice,
    Note,
    NoteKind,
    Outcome,
    StoppedVisit,
)  # fmt: skip
from server.visits.words import CONCERN_WORDS, OUTCOME_WORDS, STOP_WORDS

OPENED_AFTER = timedelta(minutes=9)
CONFIRMED_AFTER = timedelta(minutes=38)


def put_alert(
    rows: Rows, agency: DemoAgency, made: DayVisit, entry: Entry, because: Happening | None, now: datetime
) -> None:
    """The alert that an entry raises, with what was done about it so far."""
    found = alert_for(made, entry, because)
    if not found:
        return
    kind, words = found
    alert = new_alert(rows, made, kind, entry.id, words)
    alert |= {"account_id": entry.author_id, "raised_at": entry.received_at}
    take_steps(rows, agency, alert, because, now)


def alert_for(made: DayVisit, entry: Entry, because: Happening | None) -> tuple[AlertKind, str] | None:
    """The handlers' own rules."""
    if isinstance(entry, Concern):
        return AlertKind.CONCERN, f"concern, {CONCERN_WORDS[entry.kind].lower()}"
    if isinstance(entry, StoppedVisit):
        return AlertKind.STOPPED, f"could not be completed, {STOP_WORDS[entry.why].lower()}"
    if isinstance(entry, SoftSigns):
        return AlertKind.SOFT_SIGNS, f"not as usual, {entry.said}"
    if isinstance(entry, Observation) and (words := worrying(entry, made.person.wanted, ())):
        return AlertKind.OBSERVATION, words
    if isinstance(entry, LateNotice):
        return AlertKind.RUNNING_LATE, f"will be {entry.minutes} minutes late"
    if isinstance(entry, MarEntry) and entry.outcome.needs_the_office:
        return alert_for_dose(made, entry)
    if isinstance(entry, ActionOutcome):
        return alert_for_action(made, entry, because)
    return None


def alert_for_dose(made: DayVisit, entry: MarEntry) -> tuple[AlertKind, str]:
    dose = next(dose for dose in made.doses if dose["id"] == entry.dose_id)
    kind = AlertKind.TIME_CRITICAL if dose["latest_at"] else AlertKind.MEDICINE
    return kind, f"{dose['name']}: {MAR_WORDS[entry.outcome].lower()}"


def alert_for_action(
    made: DayVisit, entry: ActionOutcome, because: Happening | None
) -> tuple[AlertKind, str] | None:  # fmt: skip
    action = next(action for action in made.actions if action["id"] == entry.care_action_id)
    if isinstance(because, ActionAnswered) and because.elsewhere == entry.outcome:
        ways = " and ".join(sorted(OUTCOME_WORDS[outcome].lower() for outcome in (because.outcome, entry.outcome)))
        return AlertKind.CONTRADICTION, f"{action['title']}: corrected to {ways}. Settle which is so"
    words = f"{action['title']}: {OUTCOME_WORDS[entry.outcome].lower()}"
    is_told = action["essential"] and entry.outcome in {Outcome.DECLINED, Outcome.NOT_DONE}
    return (AlertKind.ESSENTIAL, words) if is_told else None


def new_alert(rows: Rows, made: DayVisit, kind: AlertKind, about: UUID, words: str) -> Row:
    return rows.add(
        Alert,
        id=rows.new_id(),
        agency_id=made.visit["agency_id"],
        team_id=made.visit["team_id"],
        kind=kind,
        about=about,
        visit_id=made.visit["id"],
        service_user_id=made.visit["service_user_id"],
        account_id=None,
        words=words,
        raised_at=None,
        owner_id=None,
        closed_at=None,
    )


def take_steps(rows: Rows, agency: DemoAgency, alert: Row, because: Happening | None, now: datetime) -> None:
    """What the office had done by now; the last step closes the alert unless it stays open."""
    steps = because.steps if because else []
    for number, step in enumerate(steps, 1):
        at = alert["raised_at"] + timedelta(minutes=step.after)
        if at > now:
            return
        if alert["owner_id"] is None:
            take(rows, agency, alert, step, at - timedelta(seconds=80))
        put_step(rows, agency, alert, step.by, at, step.words)
        if number == len(steps) and because and not because.stays_open:
            alert["closed_at"] = at


def take(rows: Rows, agency: DemoAgency, alert: Row, step: Step, at: datetime) -> None:
    alert["owner_id"] = agency.account_id(step.by)
    put_step(rows, agency, alert, step.by, at, f"{agency.accounts[step.by]['name']} took this")


def put_step(rows: Rows, agency: DemoAgency, alert: Row, by: str, at: datetime, words: str) -> None:
    account = agency.account_id(by)
    rows.add(AlertStep, id=rows.new_id(), alert_id=alert["id"], account_id=account, at=at, words=words)


def put_missed(rows: Rows, agency: DemoAgency, told: Happenings, now: datetime) -> None:
    """The visits that nobody came to, as a coordinator confirmed."""
    for made in (made for day in agency.days.values() for made in day):
        for missed in told.on(made).missed if made.starts_at < now else ():
            confirm_missed(rows, agency, made, missed, now)


def confirm_missed(rows: Rows, agency: DemoAgency, made: DayVisit, missed: Missed, now: datetime) -> None:
    confirmed_at = made.starts_at + CONFIRMED_AFTER
    made.visit.update(
        missed_at=confirmed_at,
        missed_by=agency.account_id(missed.by),
        missed_reason=missed.reason,
        missed_done=missed.done,
        version=made.visit["version"] + 1,
    )
    assignment = made.assignments[0]
    alert = new_alert(rows, made, AlertKind.LATE, assignment["id"], "late")
    alert |= {"account_id": assignment["account_id"], "raised_at": made.starts_at + timedelta(minutes=15)}
    take_steps(rows, agency, alert, missed, now)
    put_step(rows, agency, alert, missed.by, confirmed_at, f"Confirmed missed. {missed.done}")
    alert["closed_at"] = confirmed_at


def put_seen(rows: Rows, agency: DemoAgency, entry: Entry, now: datetime) -> None:
    """Concerns and handovers are opened the same hour."""
    to_open = isinstance(entry, Concern) or (isinstance(entry, Note) and entry.kind == NoteKind.HANDOVER)
    seen_at = entry.received_at + OPENED_AFTER
    if to_open and seen_at < now:
        first = agency.plan.coordinators[0].username
        rows.add(EntrySeen, entry_id=entry.id, account_id=agency.account_id(first), seen_at=seen_at)


def put_audit(rows: Rows, agency: DemoAgency) -> None:
    """A row for every form, every step about an alert and every missed visit, chained in the order they came."""
    digest = b""
    for number, (at, deed) in enumerate(sorted(deeds(rows, agency), key=lambda found: found[0]), 1):
        digest = chained(digest, number, at.isoformat(), deed)
        rows.add(
            AuditRow,
            agency_id=agency.id,
            number=number,
            at=at,
            account_id=deed.account_id,
            deed=deed.deed,
            about=deed.about,
            hash=digest,
        )


def deeds(rows: Rows, agency: DemoAgency) -> Iterator[tuple[datetime, Deed]]:
    """What was done in an agency, and when, in the words that the handlers use."""
    ours = {account["id"] for account in agency.accounts.values()}
    for form in rows.tables["forms"]:
        if form["author_id"] in ours:
            yield form["received_at"], Deed(agency.id, form["author_id"], f"form {form['state']}", form["id"])
    for step in rows.tables["alert_steps"]:
        if step["account_id"] in ours:
            yield step["at"], Deed(agency.id, step["account_id"], "alert step", step["alert_id"])
    for version in rows.tables["medicine_error_versions"]:
        if version["written_by"] in ours:
            words = "reported medicine error" if version["version"] == 1 else "wrote medicine error"
            yield version["written_at"], Deed(agency.id, version["written_by"], words, version["error_id"])
    for sbard in rows.tables["sbard_versions"]:
        if sbard["written_by"] in ours:
            yield sbard["written_at"], Deed(agency.id, sbard["written_by"], "wrote SBARD", sbard["soft_signs_id"])
    for audit in rows.tables["medicine_audits"]:
        if audit["signed_by"] in ours:
            deed = Deed(agency.id, audit["signed_by"], "signed medicines audit", audit["service_user_id"])
            yield audit["signed_at"], deed
    for visit in rows.tables["visits"]:
        if visit["missed_by"] in ours:
            yield visit["missed_at"], Deed(agency.id, visit["missed_by"], "confirmed missed", visit["id"])
