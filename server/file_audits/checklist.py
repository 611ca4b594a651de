"""What a person's file must hold, and whether it does: computed where it can be, asked where it cannot."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlmodel import Session, col, or_, select

from server.about_me.queries import versions_of as about_me_versions
from server.accounts.asker import Asker
from server.care_plans.versions import plan_on
from server.contacts.queries import contact_lines
from server.legal.models import LegalKind, LegalRecord
from server.legal.queries import latest_of
from server.medication.models import Medicine
from server.medicine_audits.models import MedicineAudit
from server.people.models import AllergyStatus, CprDecision, ServiceUser
from server.reviews.due import all_due
from server.risk_assessments.queries import assessments_of
from server.risk_assessments.shipped import shipped

RISKS_WANTED = "moving_and_handling", "environment_and_fire", "falls"
"""What is assessed of everybody whom workers visit at home."""
A_YEAR, TWO_MONTHS = timedelta(days=365), timedelta(days=62)


class State(StrEnum):
    """How a check came out."""

    GOOD = "good"
    LOOK = "look"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist."""

    title: str
    state: State
    words: str
    address: str


ASKED = {
    "agrees": "The folder in the home says the same as this record",
    "heard": "The person, or who speaks for them, was asked how the care suits them",
    "as_planned": "The last week's records read as the plan says, in plain and respectful words",
    "acted_on": "Every concern of the last three months was acted on and closed with words",
}
"""What only a person can find out: answered yes, no, or not looked at."""
ANSWERS = {"yes": "Yes", "no": "No", "not_looked": "Not looked at"}


def checks_of(db: Session, asker: Asker, person: ServiceUser) -> list[Check]:
    """Everything that can be computed, in the order in which a file is read."""
    at = f"/people/{person.id}"
    return [
        *who_they_are(db, asker, person, at), *law(db, asker, person, at), *plan(db, asker, person, at),
        risks(db, person, f"{at}/risk-assessments"), *medicines(db, asker, person, at), reviews(db, asker, person, at),
    ]  # fmt: skip


def check(title: str, address: str, *, good: bool, words: str, else_words: str = "Not recorded") -> Check:
    return Check(title, State.GOOD, words, address) if good else Check(title, State.MISSING, else_words, address)


def who_they_are(db: Session, asker: Asker, person: ServiceUser, at: str) -> Iterable[Check]:
    yield check("NHS number", f"{at}/record", good=bool(person.nhs_number), words="Recorded")
    contacts = contact_lines(db, person)
    has_gp = any("gp" in f"{one.one.roles} {one.what}".lower().split() for one in contacts)
    yield check(
        "Whom to ring", f"{at}/record/contacts", good=has_gp and len(contacts) > 1,
        words=f"{len(contacts)} contacts, with the GP", else_words="A GP and somebody of theirs are needed",
    )  # fmt: skip
    yield allergies(asker, person, f"{at}/record")
    written = next(iter(about_me_versions(db, person)), None)
    if written is None or not written.about_me:
        yield Check("About me", State.MISSING, "Nothing is written", f"{at}/about-me")
    elif written.told and written.told.written_at.date() < asker.today - A_YEAR:
        yield Check("About me", State.LOOK, "Written more than a year ago", f"{at}/about-me")
    else:
        yield Check("About me", State.GOOD, "Written", f"{at}/about-me")


def allergies(asker: Asker, person: ServiceUser, address: str) -> Check:
    if person.allergy_status == AllergyStatus.NOT_RECORDED:
        return Check("Allergies", State.MISSING, "Not recorded", address)
    confirmed = person.allergies_confirmed_on
    if confirmed is None or confirmed < asker.today - A_YEAR:
        return Check("Allergies", State.LOOK, "Nobody has confirmed them for a year", address)
    return Check("Allergies", State.GOOD, "Recorded and confirmed", address)


def law(db: Session, asker: Asker, person: ServiceUser, at: str) -> Iterable[Check]:
    counting = [one for one in latest_of(db, [person.id]) if not one.has_ended(asker.today)]
    consents = [one for one in counting if one.kind == LegalKind.CONSENT and one.answer in ("given", "cannot_decide")]
    purposes = "; ".join(one.about for one in consents)
    yield check("Consent", f"{at}/legal", good=bool(consents), words=f"Recorded for: {purposes}")
    cpr: LegalRecord | None = next((one for one in counting if one.kind == LegalKind.CPR), None)
    if person.cpr_decision == CprDecision.NOT_RECORDED:
        yield Check("CPR decision", State.LOOK, "None is recorded. Ask whether there is one", f"{at}/legal")
    elif cpr is None:
        yield Check("CPR decision", State.LOOK, "By whom and when is not recorded", f"{at}/legal")
    else:
        yield Check("CPR decision", State.GOOD, f"{cpr.who}. Paper: {cpr.paper_at or 'none'}", f"{at}/legal")


def plan(db: Session, asker: Asker, person: ServiceUser, at: str) -> Iterable[Check]:
    known = plan_on(db, person.id, asker.today)
    address = f"{at}/care-plan"
    if known is None:
        yield Check("Care plan", State.MISSING, "None is in force", address)
        return
    agreed = known.version.agreed_with
    yield check(
        "Care plan", address, good=bool(agreed), words=f"Version {known.number}, agreed with {agreed}",
        else_words=f"Version {known.number} is in force; with whom it was agreed is not recorded",
    )  # fmt: skip
    yield check("Goals", address, good=bool(known.content.goals), words=f"{len(known.content.goals)} in the plan")
    yield check(
        "When a visit is late or missed", address, good=known.content.contingency is not None, words="In the plan"
    )


def risks(db: Session, person: ServiceUser, address: str) -> Check:
    known = {one.assessment.kind for one in assessments_of(db, person) if not one.latest.is_ended}
    missing = [shipped()[kind].definition.title for kind in RISKS_WANTED if kind not in known]
    if not known:
        return Check("Risks assessed", State.MISSING, "None is", address)
    if missing:
        return Check("Risks assessed", State.LOOK, f"Not yet: {', '.join(missing)}", address)
    return Check("Risks assessed", State.GOOD, "Moving and handling, home and fire, falls", address)


def medicines(db: Session, asker: Asker, person: ServiceUser, at: str) -> Iterable[Check]:
    going_on = or_(col(Medicine.ended_on).is_(None), col(Medicine.ended_on) >= asker.today)
    counting = db.exec(select(Medicine).where(Medicine.service_user_id == person.id, going_on)).all()
    if not counting:
        return
    unchecked = sum(one.checked_by is None for one in counting)
    yield check(
        "Medicine orders checked", f"{at}/medicines", good=not unchecked, words="By a second person",
        else_words=f"{unchecked} not checked by a second person",
    )  # fmt: skip
    signed = select(MedicineAudit).where(MedicineAudit.service_user_id == person.id)
    last = max((audit.month_on for audit in db.exec(signed)), default=None)
    yield check(
        "Medicines audited", f"{at}/medicine-audits", good=last is not None and last >= asker.today - TWO_MONTHS,
        words=f"{last:%B %Y}" if last else "", else_words="Not signed for two months",
    )  # fmt: skip


def reviews(db: Session, asker: Asker, person: ServiceUser, at: str) -> Check:
    overdue = [due for due in all_due(db, asker, person) if due.on < asker.today]
    if not overdue:
        return Check("Reviews", State.GOOD, "None is overdue", f"{at}/file-audit")
    return Check("Reviews", State.LOOK, f"{len(overdue)} overdue: {overdue[0].what}", overdue[0].address)
