"""What the web may do with medicines audits: look at a month, of one person or of all, and sign it."""

from typing import Any

from litestar import Response
from litestar.params import FromQuery

from server.accounts.asker import Asker as AskerInfo
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.inbox.unit import Unit
from server.medication.charts import month_in
from server.medicine_audits.audits import audit_of
from server.medicine_audits.pages import audit_page, audits_page
from server.medicine_audits.signing import sign
from server.people.queries import people_for, person_of
from server.problems import BadInput

QueryMonth = FromQuery[str | None]


@page("/medicine-audits", COORDINATORS)
def show_audits(db: Db, asker: Asker, month: QueryMonth = None) -> Response[str]:
    note_alone(asker, "read medicines audits")
    return audits_page(db, asker, people_for(db, asker), month_in(month, asker.today))


@page("/people/{service_user_id:uuid}/medicine-audits", COORDINATORS, writes=True)
def show_audit(db: Db, asker: Asker, service_user_id: PathId, month: QueryMonth = None) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read medicines audit", person.id)
    return audit_page(db, asker, audit_of(db, asker, person, month_in(month, asker.today)))


@act("/people/{service_user_id:uuid}/medicine-audits", COORDINATORS)
def sign_audit(db: Db, asker: Asker, service_user_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    audit = audit_of(db, asker, person, month_in(data.get("month"), asker.today))
    try:
        sign(db, asker, audit, data)
    except BadInput as problem:
        return audit_page(db, asker, audit, problem, data)
    return back_to(f"/people/{person.id}/medicine-audits?month={audit.month_on:%Y-%m}")


def note_alone(asker: AskerInfo, deed: str) -> None:
    """A line of the audit by itself: reading everybody's month takes so long that nobody may wait to write for it."""
    with Unit(writes=True) as db:
        db.note(asker, deed)
        db.finish()


medicine_audit_routes = [show_audits, show_audit, sign_audit]
