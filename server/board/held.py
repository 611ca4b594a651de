"""Forms that could not be taken as they stood: what they say, and the office's three decisions about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from sqlmodel import col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.asking import LONGEST_TEXT, Asking, needed
from server.board.alerts import close_alerts_about
from server.board.held_kinds import (
    ABOUT_THE_FORM,
    LABELS,
    READ_BY_THE_PHONE,
    UNKNOWN,
    Choices,
    HeldKind,
    fields_of,
    kind_of,
)
from server.inbox.models import Form, FormState
from server.inbox.reading import uuid_or_none
from server.inbox.receiving import Recorders, hand_over
from server.inbox.unit import Unit
from server.medication.models import Dose, Medicine
from server.people.models import ServiceUser
from server.problems import CannotAccept, NotFoundOrNotYours
from server.visits.models import CareAction, Visit

MOST_LISTED = 200
NOT_YOURS = "What this is about is not in your agency any more. It can only be set aside."


@dataclass(frozen=True, slots=True)
class HeldValue:
    """One value of a held form, as it stands or as somebody is about to correct it."""

    name: str
    label: str
    value: str
    choices: Choices

    @property
    def words(self) -> str:
        return self.choices.get(self.value, self.value)

    @property
    def can_be_corrected(self) -> bool:
        return self.name not in READ_BY_THE_PHONE


@dataclass(frozen=True, slots=True)
class HeldForm:
    """A form that waits for the office, or waited, with what it is about as far as that is the agency's."""

    form: Form
    author: str
    subject: str
    visit: Visit | None
    person: ServiceUser | None
    decided_by: str = ""

    @property
    def kind(self) -> HeldKind:
        return kind_of(self.form)

    @property
    def can_be_accepted(self) -> bool:
        """As far as anybody can tell who has not tried."""
        return self.kind is not UNKNOWN

    @property
    def is_about_somebody_else(self) -> bool:
        """The page that it was recorded on was about another person or visit than its address."""
        said = fields_of(self.form)
        if self.visit is None:
            return False
        visit_id, person_id = uuid_or_none(said.get("visit")), uuid_or_none(said.get("service_user"))
        return visit_id not in (None, self.visit.id) or person_id not in (None, self.visit.service_user_id)

    def values(self, typed: Mapping[str, str] | None = None) -> list[HeldValue]:
        """What the worker said, and what this kind of record could say besides; `typed` over it."""
        said = fields_of(self.form)
        is_of_today = self.form.form_version == self.kind.values.version
        known = self.kind.values.__struct_fields__ if is_of_today else ()
        names = [name for name in dict.fromkeys((*known, *said)) if name not in ABOUT_THE_FORM]
        return [
            HeldValue(name, LABELS.get(name, name), (typed or said).get(name, ""), self.kind.choices.get(name, {}))
            for name in names
        ]

    def corrected(self, typed: Mapping[str, str]) -> str:
        """The body with what was typed in place of what was said."""
        said = fields_of(self.form) | {value.name: typed.get(value.name, value.value) for value in self.values()}
        if self.visit and typed.get("belongs"):
            said |= {"visit": str(self.visit.id), "service_user": str(self.visit.service_user_id)}
        return urlencode(said)


def held_forms(db: Unit, asker: Asker) -> list[HeldForm]:
    """What the agency's office has yet to decide, the oldest first."""
    held = select(Form).where(Form.agency_id == asker.agency_id, Form.state == FormState.HELD)
    return with_subjects(db, asker, db.exec(held.order_by(col(Form.received_at)).limit(MOST_LISTED)).all())


def held_form_of(db: Unit, asker: Asker, form_id: UUID) -> HeldForm:
    """One form of the asker's agency that is held, or was."""
    form = db.get(Form, form_id)
    if form is None or form.agency_id != asker.agency_id or not form.why:
        raise NotFoundOrNotYours
    return with_subjects(db, asker, [form])[0]


def with_subjects(db: Unit, asker: Asker, forms: Iterable[Form]) -> list[HeldForm]:
    return [with_subject(db, asker, form) for form in forms]


def with_subject(db: Unit, asker: Asker, form: Form) -> HeldForm:
    """A form with its author, and what it is about if that is the agency's."""
    about, visit_id = subject_of(db, form)
    visit = db.get(Visit, visit_id) if visit_id else None
    visit = visit if visit and visit.agency_id == asker.agency_id else None
    person = db.get(ServiceUser, visit.service_user_id) if visit else None
    author, decider = db.get(Account, form.author_id), db.get(Account, form.decided_by) if form.decided_by else None
    return HeldForm(
        form, author.name if author else "", about if visit else "", visit, person, decider.name if decider else ""
    )


def subject_of(db: Unit, form: Form) -> tuple[str, UUID | None]:
    """The action or medicine that a form answers, and the visit that its address leads to."""
    _, nouns, about, _ = f"{form.url}///".split("/")[:4]
    id_ = uuid_or_none(about)
    if nouns == "care-actions" and id_ and (action := db.get(CareAction, id_)):
        return action.title, action.visit_id
    if nouns == "doses" and id_ and (dose := db.get(Dose, id_)):
        return f"{dose.name}, {dose.amount}", dose.visit_id
    return moved_in(db, form), id_ if nouns == "visits" else None


def moved_in(db: Unit, form: Form) -> str:
    """The medicine whose stock a form is about, when it is one of the agency's people's."""
    order_id = uuid_or_none(fields_of(form).get("order_id"))
    found = (
        select(Medicine.name)
        .join(ServiceUser, col(ServiceUser.id) == Medicine.service_user_id)
        .where(ServiceUser.agency_id == form.agency_id, Medicine.order_id == order_id)
    )
    return (db.exec(found).first() if order_id else None) or ""


def accept(db: Unit, asker: Asker, held: HeldForm, recorders: Recorders) -> None:
    """Let it become an entry as it stands. Raises CannotAccept, having kept nothing."""
    become_entry(db, asker, held.form, recorders, "Accepted as it is")


def correct(db: Unit, asker: Asker, held: HeldForm, recorders: Recorders, typed: Mapping[str, str]) -> None:
    """Let it become an entry with other values; what the phone sent stays beside them. Raises CannotAccept."""
    reason = reason_in(typed, "correction-reason", "Say why you correct it.")
    held.form.corrected_body = held.corrected(typed)
    become_entry(db, asker, held.form, recorders, reason)


def become_entry(db: Unit, asker: Asker, form: Form, recorders: Recorders, decision: str) -> None:
    try:
        hand_over(recorders, db, asker, form)
    except CannotAccept:
        db.rollback()
        raise
    except NotFoundOrNotYours as problem:
        db.rollback()
        raise CannotAccept(NOT_YOURS) from problem
    decide(db, asker, form, FormState.ACCEPTED, decision)


def set_aside(db: Unit, asker: Asker, held: HeldForm, typed: Mapping[str, str]) -> None:
    """Keep it and let it count for nothing, with the reason."""
    decide(db, asker, held.form, FormState.SET_ASIDE, reason_in(typed, "aside-reason", "Say why you set it aside."))
    if held.visit:
        held.visit.touch()


def reason_in(typed: Mapping[str, str], field: str, sentence: str) -> str:
    """Two forms of a page ask for a reason, each in a field with an id of its own."""
    with Asking({field: typed.get("decision", "")}) as asking:
        return asking.read(field, needed(sentence, LONGEST_TEXT))


def decide(db: Unit, asker: Asker, form: Form, state: FormState, decision: str) -> None:
    form.state, form.decision, form.decided_by, form.decided_at = state, decision, asker.id, clock.now()
    words = "Set aside" if state == FormState.SET_ASIDE else "Accepted"
    close_alerts_about(db, form.id, f"{words} by {asker.name}. {decision}", by=asker.id, held=True)
    db.note(asker, f"held form {state}", form.id)
