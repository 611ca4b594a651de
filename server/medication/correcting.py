"""The office corrects what a worker recorded about a dose: both stay, with who corrected it and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlmodel import col, select

from server.accounts.asker import Asker
from server.accounts.models import Account
from server.asking import LONGEST_TEXT, Asking, needed, one_of
from server.inbox.models import Form
from server.inbox.unit import Unit
from server.medication.forms import DoseForm
from server.medication.models import Dose, MarEntry, Medicine
from server.medication.outcomes import MarOutcome
from server.medication.recording import answer
from server.people.models import ServiceUser
from server.problems import BadInput, CannotAccept, NotFoundOrNotYours
from server.visits.entries import contradictions, standing
from server.visits.models import Assignment, Visit
from server.visits.recording import Turn

WHY = "Say why you correct it, and how you know: it stays on record."
KEPT = ("sites", "old_patch", "needed_for", "tried_first", "witness", "why_no_witness")


@dataclass(frozen=True, slots=True)
class RecordedDose:
    """A dose of the agency's, and what stands about it."""

    dose: Dose
    visit: Visit
    person: ServiceUser
    entries: Sequence[MarEntry]
    contradictions: Sequence[Sequence[MarEntry]]
    """Corrections of one record that say different things: another stands in the place of all of them."""
    names: Mapping[UUID, str]


def recorded_dose_of(db: Unit, asker: Asker, dose_id: UUID) -> RecordedDose:
    """Raises NotFoundOrNotYours."""
    found = (
        select(Dose, Visit, ServiceUser)
        .join(Visit, col(Visit.id) == Dose.visit_id)
        .join(ServiceUser, col(ServiceUser.id) == Visit.service_user_id)
        .where(Dose.id == dose_id, Visit.agency_id == asker.agency_id)
    )
    row = db.exec(found).one_or_none()
    if row is None:
        raise NotFoundOrNotYours
    about = select(MarEntry).where(MarEntry.dose_id == dose_id).order_by(col(MarEntry.received_at))
    stands = standing(known := list(db.exec(about)))
    authors = select(Account.id, Account.name).where(col(Account.id).in_([entry.author_id for entry in stands]))
    return RecordedDose(*row, stands, contradictions(known), dict(db.exec(authors).all()))


def is_sent_again(db: Unit, form: Form) -> bool:
    """The button was pressed twice: the very same words correct the same record."""
    same = select(Form.id).where(Form.author_id == form.author_id, Form.fingerprint == form.fingerprint)
    return db.exec(same).first() is not None


def correct(
    db: Unit, asker: Asker, recorded: RecordedDose, said: Mapping[str, str], form: Form
) -> tuple[Turn, MarEntry]:
    """What was so, in the place of what a worker said. Raises BadInput with all that is wrong."""
    with Asking(said) as asking:
        wrong = asking.read("corrects", partial(standing_in, recorded))
        ask_again_for_what_is_missing(asking, db.get_one(Medicine, recorded.dose.medicine_id))
        why = asking.read("why_corrected", needed(WHY, LONGEST_TEXT))
    turn = Turn(recorded.visit, turn_of(db, wrong, recorded.visit), recorded.person, asker.zone)
    try:
        entry = answer(recorded.dose, turn, form)
    except CannotAccept as problem:
        raise BadInput(str(problem)) from problem
    at = DoseForm.of(form).wall_time
    if at and turn.happened_at(form, at) > form.received_at:
        raise BadInput("That is still to come: look at the time.", "at")
    entry.why_corrected = why
    entry.also_corrects = " ".join(others_beside(recorded, wrong))
    keep_what_is_not_said(entry, wrong, said)
    turn.person.touch()
    db.add_all([recorded.visit, recorded.person])
    return turn, entry


def standing_in(recorded: RecordedDose, text: str) -> MarEntry:
    wrong = next((entry for entry in recorded.entries if str(entry.id) == text), None)
    if wrong is None:
        raise BadInput("Choose which record you correct. One that was corrected meanwhile is not here any more.")
    return wrong


def others_beside(recorded: RecordedDose, wrong: MarEntry) -> list[str]:
    """What else stands in the place of the same record and says otherwise."""
    stand = next((stand for stand in recorded.contradictions if wrong in stand), ())
    return sorted(str(one.id) for one in stand if one.id != wrong.id)


def ask_again_for_what_is_missing(asking: Asking, order: Medicine) -> None:
    said, outcome = asking.said, asking.read("outcome", one_of(MarOutcome, "Choose what happened."))
    if outcome is None:
        return
    if outcome.needs_support and not said.get("support"):
        asking.refuse("support", "Choose the support that was given.")
    if outcome.needs_reason and not said.get("reason", "").strip():
        asking.refuse("reason", "Say why it was not taken as ordered.")
    is_to_say_how_much = order.is_decided_each_time or outcome == MarOutcome.TAKEN_PARTIAL
    if outcome.was_given and is_to_say_how_much and not said.get("amount", "").strip():
        asking.refuse("amount", "Say how much was given.")


def keep_what_is_not_said(entry: MarEntry, wrong: MarEntry, said: Mapping[str, str]) -> None:
    """When it was stays as the worker said it, and so does what goes with a dose that was given."""
    entry.given_at = entry.given_at if said.get("at") else wrong.given_at
    for name in KEPT if entry.outcome.was_given else ():
        setattr(entry, name, getattr(entry, name) or getattr(wrong, name))


def turn_of(db: Unit, entry: MarEntry, visit: Visit) -> Assignment:
    """Of whoever recorded it; of nobody's, when the office did."""
    theirs = select(Assignment).where(Assignment.visit_id == visit.id, Assignment.account_id == entry.author_id)
    known = db.exec(theirs.order_by(col(Assignment.removed_at).desc())).first()
    return known or Assignment(visit_id=visit.id, account_id=entry.author_id, service_on=visit.service_on)
