"""What we ask about people: only those on the asker's rota, within the agency's window."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, or_, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.care_plans.contents import Goal
from server.care_plans.recurrences import WEEKDAYS, weekdays_in_words
from server.care_plans.versions import Plan, plan_on
from server.contacts.queries import ContactLine, contact_lines
from server.documents.models import Document, DocumentKind
from server.documents.readable import portrait_of, readable_by_workers
from server.legal.models import LegalRecord
from server.legal.queries import legal_in_words
from server.medication.models import Medicine
from server.people.models import AboutMe, ServiceUser
from server.problems import NotFoundOrNotYours
from server.progress.models import GoalStatus
from server.progress.queries import standing_goals
from server.progress.words import in_few_words
from server.risk_assessments.queries import Risk, risks_of
from server.templating import long_day
from server.visits.entries import settled_over
from server.visits.entry_kinds import Note
from server.visits.models import Assignment, Visit

NOTES_SHOWN = 8
NOTES_DAYS = 14
PAPERS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What a person's page shows."""

    person: ServiceUser
    plan: Plan | None
    statuses: dict[UUID, GoalStatus]
    """How each goal stands, by the goal's id."""
    about_me: list[AboutMe]
    contacts: list[ContactLine]
    risks: list[Risk]
    legal: list[tuple[str, str, LegalRecord]]
    """What counts today in law, each with its kind and what is decided, in words."""
    medicines: list[tuple[str, Medicine]]
    """Each with its times of day, `10:30, 14:15`; none when only as needed."""
    notes: list[tuple[Note, str]]
    """The newest first, each with its author's name."""
    documents: list[Document]
    """What its workers may read, the newest first."""

    @property
    def portrait(self) -> Document | None:
        return portrait_of(self.documents)

    @property
    def papers(self) -> list[Document]:
        """Without the photo of the person: what phones keep first, then the newest; the office has them all."""
        papers = [document for document in self.documents if document.kind != DocumentKind.PORTRAIT]
        return sorted(papers, key=lambda document: not document.offline)[:PAPERS_SHOWN]

    @property
    def goals(self) -> list[tuple[Goal, str]]:
        """Each with how it stands, in a few words; none when nobody has said."""
        goals = self.plan.content.goals_in_order if self.plan else []
        return [(goal, in_few_words(self.statuses[goal.id]) if goal.id in self.statuses else "") for goal in goals]


def people_for(db: Session, asker: Asker) -> list[ServiceUser]:
    """By family name: a worker's own people whom nobody has discharged, a coordinator's whole agency."""
    people = select(ServiceUser).where(ServiceUser.agency_id == asker.agency_id)
    if not asker.is_coordinator:
        over = col(ServiceUser.discharged_on) <= asker.today
        people = people.where(or_(col(ServiceUser.discharged_on).is_(None), ~over))
    return list(db.exec(visible(people, asker).order_by(ServiceUser.family_name, ServiceUser.given_name)))


def person_of(db: Session, asker: Asker, service_user_id: UUID) -> ServiceUser:
    """One person, if the asker may open them."""
    found = select(ServiceUser).where(ServiceUser.id == service_user_id, ServiceUser.agency_id == asker.agency_id)
    person: ServiceUser | None = db.exec(visible(found, asker)).one_or_none()
    if person is None:
        raise NotFoundOrNotYours
    return person


def visible(people: Any, asker: Asker) -> Any:
    """Narrow a search for people to those the asker may open."""
    if asker.is_coordinator:
        return people
    on_rota = (
        select(Visit.service_user_id)
        .join(Assignment, col(Assignment.visit_id) == Visit.id)
        .where(Assignment.account_id == asker.id, col(Assignment.removed_at).is_(None))
        .where(col(Assignment.service_on).between(*asker.window))
    )
    return people.where(col(ServiceUser.id).in_(on_rota))


def person_page(db: Session, asker: Asker, person: ServiceUser) -> PersonPage:
    """All that a person's page shows."""
    return PersonPage(
        person=person,
        plan=plan_on(db, person.id, asker.today),
        statuses=standing_goals(db, person),
        about_me=about_me_of(db, person),
        contacts=contact_lines(db, person),
        risks=risks_of(db, [person.id])[person.id],
        legal=legal_in_words(db, person, asker.today),
        medicines=medicines_of(db, person, asker.today),
        notes=notes_about(db, person, clock.now() - timedelta(days=NOTES_DAYS)),
        documents=readable_by_workers(db, [person.id]),
    )


def in_order(db: Session, kind: type[Any], person: ServiceUser) -> list[Any]:
    return list(db.exec(select(kind).where(kind.service_user_id == person.id).order_by(kind.position)))


def about_me_of(db: Session, person: ServiceUser) -> list[AboutMe]:
    """The newest version of About me."""
    newest = select(func.max(AboutMe.version)).where(AboutMe.service_user_id == person.id).scalar_subquery()
    found = select(AboutMe).where(AboutMe.service_user_id == person.id, AboutMe.version == newest)
    return list(db.exec(found.order_by(col(AboutMe.position))))


def medicines_of(db: Session, person: ServiceUser, on: date) -> list[tuple[str, Medicine]]:
    """The orders that count on a day or will, by their first time, as needed last; what differs by its time alone is
    one line. Kept on a phone it stays true: it says until when."""
    going_on = or_(col(Medicine.ended_on).is_(None), col(Medicine.ended_on) >= on)
    found = db.exec(select(Medicine).where(Medicine.service_user_id == person.id, going_on))
    by_words: dict[tuple[bool, str, str, str, str], list[Medicine]] = {}
    for medicine in sorted(found, key=lambda order: (order.at is None, order.at, order.name)):
        words = (medicine.at is None, medicine.name, medicine.amount, medicine.how, which_days(medicine, on))
        by_words.setdefault(words, []).append(medicine)
    return [(when_given(alike, which), alike[0]) for (*_, which), alike in by_words.items()]


def when_given(alike: list[Medicine], which: str) -> str:
    """`10:30, 14:15`, `10:30, Mon, until 30 Nov 2026`; empty when it is as needed on any day."""
    times = ", ".join(f"{order.at:%H:%M}" for order in alike if order.at)
    return f"{times or 'As needed'}, {which}" if which else times


def which_days(medicine: Medicine, on: date) -> str:
    """`Mon, from 27 Nov 2026`; empty when it is given every day from that day on."""
    days = medicine.weekdays.split()
    parts = ["" if len(days) == len(WEEKDAYS) else weekdays_in_words(days)]
    parts += [f"from {long_day(medicine.started_on)}"] if medicine.started_on > on else []
    parts += [f"until {long_day(medicine.ended_on)}"] if medicine.ended_on else []
    return ", ".join(part for part in parts if part)


def notes_about(db: Session, person: ServiceUser, since: datetime) -> list[tuple[Note, str]]:
    """The last visits' notes, newest first; what was corrected is left to the visit's own page."""
    corrections = select(Note.corrects).where(Note.service_user_id == person.id, col(Note.corrects).is_not(None))
    written = (
        select(Note, Account.name)
        .join(Account, col(Account.id) == Note.author_id)
        .where(Note.service_user_id == person.id, Note.recorded_at >= since, col(Note.id).not_in(corrections))
        .where(col(Note.id).not_in(settled_over(db, Note, [person.id])))
        .order_by(col(Note.recorded_at).desc())
        .limit(NOTES_SHOWN)
    )
    return [(note, name) for note, name in db.exec(written)]
