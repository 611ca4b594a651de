"""What the office did about a person beside the plan: what it told clinicians, changes of the record, discharges,
audits of the file."""

from collections.abc import Iterable

from sqlmodel import Session, col, or_, select

from server.accounts.asker import Asker
from server.discharges.models import Discharge
from server.discharges.words import DISCHARGE_WORDS
from server.file_audits.models import FileAudit
from server.people.models import ServiceUser
from server.person_records.steps import STEPS
from server.record_changes.pages import change_lines
from server.soft_signs.models import SbardVersion, SoftSigns
from server.timeline.items import Group, Item, Span
from server.visits.queries import names_of


def messages(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """Messages about soft signs, version by version: to whom it was given, as somebody states, and what was decided."""
    names = names_of(db, asker.agency_id)
    theirs = select(SoftSigns.id).where(SoftSigns.service_user_id == person.id)
    found = select(SbardVersion).where(col(SbardVersion.soft_signs_id).in_(theirs))
    for one in db.exec(found.where(SbardVersion.written_at >= span.begins, SbardVersion.written_at < span.ends)):
        what = "SBARD message closed" if one.is_closed else "SBARD message written down"
        told = f"Given to {one.given_to}, {one.how}" if one.given_at else ""
        more = ". ".join(part.rstrip(".") for part in (told, one.decision or one.situation) if part)
        address = f"/soft-signs/{one.soft_signs_id}"
        yield Item(one.written_at, Group.OBSERVATIONS, what, more, names[one.written_by], address)


def discharges(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """Ends of care, the calls after them, and those that were undone."""
    names = names_of(db, asker.agency_id)
    moments = (col(Discharge.recorded_at), col(Discharge.followed_up_at), col(Discharge.undone_at))
    within = or_(*(moment.between(span.begins, span.ends) for moment in moments))
    where = f"/people/{person.id}/discharges"
    for one in db.exec(select(Discharge).where(Discharge.service_user_id == person.id, within)):
        more = f"{DISCHARGE_WORDS[one.reason]}. To: {one.destination}"
        deeds = (
            (one.recorded_at, one.recorded_by, f"Discharged from {one.from_on:%d %b %Y}", more),
            (one.followed_up_at, one.followed_up_by, "Follow-up call after discharge", one.follow_up_words),
            (one.undone_at, one.undone_by, "Discharge undone", ""),
        )
        for at, by, what, words in deeds:
            if at and by and span.begins <= at < span.ends:
                yield Item(at, Group.RECORD, what, words, names[by], where)


def file_audits(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """Audits of the file that were signed."""
    names = names_of(db, asker.agency_id)
    found = select(FileAudit).where(FileAudit.service_user_id == person.id)
    for one in db.exec(found.where(FileAudit.signed_at >= span.begins, FileAudit.signed_at < span.ends)):
        where = f"/people/{person.id}/file-audit"
        yield Item(one.signed_at, Group.RECORD, "File audit signed", one.findings, names[one.signed_by], where)


def record_changes(db: Session, _asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """What somebody changed at once on one page of the record, with what it was before."""
    for line in change_lines(db, person, STEPS.values()):
        if span.begins <= line.at < span.ends:
            told = (in_words(*changed) for changed in line.fields)
            where = f"/people/{person.id}/record-changes"
            yield Item(line.at, Group.RECORD, f"Record changed: {line.part}", "; ".join(told), line.by, where)


def in_words(label: str, before: str, after: str) -> str:
    return f"{label}: {after or 'nothing'}{f', was {before}' if before else ''}"
