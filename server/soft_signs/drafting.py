"""The SBARD message as Doorstep drafts it from the record: what is known, in plain words, and nothing that is not.

Situation, background, assessment, recommendation; the decision is what whoever is told says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from server import clock
from server.accounts.asker import Asker
from server.care_plans.versions import plan_on
from server.contacts.queries import contact_lines
from server.medication.models import Medicine
from server.observations.kinds import KINDS
from server.observations.models import Observation
from server.observations.queries import standing_of
from server.people.models import AllergyStatus, CprDecision, ServiceUser
from server.people.queries import medicines_of, which_days
from server.soft_signs.models import SoftSigns
from server.soft_signs.queries import Message, messages_of
from server.soft_signs.words import more_about
from server.visits.queries import names_of

LOOKS_BACK = timedelta(days=7)
CLINICAL = ("gp", "doctor", "surgery", "nurse", "matron", "therapist", "hospice", "clinic")
CPR_WORDS = {
    CprDecision.ATTEMPT: "CPR: attempt.",
    CprDecision.DO_NOT_ATTEMPT: "CPR: do not attempt.",
    CprDecision.NOT_RECORDED: "No CPR decision is on our record: attempt.",
}


@dataclass(frozen=True, slots=True)
class Writer:
    """Who drafts, and how they say moments."""

    db: Session
    asker: Asker
    message: Message

    def draft(self) -> dict[str, str]:
        """By the names of the form."""
        return {
            "situation": self.situation(), "background": self.background(), "assessment": self.assessment(),
            "recommendation": self.recommendation(), "given_to": clinical_contact(self.db, self.message.person),
        }  # fmt: skip

    def situation(self) -> str:
        person, seen = self.message.person, self.message.seen
        born = f"{person.born_on.day} {person.born_on:%b} {person.born_on.year}"
        author = names_of(self.db, self.asker.agency_id)[seen.author_id]
        who = f"{person.name}, born {born}, {person.address}, {person.postcode}."
        return "\n".join([who, f"{author}, care worker, {self.when(seen.recorded_at)}: {self.saw(seen)}"])

    def saw(self, seen: SoftSigns) -> str:
        return ". ".join(part.rstrip(".") for part in (seen.said, *more_about(seen))) + "."

    def background(self) -> str:
        person = self.message.person
        plan = plan_on(self.db, person.id, self.asker.today)
        medicines = [self.taken(medicine) for _, medicine in medicines_of(self.db, person, self.asker.today)]
        lines = [
            allergy_words(person),
            " ".join(part for part in (CPR_WORDS[person.cpr_decision], person.cpr_note) if part),
            " ".join(plan.content.summary.split()) if plan else "",
            f"Medicines that we know of: {'; '.join(medicines)}." if medicines else "We give no medicines.",
        ]
        return "\n".join(line for line in lines if line)

    def taken(self, medicine: Medicine) -> str:
        return ", ".join(filter(None, [medicine.name, medicine.amount, which_days(medicine, self.asker.today)]))

    def assessment(self) -> str:
        before = [one for one in messages_of(self.db, self.message.person) if self.is_before(one)]
        earlier = [f"{self.when(one.seen.recorded_at)}: {one.seen.said}" for one in before]
        lines = [
            "We are care workers, not clinicians: this is not as usual for them.",
            f"Seen before in the last week. {'. '.join(earlier)}." if earlier else "",
            f"Last observations. {'. '.join(self.last_observations())}." if self.last_observations() else "",
        ]
        return "\n".join(line for line in lines if line)

    def is_before(self, other: Message) -> bool:
        at = self.message.first.recorded_at
        return at - LOOKS_BACK < other.first.recorded_at < at

    def last_observations(self) -> list[str]:
        """The newest of each kind in the last week; of what is summed, the day's sum."""
        known = standing_of(self.db, [self.message.person.id], clock.now() - LOOKS_BACK)
        newest = {one.kind: one for one in known}
        return [self.observed(newest[name], known) for name in KINDS if name in newest]

    def observed(self, last: Observation, known: Iterable[Observation]) -> str:
        if not last.what.is_summed:
            return f"{last.said}, {self.when(last.observed_at)}"
        on = self.local(last.observed_at).date()
        those = [one.value for one in known if one.kind == last.kind and self.local(one.observed_at).date() == on]
        return f"{last.what.words}: {last.what.said(sum(those, start=those[0] * 0))} on {on:%a} {on.day} {on:%b}"

    def recommendation(self) -> str:
        called = self.message.person.called
        return f"Please say what we should watch for, and whether {called} is to be seen, by whom and by when."

    def when(self, at: datetime) -> str:
        local = self.local(at)
        return f"{local:%a} {local.day} {local:%b} {local:%H:%M}"

    def local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.asker.zone))


def allergy_words(person: ServiceUser) -> str:
    if person.allergy_status == AllergyStatus.RECORDED:
        return f"Allergies: {person.allergies}."
    known = person.allergy_status == AllergyStatus.NONE_KNOWN
    return "No known allergies." if known else "Allergies are not on our record."


def clinical_contact(db: Session, person: ServiceUser) -> str:
    """Whom the record names, else the first who sounds clinical, as `Dr Anjali Patel (GP), 01632 960500`."""
    lines = contact_lines(db, person)
    likely = (line for line in lines if set(CLINICAL) & set(line.what.lower().replace(",", "").split()))
    found = next((line for line in lines if line.one.is_clinical), None) or next(likely, None)
    return f"{found.one.name} ({found.what}), {found.one.phone}" if found else ""
