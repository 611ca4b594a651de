"""Beginning an assessment, writing its next version, and ending it."""

from collections.abc import Mapping
from dataclasses import asdict
from uuid import UUID

from sqlmodel import Session

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.db import insert_if_absent, new_id
from server.inbox.reading import uuid_or_none
from server.inbox.unit import Unit
from server.people.models import ServiceUser
from server.problems import BadInput
from server.risk_assessments.answers import Begun, TypedAssessment, typed
from server.risk_assessments.models import AssessmentVersion, RiskAssessment, RiskForm
from server.risk_assessments.queries import Assessed, assessments_of
from server.risk_assessments.scores import score_of
from server.risk_assessments.sentences import days_watched, tells, workers_asked
from server.risk_assessments.telling import tell_difference

BEGUN_ALREADY = "There is one of this kind already. Open it and write its next version; what you typed stays here."
WRITTEN_MEANWHILE = "Somebody else saved a version at this moment. Yours is still here: press again to see theirs."


def begin(db: Unit, asker: Asker, person: ServiceUser, form: RiskForm, said: Mapping[str, str]) -> UUID:
    """A new assessment. The same empty form sent twice begins one; answers its id. Raises BadInput."""
    definition = form.definition
    found = typed(asker, definition, said)
    assessment_id = uuid_or_none(said.get("assessment")) or new_id()
    known = [one for one in assessments_of(db, person) if one.assessment.kind == form.kind]
    if any(one.assessment.id == assessment_id and is_the_same(one.latest, asker, found) for one in known):
        return assessment_id
    if not definition.is_several and any(not one.latest.is_ended for one in known):
        raise BadInput(BEGUN_ALREADY, "why")
    is_new = insert_if_absent(
        db, RiskAssessment, id=assessment_id, agency_id=asker.agency_id, service_user_id=person.id, kind=form.kind,
        version=1, due_on=None, workers=1,
    )  # fmt: skip
    if not is_new:
        raise BadInput(BEGUN_ALREADY, "why")
    put(db, asker, person, db.get_one(RiskAssessment, assessment_id), made(asker, form, found, 1))
    db.note(asker, "began risk assessment", assessment_id)
    return assessment_id


def write(db: Unit, asker: Asker, known: Assessed, form: RiskForm, said: Mapping[str, str]) -> None:
    """The next version, by the form that is in force now. Raises BadInput."""
    latest = known.latest
    found = typed(asker, form.definition, said, Begun(latest, name_of(db, latest.written_by)))
    if said.get("seen") != str(latest.version) and is_the_same(latest, asker, found):
        return
    version = made(asker, form, found, latest.version + 1)
    put(db, asker, known.person, known.assessment, version, latest)
    db.note(asker, "wrote risk assessment", known.assessment.id)


def end(db: Unit, asker: Asker, known: Assessed, said: Mapping[str, str]) -> None:
    """The risk is no more: a version that says so, and why. Ended twice is ended once. Raises BadInput."""
    why, latest = said.get("why_ended", "").strip(), known.latest
    if not why:
        raise BadInput("Say why there is no such risk any more.", "why_ended")
    if latest.is_ended:
        return
    more = {"id": new_id(), "version": latest.version + 1, "is_ended": True, "why": why, "written_by": asker.id}
    ended = AssessmentVersion(**latest.model_dump() | more | {"written_at": clock.now()})
    put(db, asker, known.person, known.assessment, ended, latest)
    db.note(asker, "ended risk assessment", known.assessment.id)


def made(asker: Asker, form: RiskForm, found: TypedAssessment, number: int) -> AssessmentVersion:
    """A version with all that follows from its answers."""
    definition, answers = form.definition, found.answers
    score = score_of(definition, answers)
    return AssessmentVersion(
        version=number, form_id=form.id, title=definition.title_of(answers), tells=tells(definition, answers),
        score=score.points if score else None, band=score.band.words if score else "", written_by=asker.id,
        **asdict(found),
    )  # fmt: skip


def put(
    db: Unit, asker: Asker, person: ServiceUser, head: RiskAssessment, version: AssessmentVersion,
    before: AssessmentVersion | None = None,
) -> None:  # fmt: skip
    """Keep a version, once, and what is to be watched of it; workers are told what differs."""
    version.assessment_id = head.id
    if not insert_if_absent(db, AssessmentVersion, **version.model_dump()):
        raise BadInput(WRITTEN_MEANWHILE, "why")
    definition = db.get_one(RiskForm, version.form_id).definition
    days = [version.review_on, *days_watched(definition, version.answers)]
    head.version = version.version
    head.due_on = None if version.is_ended else min(days)
    head.workers = 1 if version.is_ended else workers_asked(definition, version.answers)
    db.add(head)
    person.touch()
    db.add(person)
    tell_difference(db, asker, person, before, version)
    db.flush()


def is_the_same(known: AssessmentVersion, asker: Asker, found: TypedAssessment) -> bool:
    """The button was pressed twice."""
    return known.written_by == asker.id and all(getattr(known, name) == value for name, value in asdict(found).items())


def name_of(db: Session, account_id: UUID | None) -> str:
    account = db.get(Account, account_id) if account_id else None
    return account.name if account else "Doorstep"
