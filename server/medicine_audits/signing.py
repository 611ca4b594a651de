"""Signing a month: findings, what is to be done, and the figures as they then were."""

from collections.abc import Mapping
from typing import Any

from server import clock
from server.accounts.asker import Asker
from server.asking import LONGEST_TEXT, Asking, needed
from server.db import insert_if_absent, new_id
from server.inbox.unit import Unit
from server.medicine_actions.adding import add_actions
from server.medicine_actions.typing_actions import typed_actions
from server.medicine_audits.audits import Audit
from server.medicine_audits.freezing import SHAPE, fingerprint, frozen
from server.medicine_audits.models import MedicineAudit
from server.problems import BadInput

CHANGED = "The record has changed since you opened this page. Look at the figures again, then sign."

SIGNED_MEANWHILE = (
    "Somebody signed it since you opened this page. Read what they found, then sign if you still want to."
)


def next_number(audit: Audit) -> int:
    """The number that the next signing of a month gets."""
    return audit.signed[0].number + 1 if audit.signed else 1


def sign(db: Unit, asker: Asker, audit: Audit, said: Mapping[str, str]) -> None:
    """Sign the figures that were on the page. Pressed twice, it signs once. Raises BadInput with all that is wrong."""
    figures = frozen(audit)
    with Asking(said) as asking:
        findings = asking.read("findings", needed("Write what you found, also when all is well.", LONGEST_TEXT))
        actions = typed_actions(db, asker, asking)
        is_again = is_signed(audit, asker, said, findings)
        if not is_again:
            refuse_what_has_changed(asking, asker, audit, figures)
    if is_again:
        add_actions(db, asker, audit.person.id, actions, audit_id=audit.signed[0].id)
        return
    id_ = new_id()
    is_new = insert_if_absent(
        db, MedicineAudit, id=id_, agency_id=asker.agency_id, service_user_id=audit.person.id,
        month_on=audit.month_on, number=next_number(audit), findings=findings, shape=SHAPE, figures=figures,
        signed_by=asker.id, signed_at=clock.now(),
    )  # fmt: skip
    if not is_new:
        raise BadInput("Somebody signed it at this very moment. Open it again to see what they found.")
    add_actions(db, asker, audit.person.id, actions, audit_id=id_)
    db.note(asker, "signed medicines audit", audit.person.id)


def is_signed(audit: Audit, asker: Asker, said: Mapping[str, str], findings: str) -> bool:
    """This very page was signed already, by the same person."""
    last = audit.signed[0] if audit.signed else None
    is_older = said.get("number") != str(next_number(audit))
    return bool(is_older and last and (last.signed_by, last.findings) == (asker.id, findings))


def refuse_what_has_changed(asking: Asking, asker: Asker, audit: Audit, figures: Mapping[str, Any]) -> None:
    """What is signed is what was on the page; the page that is shown now has it as it is."""
    if asking.said.get("number") != str(next_number(audit)):
        asking.refuse("", SIGNED_MEANWHILE)
    elif audit.month_on > asker.today:
        asking.refuse("", "That month has not begun.")
    elif asking.said.get("figures") != fingerprint(figures):
        asking.refuse("", CHANGED)
