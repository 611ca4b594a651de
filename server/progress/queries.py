"""What we ask about progress: how goals stand, and scores, of people the asker has found."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.care_plans.contents import Goal
from server.care_plans.versions import Plan, versions_of
from server.people.models import ServiceUser
from server.problems import NotFoundOrNotYours
from server.progress.models import GoalStatus, Score, ScoreKind


@dataclass(frozen=True, slots=True)
class KnownGoal:
    """A goal as the newest version that has it says it, and whether the newest version of all still does."""

    goal: Goal
    is_in_plan: bool


def goals_of(versions: Sequence[Plan]) -> list[KnownGoal]:
    """All goals that were ever put in force, and those of the newest version; those of that one first."""
    found: dict[UUID, KnownGoal] = {}
    for plan in versions:
        if plan is versions[0] or plan.version.in_force_on:
            for goal in plan.content.goals_in_order:
                found.setdefault(goal.id, KnownGoal(goal, plan is versions[0]))
    return list(found.values())


def goal_of(db: Session, person: ServiceUser, goal_id: UUID) -> KnownGoal:
    """One of them. Raises NotFoundOrNotYours."""
    found = next((one for one in goals_of(versions_of(db, person)) if one.goal.id == goal_id), None)
    if found is None:
        raise NotFoundOrNotYours
    return found


def statuses_of(db: Session, person: ServiceUser) -> dict[UUID, list[GoalStatus]]:
    """By goal, all that was said, the newest version first."""
    found: dict[UUID, list[GoalStatus]] = defaultdict(list)
    said = select(GoalStatus).where(GoalStatus.service_user_id == person.id)
    for status in db.exec(said.order_by(col(GoalStatus.version).desc())):
        found[status.goal_id].append(status)
    return found


def newest_statuses(db: Session, people: Iterable[UUID]) -> dict[tuple[UUID, UUID], GoalStatus]:
    """How each goal stands now, by person and goal."""
    said = select(GoalStatus).where(col(GoalStatus.service_user_id).in_(list(people)))
    return {(one.service_user_id, one.goal_id): one for one in db.exec(said.order_by(col(GoalStatus.version)))}


def standing_goals(db: Session, person: ServiceUser) -> dict[UUID, GoalStatus]:
    """How each goal of one person stands now."""
    return {goal_id: status for (_, goal_id), status in newest_statuses(db, [person.id]).items()}


def scores_of(db: Session, people: Iterable[UUID]) -> list[Score]:
    """All scores of these people, also those that were set aside, in the order of their days."""
    found = select(Score).where(col(Score.service_user_id).in_(list(people)))
    return list(db.exec(found.order_by(col(Score.taken_on), col(Score.written_at))))


def score_of(db: Session, asker: Asker, score_id: UUID) -> tuple[Score, ServiceUser]:
    """A score of somebody of the asker's agency, and whose it is. Raises NotFoundOrNotYours."""
    found = (
        select(Score, ServiceUser)
        .join(ServiceUser, col(ServiceUser.id) == Score.service_user_id)
        .where(Score.id == score_id, ServiceUser.agency_id == asker.agency_id)
    )
    row = db.exec(found).one_or_none()
    if row is None:
        raise NotFoundOrNotYours
    return row


def named_as(scores: Iterable[Score], kind: ScoreKind, name: str) -> list[Score]:
    """Those of one name that stand."""
    same = name.casefold()
    return [one for one in scores if one.kind == kind and one.name.casefold() == same and one.set_aside_at is None]
