"""The proof that the audit is whole: nothing in it was changed, taken out or put in."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from server.accounts.models import Agency, AuditRow
from server.inbox.unit import Deed, chained

ROWS_AT_ONCE = 500
LINK: Any = (AuditRow.number, AuditRow.at, AuditRow.account_id, AuditRow.deed, AuditRow.about, AuditRow.hash)
"""Columns, not rows of a class: there are many."""


def audit_that_does_not_chain(db: Session) -> Iterator[str]:
    """Each row's hash covers the row before it, from the first row on, without a gap."""
    for agency_id in db.exec(select(Agency.id)).all():
        digest = b""
        of_agency = select(*LINK).where(AuditRow.agency_id == agency_id).order_by(col(AuditRow.number))
        for number, row in enumerate(db.execute(of_agency, execution_options={"yield_per": ROWS_AT_ONCE}), 1):
            deed = Deed(agency_id, row.account_id, row.deed, row.about)
            digest = chained(digest, number, row.at.isoformat(), deed)
            if (row.number, row.hash) != (number, digest):
                yield f"The audit of agency {agency_id} is broken at row {row.number}."
                break
