"""The versions of the demo people's plans: one, or two where something came in or was changed lately."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from server import clock
from server.care_plans.contents import (
    Action,
    Content,
    Contingency,
    ExpectedOutcome,
    Goal,
    Need,
    OnVisit,
    written,
)
from server.care_plans.models import Decides, PlanVersion
from server.demo.planned_care import ActionPlan
from server.demo.plans import PersonPlan
from server.demo.rows import Row, Rows

REVIEW = timedelta(days=42)
EVENING = time(16, 40)


@dataclass(frozen=True)
class PlanIds:
    """The parts of a plan keep these through its versions."""

    needs: list[UUID]
    goals: list[UUID]
    actions: dict[str, UUID]
    outcome: UUID

    @classmethod
    def made(cls, rows: Rows, plan: PersonPlan) -> "PlanIds":
        return cls(
            [rows.new_id() for _ in plan.needs], [rows.new_id() for _ in plan.goals],
            {key: rows.new_id() for key in plan.actions}, rows.new_id(),
        )  # fmt: skip


def put_versions(
    rows: Rows, person: UUID, plan: PersonPlan, planned: Mapping[time, Row], today: date
) -> tuple[PlanIds, list[Row]]:
    """The last is in force now. What nobody wrote in the app was taken over."""
    ids, days = PlanIds.made(rows, plan), days_of_versions(plan)
    found = []
    for number, days_ago in enumerate(days, start=plan.plan_version - len(days) + 1):
        on, is_drafted = today - timedelta(days=days_ago), bool(plan.needs)
        at = clock.moment(on - timedelta(days=1), EVENING, "Europe/London")
        version = version_row(rows, person, number, on, at, is_drafted)
        version["content"] = written(content_on(plan, ids, planned, days_ago, on))
        if is_drafted:
            version.update(agreed_with=f"{plan.given_name} {plan.family_name}", decides=Decides.PERSON, agreed_on=on)
            version["why"] = "First assessment at home." if days_ago == days[0] else "Looked at together after a visit."
        found.append(version)
    return ids, found


def version_row(rows: Rows, person: UUID, number: int, on: date, at: datetime, is_drafted: bool) -> Row:
    return rows.add(
        PlanVersion, id=rows.new_id(), service_user_id=person, number=number, content="",
        why="" if is_drafted else "Taken over.", by=None, at=at, agreed_with="", decides=None, agreed_on=None,
        agreement_by=None, in_force_on=on, in_force_by=None, in_force_at=at,
    )  # fmt: skip


def days_of_versions(plan: PersonPlan) -> list[int]:
    """So many days ago each came in force, the first one first."""
    lately = {action.since_days_ago for action in plan.actions.values() if action.since_days_ago is not None}
    changes = (change.days_ago for change in plan.changes)
    return sorted({max([plan.plan_days_ago, *lately, *changes]), *lately}, reverse=True)


def content_on(plan: PersonPlan, ids: PlanIds, planned: Mapping[time, Row], days_ago: int, on: date) -> Content:
    """As it was so many days ago."""
    return Content(
        summary=plan.summary.strip(), review_on=on + REVIEW if plan.needs else None,
        responsible="Grace Mensah" if plan.needs else "",
        needs=tuple(
            Need(id=id_, area=need.area, words=need.words, strengths=need.strengths)
            for id_, need in zip(ids.needs, plan.needs, strict=True)
        ),
        goals=tuple(goals_of(plan, ids, on)),
        actions=tuple(
            Action(
                id=ids.actions[key], title=action.title, how=how, essential=action.essential, alone=action.alone,
                goal_id=None if action.goal is None else ids.goals[action.goal],
                need_id=None if action.need is None else ids.needs[action.need],
                visits=tuple(places_of(key, plan, planned)),
            )
            for key, action in plan.actions.items()
            if (how := how_on(action, days_ago)) is not None
        ),
        contingency=contingency_of(plan),
        outcomes=(
            ExpectedOutcome(
                id=ids.outcome, words=plan.outcome, goal_id=ids.goals[0] if plan.goals else None, review_on=on + REVIEW
            ),
        ) if plan.outcome else (),
    )  # fmt: skip


def how_on(action: ActionPlan, days_ago: int) -> str | None:
    """How it was done so many days ago; None when it was not in the plan yet."""
    if action.since_days_ago is None or days_ago <= action.since_days_ago:
        return action.how
    return action.was_how or None


def goals_of(plan: PersonPlan, ids: PlanIds, on: date) -> Iterable[Goal]:
    for number, (id_, words) in enumerate(zip(ids.goals, plan.goals, strict=True)):
        if number >= len(plan.smart):
            yield Goal(id=id_, words=words, is_top=True)
            continue
        smart = plan.smart[number]
        yield Goal(
            id=id_, words=words, is_top=True, need_id=None if smart.need is None else ids.needs[smart.need],
            specific=smart.specific, measured=smart.measured, achievable=smart.achievable, relevant=smart.relevant,
            by_on=on + timedelta(days=smart.in_days),
        )  # fmt: skip


def places_of(key: str, plan: PersonPlan, planned: Mapping[time, Row]) -> Iterable[OnVisit]:
    for visit in plan.visits:
        if key in visit.actions:
            yield OnVisit(planned_visit_id=planned[visit.at]["id"], position=visit.actions.index(key))


def contingency_of(plan: PersonPlan) -> Contingency | None:
    said = plan.contingency
    if said is None:
        return None
    return Contingency(
        urgency=said.urgency, if_late=said.if_late, if_missed=said.if_missed, latest_minutes=said.latest_minutes
    )
