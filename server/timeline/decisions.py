"""What the office decided about a person: visits that did not take place, changes of the plan, alerts, law."""

from collections.abc import Iterable
from datetime import time

from sqlmodel import Session, col, or_, select

from server import clock
from server.accounts.asker import Asker
from server.board.models import Alert, AlertStep
from server.care_plans.models import PlanChange, PlanVersion
from server.legal.kinds import KINDS
from server.legal.models import LegalRecord
from server.medicine_audits.models import MedicineAudit
from server.medicine_errors.models import ErrorVersion, MedicineError
from server.medicine_errors.words import ERROR_WORDS
from server.people.models import ServiceUser
from server.risk_assessments.models import AssessmentVersion, RiskAssessment
from server.templating import long_day
from server.timeline.items import Group, Item, Span
from server.visits.models import Visit
from server.visits.queries import names_of


def visits_missed(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """Visits that a person confirmed as missed, or that were cancelled."""
    known = names_of(db, asker.agency_id)
    within = or_(
        col(Visit.missed_at).between(span.begins, span.ends), col(Visit.cancelled_at).between(span.begins, span.ends)
    )
    for visit in db.exec(select(Visit).where(Visit.service_user_id == person.id, within)):
        where = f"/visits/{visit.id}"
        if visit.missed_at and visit.missed_by:
            more = f"{visit.missed_reason}. Done: {visit.missed_done}"
            yield Item(visit.missed_at, Group.VISITS, f"{visit.title}: missed", more, known[visit.missed_by], where)
        if visit.cancelled_at and visit.cancelled_by:
            what, by = f"{visit.title}: cancelled", known[visit.cancelled_by]
            yield Item(visit.cancelled_at, Group.VISITS, what, visit.cancelled_reason, by, where)


def plan_changes(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """What workers are told has changed, of the plan and of medicines. Only its day is held."""
    theirs = select(PlanChange).where(PlanChange.service_user_id == person.id)
    for change in db.exec(theirs.where(col(PlanChange.changed_on).between(span.first, span.last))):
        at = clock.moment(change.changed_on, time(), asker.zone)
        group = Group.MEDICINES if change.kind == "medicine" else Group.PLAN
        yield Item(at, group, change.sentence, who=change.by, address=f"/people/{person.id}")


def plan_versions(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """Each version of the plan that was saved, and from when it was put in force."""
    known = names_of(db, asker.agency_id)
    for one in db.exec(select(PlanVersion).where(PlanVersion.service_user_id == person.id)):
        where, who = f"/plan-versions/{one.id}", known.get(one.by, "") if one.by else ""
        if span.begins <= one.at < span.ends:
            yield Item(one.at, Group.PLAN, f"Care plan, version {one.number} saved", one.why, who, where)
        if one.in_force_on and one.in_force_at and span.begins <= one.in_force_at < span.ends:
            what = f"Care plan, version {one.number} put in force from {long_day(one.in_force_on)}"
            by = known.get(one.in_force_by, "") if one.in_force_by else ""
            agreed = f"Agreed with {one.agreed_with}" if one.agreed_with else ""
            yield Item(one.in_force_at, Group.PLAN, what, agreed, by, where)


def alerts(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """Alerts about a person or their visits, and what was done about each."""
    known = names_of(db, asker.agency_id)
    found = (
        select(Alert)
        .join(Visit, col(Visit.id) == Alert.visit_id, isouter=True)
        .where(or_(Visit.service_user_id == person.id, Alert.service_user_id == person.id))
        .where(Alert.agency_id == asker.agency_id)
    )
    by_id = {alert.id: alert for alert in db.exec(found)}
    for alert in by_id.values():
        if span.begins <= alert.raised_at < span.ends:
            yield Item(alert.raised_at, Group.ALERTS, f"Alert: {alert.words}", address=f"/alerts/{alert.id}")
    steps = select(AlertStep).where(AlertStep.at >= span.begins, AlertStep.at < span.ends)
    for step in db.exec(steps.where(col(AlertStep.alert_id).in_(found.with_only_columns(col(Alert.id))))):
        alert = by_id[step.alert_id]
        who = known.get(step.account_id, "") if step.account_id else ""
        yield Item(step.at, Group.ALERTS, step.words, f"About the alert: {alert.words}", who, f"/alerts/{alert.id}")


def medicine_errors(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """What was written about errors with medicines, version by version."""
    known = names_of(db, asker.agency_id)
    found = (
        select(ErrorVersion)
        .join(MedicineError, col(MedicineError.id) == ErrorVersion.error_id)
        .where(MedicineError.service_user_id == person.id)
        .where(ErrorVersion.written_at >= span.begins, ErrorVersion.written_at < span.ends)
    )
    for one in db.exec(found):
        what = f"Medicine error, {ERROR_WORDS[one.kind].lower()}{'' if one.is_open else ': closed'}"
        where = f"/medicine-errors/{one.error_id}"
        yield Item(one.written_at, Group.MEDICINES, what, one.learning or one.what, known[one.written_by], where)


def medicine_audits(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """Months of medicines that were signed."""
    known = names_of(db, asker.agency_id)
    found = select(MedicineAudit).where(MedicineAudit.service_user_id == person.id)
    for one in db.exec(found.where(MedicineAudit.signed_at >= span.begins, MedicineAudit.signed_at < span.ends)):
        where = f"/people/{person.id}/medicine-audits?month={one.month_on:%Y-%m}"
        what = f"Medicines of {one.month_on:%B %Y} audited"
        yield Item(one.signed_at, Group.MEDICINES, what, one.findings, known[one.signed_by], where)


def risk_assessments(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """What was assessed, version by version, and what workers read of it since."""
    known = names_of(db, asker.agency_id)
    found = (
        select(AssessmentVersion)
        .join(RiskAssessment, col(RiskAssessment.id) == AssessmentVersion.assessment_id)
        .where(RiskAssessment.service_user_id == person.id)
        .where(AssessmentVersion.written_at >= span.begins, AssessmentVersion.written_at < span.ends)
    )
    for one in db.exec(found):
        what = f"Risk assessment, {one.title}{': ended' if one.is_ended else ''}"
        where = f"/risk-assessments/{one.assessment_id}?version={one.version}"
        who = known.get(one.written_by, "") if one.written_by else ""
        yield Item(one.written_at, Group.PLAN, what, f"{one.why} {one.tells} {one.control}", who, where)


def legal_records(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """Consents, powers and decisions, as they were written down."""
    known = names_of(db, asker.agency_id)
    found = select(LegalRecord).where(LegalRecord.service_user_id == person.id)
    for one in db.exec(found.where(LegalRecord.written_at >= span.begins, LegalRecord.written_at < span.ends)):
        kind = KINDS[one.kind]
        what = f"{kind.title}: {kind.answers[one.answer].lower()}"
        more = ". ".join(filter(None, [one.about if kind.about else "", one.who, one.words]))
        yield Item(one.written_at, Group.RECORD, what, more, known[one.written_by], f"/legal/{one.id}")
