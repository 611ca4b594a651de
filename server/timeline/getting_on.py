"""How a person gets on: what was said of their goals, and what they scored."""

from collections.abc import Iterable

from sqlmodel import Session, col, or_, select

from server.accounts.asker import Asker
from server.care_plans.versions import versions_of
from server.people.models import ServiceUser
from server.progress.models import GoalStatus, Score
from server.progress.queries import goals_of
from server.progress.words import STAGE_WORDS, in_few_words
from server.timeline.items import Group, Item, Span
from server.visits.queries import names_of


def goal_statuses(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """How goals stood, version by version."""
    names = names_of(db, asker.agency_id)
    goals = {known.goal.id: known.goal.words for known in goals_of(versions_of(db, person))}
    found = select(GoalStatus).where(GoalStatus.service_user_id == person.id)
    for one in db.exec(found.where(GoalStatus.written_at >= span.begins, GoalStatus.written_at < span.ends)):
        what = f"Goal \u201c{goals.get(one.goal_id, 'a goal')}\u201d: {in_few_words(one).lower()}"
        more, where = f"{one.said_by}. {one.words}", f"/people/{person.id}/progress/goals/{one.goal_id}"
        yield Item(one.written_at, Group.PLAN, what, more, names[one.written_by], where)


def scores(db: Session, asker: Asker, person: ServiceUser, span: Span) -> Iterable[Item]:
    """Scores as they were written down and set aside."""
    names = names_of(db, asker.agency_id)
    moments = (col(Score.written_at), col(Score.set_aside_at))
    within = or_(*(moment.between(span.begins, span.ends) for moment in moments))
    for one in db.exec(select(Score).where(Score.service_user_id == person.id, within)):
        where, what = f"/scores/{one.id}", f"{one.name}: {one.said}"
        more = f"{STAGE_WORDS[one.stage]}, {one.taken_by}. {one.words}"
        if span.begins <= one.written_at < span.ends:
            aside = one.set_aside_at is not None
            yield Item(one.written_at, Group.PLAN, what, more, names[one.written_by], where, is_corrected=aside)
        if one.set_aside_at and one.set_aside_by and span.begins <= one.set_aside_at < span.ends:
            who = names[one.set_aside_by]
            yield Item(one.set_aside_at, Group.PLAN, f"Score set aside. {what}", one.set_aside_why, who, where)
