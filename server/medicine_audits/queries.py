"""What an audit asks beside the MAR chart; each question once for all people."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from server.inbox.models import CLOCK_WRONG_AFTER, Form
from server.medication.chart_rows import doses_in
from server.medication.models import Dose, DoseEffect, MarEntry
from server.medicine_audits.counting import Around
from server.medicine_audits.models import MedicineAudit
from server.visits.models import Assignment


def around_of(db: Session, people: Sequence[UUID], first: date, last: date) -> Around:
    """Which records of these people's doses came from wrong clocks, which effects were told, and who was to go."""
    doses = doses_in(people, first, last)
    entries = select(MarEntry.id).where(col(MarEntry.dose_id).in_(doses))
    wrong = func.abs(Form.clock_offset_milliseconds) > CLOCK_WRONG_AFTER.total_seconds() * 1000
    forms = select(Form).where(col(Form.id).in_(entries), wrong)
    told = select(DoseEffect.mar_entry_id).where(col(DoseEffect.mar_entry_id).in_(entries))
    visits = select(Dose.visit_id).where(col(Dose.id).in_(doses))
    going = select(Assignment.visit_id, Assignment.account_id).where(
        col(Assignment.visit_id).in_(visits), col(Assignment.removed_at).is_(None)
    )
    sent: dict[UUID, tuple[UUID, ...]] = defaultdict(tuple)
    for visit_id, account_id in db.exec(going):
        sent[visit_id] += (account_id,)
    return Around({form.id: form.happened_at for form in db.exec(forms)}, frozenset(db.exec(told)), sent)


def signed_audits(db: Session, people: Sequence[UUID], first: date) -> dict[UUID, list[MedicineAudit]]:
    """Who signed a month of these people, by person, the last first."""
    found: dict[UUID, list[MedicineAudit]] = {person: [] for person in people}
    signed = select(MedicineAudit).where(
        col(MedicineAudit.service_user_id).in_(people), MedicineAudit.month_on == first
    )
    for audit in db.exec(signed.order_by(col(MedicineAudit.number).desc())):
        found[audit.service_user_id].append(audit)
    return found
