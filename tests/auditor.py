"""What Grace does about medicine errors and audits in the tests, one verb each."""

from server.medicine_actions.models import MedicineAction
from server.medicine_errors.models import ErrorVersion, MedicineError
from tests.agencies import all_of

LEFT_OUT = {
    "kind": "omitted", "what": "The tablet was still in the pack.", "happened": "2026-11-19T08:00",
    "found": "2026-11-19T08:10", "found_by": "Ben Carter", "harm": "none", "done": "Rang the GP: wait until noon.",
    "status": "open",
}  # fmt: skip
TO_DO = {"action_1": "Ring Dr Patel.", "action_1_by": "2026-11-20"}


def report(office, person, **said):
    """Report an error about a person; answers the page that comes of it."""
    return office.post(f"/people/{person.id}/medicine-errors", **LEFT_OUT | said)


def ask_for_something(office):
    """What an action's line says, beside the rest of a form."""
    return TO_DO | {"action_1_owner": office.account.id}


def write(office, error, version, **said):
    """Write what is known now, over the version that was read."""
    return office.post(f"/medicine-errors/{error.id}/versions", **LEFT_OUT | {"seen": version} | said)


def audit_page(person, month="2026-11"):
    return f"/people/{person.id}/medicine-audits?month={month}"


def sign(office, person, month="2026-11", **said):
    """Open a person's month, and sign it as it stands."""
    action = f"/people/{person.id}/medicine-audits"
    return office.fill_in(audit_page(person, month), action, **{"findings": "All is well."} | said)


def errors_about(person):
    return all_of(MedicineError, MedicineError.service_user_id == person.id)


def versions_about(person):
    ids = [error.id for error in errors_about(person)]
    return sorted(all_of(ErrorVersion, ErrorVersion.error_id.in_(ids)), key=lambda one: one.version)


def actions_about(person):
    return all_of(MedicineAction, MedicineAction.service_user_id == person.id)
