"""What an assessment asks somebody to do now: a review or a day has passed, too few workers are planned."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid5

from sqlmodel import Session, col, or_, select

from server.care_plans.models import PlannedVisit
from server.risk_assessments.models import RiskAssessment
from server.risk_assessments.queries import Assessed, assessed, receives_care
from server.risk_assessments.sentences import days_watched
from server.templating import long_day


class Reminder(NamedTuple):
    """Something to act on; `about` is the same for as long as it is the same reminder."""

    about: UUID
    person_id: UUID
    assessment_id: UUID
    words: str
    is_review: bool


def reminders_of(db: Session, known: Iterable[Assessed], today: date) -> list[Reminder]:
    """What these assessments ask for, in their order."""
    in_force = [one for one in known if not one.latest.is_ended]
    planned = planned_visits(db, {one.person.id for one in in_force if one.assessment.workers > 1}, today)
    return [reminder for one in in_force for reminder in (*days_passed(one, today), *too_few(one, planned))]


def reminders_of_agency(db: Session, agency_id: UUID, today: date) -> list[Reminder]:
    """Of everybody, with the overdue reviews of each person as one."""
    pressing = or_(col(RiskAssessment.due_on) < today, RiskAssessment.workers > 1)
    theirs = RiskAssessment.agency_id == agency_id, receives_care(today)
    found = reminders_of(db, assessed(db, *theirs, pressing), today)
    reviews: dict[UUID, list[Reminder]] = defaultdict(list)
    for reminder in found:
        if reminder.is_review:
            reviews[reminder.person_id].append(reminder)
    together = [all_reviews(those) for those in reviews.values()]
    return [*(reminder for reminder in found if not reminder.is_review), *together]


def all_reviews(those: Sequence[Reminder]) -> Reminder:
    if len(those) == 1:
        return those[0]
    about = uuid5(those[0].person_id, " ".join(sorted(str(one.about) for one in those)))
    return those[0]._replace(about=about, words=f"the reviews of {len(those)} risk assessments are overdue")


def days_passed(one: Assessed, today: date) -> list[Reminder]:
    ids, title = (one.person.id, one.assessment.id), one.latest.title
    passed = [
        Reminder(uuid5(one.assessment.id, f"day {on}"), *ids, f"{title}: {sentence}", is_review=False)
        for on, sentence in days_watched(one.definition, one.latest.answers).items()
        if on < today
    ]
    review_on = one.latest.review_on
    if review_on < today:
        words = f"{title}: the review was due by {long_day(review_on)}."
        passed.append(Reminder(uuid5(one.assessment.id, f"review {review_on}"), *ids, words, is_review=True))
    return passed


def too_few(one: Assessed, planned: dict[UUID, list[PlannedVisit]]) -> list[Reminder]:
    """The planned visits with fewer workers than it asks for."""
    asked = one.assessment.workers
    visits = [visit for visit in planned.get(one.person.id, ()) if visit.workers_needed < asked]
    if not visits:
        return []
    named = ", ".join(f"{visit.title} {visit.at:%H:%M}" for visit in visits)
    words = f"{one.latest.title}: a transfer takes {asked} workers, and fewer are planned for {named}."
    about = uuid5(one.assessment.id, f"{asked} {sorted(str(visit.id) for visit in visits)}")
    return [Reminder(about, one.person.id, one.assessment.id, words, is_review=False)]


def planned_visits(db: Session, people: set[UUID], today: date) -> dict[UUID, list[PlannedVisit]]:
    """What is planned from today on for people who may need more than one worker, by person."""
    goes_on = or_(col(PlannedVisit.until_on).is_(None), col(PlannedVisit.until_on) >= today)
    found = select(PlannedVisit).where(col(PlannedVisit.service_user_id).in_(people), goes_on)
    visits: dict[UUID, list[PlannedVisit]] = defaultdict(list)
    for visit in db.exec(found.order_by(col(PlannedVisit.at))) if people else ():
        visits[visit.service_user_id].append(visit)
    return visits
