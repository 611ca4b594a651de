"""Signing a month: findings, what is to be done, and the figures as they then were."""

from collections.abc import Mapping

from server import clock
from server.accounts.asker import Asker
from server.db import insert_if_absent, new_id
from server.inbox.unit import Unit
from server.medicine_actions.adding import add_actions
from server.medicine_actions.typing_actions import typed_actions
from server.medicine_audits.audits import Audit
from server.medicine_audits.freezing import SHAPE, fingerprint, frozen
from server.medicine_audits.models import MedicineAudit
from server.problems import BadInput

CHANGED = "The record has changed since you opened this page. Look at the figures again, then sign."


def next_number(audit: Audit) -> int:
    """The number that the next signing of a month gets."""
    return audit.signed[0].number + 1 if audit.signed else 1


def sign(db: Unit, asker: Asker, audit: Audit, said: Mapping[str, str]) -> None:
    """Sign the figures that were on the page. Pressed twice, it signs once. Raises BadInput, naming the field."""
    findings, figures = said.get("findings", "").strip(), frozen(audit)
    if not findings:
        raise BadInput("Write what you found, also when all is well.", "findings")
    if is_signed(audit, asker, said):
        add_actions(db, asker, audit.person.id, typed_actions(db, asker, said), audit_id=audit.signed[0].id)
        return
    if audit.month_on > asker.today:
        raise BadInput("That month has not begun.")
    if said.get("figures") != fingerprint(figures):
        raise BadInput(CHANGED)
    actions, id_ = typed_actions(db, asker, said), new_id()
    is_new = insert_if_absent(
        db, MedicineAudit, id=id_, agency_id=asker.agency_id, service_user_id=audit.person.id,
        month_on=audit.month_on, number=next_number(audit), findings=findings, shape=SHAPE, figures=figures,
        signed_by=asker.id, signed_at=clock.now(),
    )  # fmt: skip
    if not is_new:
        raise BadInput("Somebody signed it at this very moment. Open it again to see what they found.")
    add_actions(db, asker, audit.person.id, actions, audit_id=id_)
    db.note(asker, "signed medicines audit", audit.person.id)


def is_signed(audit: Audit, asker: Asker, said: Mapping[str, str]) -> bool:
    """This very page was signed already, by the same person. Raises BadInput when somebody else signed meanwhile."""
    if said.get("number") == str(next_number(audit)):
        return False
    last = audit.signed[0] if audit.signed else None
    if last and last.signed_by == asker.id and last.findings == said.get("findings", "").strip():
        return True
    raise BadInput(
        "Somebody signed it since you opened this page. Read what they found, then sign if you still want to."
    )
