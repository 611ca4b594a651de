"""What is to be looked at again about people, and when: from every part of their record that says so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, or_, select

from server.accounts.asker import Asker
from server.care_plans.contents import Goal
from server.care_plans.versions import plans_from
from server.discharges.models import Discharge
from server.legal.kinds import KINDS
from server.legal.queries import latest_of
from server.medication.models import Medicine
from server.packages.models import Package
from server.people.models import ServiceUser
from server.progress.queries import newest_statuses, scores_of
from server.risk_assessments.models import RiskAssessment
from server.risk_assessments.queries import assessed


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to look at again."""

    person: ServiceUser
    what: str
    on: date
    address: str


People = dict[UUID, ServiceUser]
Source = Callable[[Session, Asker, People], Iterable[Due]]


def legal_records(db: Session, asker: Asker, people: People) -> Iterable[Due]:
    """Consents, powers and decisions: their review, or their last day when that comes first."""
    for one in latest_of(db, people):
        days = [on for on in (one.review_on, one.ends_on) if on]
        if days and not one.has_ended(asker.today):
            title = KINDS[one.kind].title
            what = title if one.about == title else f"{title}: {one.about}"
            yield Due(people[one.service_user_id], what, min(days), f"/legal/{one.id}")


def plans(db: Session, asker: Asker, people: People) -> Iterable[Due]:
    """The plan in force, and the outcomes that it names a day for."""
    for person_id, known in plans_from(db, people, asker.today).items():
        plan = known.on(asker.today)
        if plan is None:
            continue
        address = f"/people/{person_id}/care-plan"
        if plan.content.review_on:
            yield Due(people[person_id], "Care plan", plan.content.review_on, address)
        for outcome in plan.content.outcomes:
            if outcome.review_on and not outcome.result:
                yield Due(people[person_id], f"Outcome: {outcome.words}", outcome.review_on, address)


def medicines(db: Session, asker: Asker, people: People) -> Iterable[Due]:
    """Orders that somebody set a day for."""
    going_on = or_(col(Medicine.ended_on).is_(None), col(Medicine.ended_on) >= asker.today)
    found = select(Medicine).where(col(Medicine.review_on).is_not(None), going_on)
    for one in db.exec(found.where(col(Medicine.service_user_id).in_(list(people)))):
        if one.review_on:
            yield Due(people[one.service_user_id], f"Medicine: {one.name}", one.review_on, f"/medicines/{one.id}")


def packages(db: Session, asker: Asker, people: People) -> Iterable[Due]:
    """Packages of care with a last day."""
    found = select(Package).where(col(Package.service_user_id).in_(list(people)))
    for one in db.exec(found.where(col(Package.until_on) >= asker.today)):
        if one.until_on:
            address = f"/people/{one.service_user_id}/record/package"
            yield Due(people[one.service_user_id], "The package of care ends", one.until_on, address)


def risk_assessments(db: Session, _asker: Asker, people: People) -> Iterable[Due]:
    """Risks to assess again, and days that their assessments name, as the examination of a hoist."""
    found = col(RiskAssessment.service_user_id).in_(list(people)), col(RiskAssessment.due_on).is_not(None)
    for one in assessed(db, *found):
        if one.assessment.due_on:
            address = f"/risk-assessments/{one.assessment.id}"
            yield Due(one.person, f"Risk assessment: {one.latest.title}", one.assessment.due_on, address)


def communication(_db: Session, _asker: Asker, people: People) -> Iterable[Due]:
    """Whether what is done about communication needs still meets them (Accessible Information Standard)."""
    for person in people.values():
        if person.communication_review_on:
            address = f"/people/{person.id}/record/communication"
            yield Due(person, "Communication needs", person.communication_review_on, address)


def follow_ups(db: Session, asker: Asker, _people: People) -> Iterable[Due]:
    """Calls to people whose care has ended, to ask how they are."""
    found = (
        select(Discharge, ServiceUser)
        .join(ServiceUser, col(ServiceUser.id) == Discharge.service_user_id)
        .where(ServiceUser.agency_id == asker.agency_id, col(Discharge.follow_up_on).is_not(None))
        .where(col(Discharge.followed_up_at).is_(None), col(Discharge.undone_at).is_(None))
    )
    for discharge, person in db.exec(found):
        if discharge.follow_up_on:
            yield Due(person, "Follow-up call after discharge", discharge.follow_up_on, f"/people/{person.id}/record")


def goals(db: Session, asker: Asker, people: People) -> Iterable[Due]:
    """Goals of the plan in force that somebody set a day for, when it was last said how they stand."""
    plans, statuses = plans_from(db, people, asker.today), newest_statuses(db, people)
    for (person_id, goal_id), status in statuses.items():
        plan = plans[person_id].on(asker.today)
        goal = plan and plan.content.part(goal_id)
        if isinstance(goal, Goal) and status.look_again_on:
            address = f"/people/{person_id}/progress/goals/{goal_id}"
            yield Due(people[person_id], f"Goal: {goal.words}", status.look_again_on, address)


def scores(db: Session, _asker: Asker, people: People) -> Iterable[Due]:
    """Scores that are to be taken again: what the newest of each name says."""
    standing = (one for one in scores_of(db, people) if one.set_aside_at is None)
    newest = {(one.service_user_id, one.kind, one.name.casefold()): one for one in standing}
    for one in newest.values():
        if one.again_on:
            address = f"/people/{one.service_user_id}/progress/scores/{one.kind}?after={one.id}"
            yield Due(people[one.service_user_id], f"Score: {one.name}", one.again_on, address)


SOURCES: tuple[Source, ...] = (
    legal_records, plans, medicines, packages, communication, follow_ups, risk_assessments, goals, scores,
)  # fmt: skip
"""Whatever names a day for a review has its source here."""


def all_due(db: Session, asker: Asker, person: ServiceUser | None = None) -> list[Due]:
    """Of one person or of everybody in the asker's agency who receives care, the longest overdue first."""
    everybody = select(ServiceUser).where(ServiceUser.agency_id == asker.agency_id)
    looked_at = [person] if person else [one for one in db.exec(everybody) if not one.is_discharged(asker.today)]
    people = {one.id: one for one in looked_at}
    found = [due for source in SOURCES for due in source(db, asker, people)]
    theirs_alone = [due for due in found if person is None or due.person.id == person.id]
    return sorted(theirs_alone, key=lambda due: (due.on, due.person.family_name, due.what))
