"""The figures of the demo's signed audits: those of the record as it was put in, by the same code as a signing's."""

from sqlalchemy import Connection, update
from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.accounts.models import Account
from server.accounts.queries import ASKER
from server.medicine_audits.audits import audit_of
from server.medicine_audits.freezing import frozen
from server.medicine_audits.models import MedicineAudit
from server.people.models import ServiceUser


def freeze_audits(connection: Connection) -> None:
    """Freeze what was signed, as it stands."""
    with Session(connection, join_transaction_mode="rollback_only") as db:
        for signed in db.exec(select(MedicineAudit)).all():
            asker = Asker(*connection.execute(ASKER.where(Account.id == signed.signed_by)).one())
            audit = audit_of(db, asker, db.get_one(ServiceUser, signed.service_user_id), signed.month_on)
            named = col(MedicineAudit.id) == signed.id
            connection.execute(update(MedicineAudit).where(named).values(figures=frozen(audit)))
