"""What we ask about risk assessments: forms in force, a person's assessments, and what workers read of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import Session, col, or_, select

from server.accounts.asker import Asker
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours
from server.risk_assessments.definitions import Definition
from server.risk_assessments.models import AssessmentVersion, RiskAssessment, RiskForm

DUE_SOON = timedelta(days=14)


class Assessed(NamedTuple):
    """An assessment as it is now, with the form that its newest version was made with."""

    assessment: RiskAssessment
    latest: AssessmentVersion
    form: RiskForm
    person: ServiceUser

    @property
    def definition(self) -> Definition:
        return self.form.definition


class Risk(NamedTuple):
    """A risk as workers read it."""

    category: str
    what: str
    control: str
    band: str


def assessed(db: Session, *where: Any) -> list[Assessed]:
    found = (
        select(RiskAssessment, AssessmentVersion, RiskForm, ServiceUser)
        .join(AssessmentVersion, col(AssessmentVersion.assessment_id) == RiskAssessment.id)
        .join(RiskForm, col(RiskForm.id) == AssessmentVersion.form_id)
        .join(ServiceUser, col(ServiceUser.id) == RiskAssessment.service_user_id)
        .where(AssessmentVersion.version == RiskAssessment.version, *where)
        .order_by(col(AssessmentVersion.is_ended), AssessmentVersion.title, col(RiskAssessment.id))
    )
    return [Assessed(*row) for row in db.exec(found)]


def assessments_of(db: Session, person: ServiceUser) -> list[Assessed]:
    """A person's, by title; those that have ended come last."""
    return assessed(db, RiskAssessment.service_user_id == person.id)


def assessment_of(db: Session, asker: Asker, assessment_id: UUID) -> Assessed:
    """One of the asker's agency. Raises NotFoundOrNotYours."""
    found = assessed(db, RiskAssessment.id == assessment_id, RiskAssessment.agency_id == asker.agency_id)
    if not found:
        raise NotFoundOrNotYours
    return found[0]


def receives_care(today: date) -> Any:
    """Nobody has discharged them; what is known of those who were is read, and asks nobody to do anything."""
    return or_(col(ServiceUser.discharged_on).is_(None), col(ServiceUser.discharged_on) > today)


def assessments_due(db: Session, asker: Asker) -> list[Assessed]:
    """Those of the agency of which something is due within a fortnight or is overdue, the longest first."""
    within = col(RiskAssessment.due_on) <= asker.today + DUE_SOON
    due = assessed(db, RiskAssessment.agency_id == asker.agency_id, within, receives_care(asker.today))
    return sorted(due, key=lambda one: one.assessment.due_on or date.max)


def versions_of(db: Session, assessment: RiskAssessment) -> list[tuple[AssessmentVersion, RiskForm]]:
    """All of an assessment, the newest first, each with its form."""
    written = (
        select(AssessmentVersion, RiskForm)
        .join(RiskForm, col(RiskForm.id) == AssessmentVersion.form_id)
        .where(AssessmentVersion.assessment_id == assessment.id)
        .order_by(col(AssessmentVersion.version).desc())
    )
    return [(version, form) for version, form in db.exec(written)]


def version_of(db: Session, assessment: RiskAssessment, number: int) -> tuple[AssessmentVersion, RiskForm]:
    """One version with its form. Raises NotFoundOrNotYours."""
    found = [row for row in versions_of(db, assessment) if row[0].version == number]
    if not found:
        raise NotFoundOrNotYours
    return found[0]


def risks_of(db: Session, people: Iterable[UUID]) -> dict[UUID, list[Risk]]:
    """What workers read, by person: what the newest versions say that are in force."""
    found = (
        select(
            RiskAssessment.service_user_id, AssessmentVersion.title, AssessmentVersion.tells,
            AssessmentVersion.controls, AssessmentVersion.band,
        )  # type: ignore[call-overload]
        .join(AssessmentVersion, col(AssessmentVersion.assessment_id) == RiskAssessment.id)
        .where(col(RiskAssessment.service_user_id).in_(list(people)), ~col(AssessmentVersion.is_ended))
        .where(AssessmentVersion.version == RiskAssessment.version)
        .order_by(AssessmentVersion.title, col(RiskAssessment.id))
    )  # fmt: skip
    risks: dict[UUID, list[Risk]] = defaultdict(list)
    for person_id, title, tells, controls, band in db.execute(found):
        risks[person_id].append(Risk(title, tells, " ".join(controls.values()), band))
    return risks


# Forms


def all_forms(db: Session, asker: Asker) -> Sequence[RiskForm]:
    """Those that come with Doorstep and the agency's own, of every version: the newest of a kind first, own before."""
    theirs = or_(col(RiskForm.agency_id).is_(None), RiskForm.agency_id == asker.agency_id)
    found = db.exec(select(RiskForm).where(theirs)).all()
    return sorted(found, key=lambda form: (form.kind, form.agency_id is None, -form.version))


def forms_in_force(db: Session, asker: Asker) -> dict[str, RiskForm]:
    """By kind, in the order of their titles: the agency's own where it has one."""
    newest: dict[str, RiskForm] = {}
    for form in all_forms(db, asker):
        newest.setdefault(form.kind, form)
    return dict(sorted(newest.items(), key=lambda item: item[1].definition.title))


def form_in_force(db: Session, asker: Asker, kind: str) -> RiskForm:
    """The one that a new assessment of a kind is made with. Raises NotFoundOrNotYours."""
    found = forms_in_force(db, asker).get(kind)
    if found is None:
        raise NotFoundOrNotYours
    return found


def form_of(db: Session, asker: Asker, form_id: UUID) -> RiskForm:
    """One that comes with Doorstep, or one of the agency's. Raises NotFoundOrNotYours."""
    form = db.get(RiskForm, form_id)
    if form is None or form.agency_id not in (None, asker.agency_id):
        raise NotFoundOrNotYours
    return form
