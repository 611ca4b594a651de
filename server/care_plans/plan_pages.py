"""The pages about a plan: the plan itself, the form of one of its parts, a version beside another, and what bringing it
in force does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY
from sqlmodel import Session

from server.accounts.asker import Asker
from server.board.queries import held_count
from server.care_plans.contents import Content
from server.care_plans.differences import URGENCY_WORDS, differences, named_visits
from server.care_plans.models import Decides
from server.care_plans.parts import PartForm, PartKind
from server.care_plans.queries import plan_lines
from server.care_plans.readers import readers_of
from server.care_plans.recopying import concerned
from server.care_plans.recurrences import WEEKDAYS, weekdays_in_words
from server.care_plans.versions import Plan, Plans, plans_from, versions_of
from server.db import new_id
from server.people.models import ServiceUser
from server.problems import BadInput, NotFoundOrNotYours
from server.progress.queries import standing_goals
from server.progress.words import in_few_words
from server.templating import html
from server.visits.queries import names_of

DECIDES_WORDS = {
    Decides.PERSON: "The person",
    Decides.ATTORNEY: "Their attorney for health and welfare",
    Decides.DEPUTY: "A deputy of the Court of Protection",
    Decides.BEST_INTERESTS: "A decision in their best interests",
}
PART_WORDS = {
    PartKind.ABOUT: "The plan as a whole",
    PartKind.CONTINGENCY: "When a visit is late or missed",
    PartKind.NEED: "A need",
    PartKind.GOAL: "A goal",
    PartKind.ACTION: "An action",
    PartKind.OUTCOME: "An outcome",
}


@dataclass(frozen=True, slots=True)
class PlanPage:
    """All versions of a person's plan, the newest first, and which of them counts when."""

    versions: list[Plan]
    plans: Plans
    today: date

    @property
    def shown(self) -> Plan | None:
        """What the page shows: the newest."""
        return self.versions[0] if self.versions else None

    @property
    def content(self) -> Content:
        return self.shown.content if self.shown else Content()

    @property
    def in_force(self) -> Plan | None:
        return self.plans.on(self.today)

    @property
    def later(self) -> list[Plan]:
        return self.plans.after(self.today)

    @property
    def compared(self) -> Plan | None:
        """What a draft would replace: the last one that was put in force."""
        return next((plan for plan in self.versions if plan.version.in_force_on), None)

    @property
    def draft(self) -> Plan | None:
        """The newest, as long as it is not in force and says something else than what is."""
        if self.shown is None or self.shown.version.in_force_on:
            return None
        return None if self.compared and self.compared.content == self.content else self.shown


def plan_page_of(db: Session, asker: Asker, person: ServiceUser) -> PlanPage:
    return PlanPage(versions_of(db, person), plans_from(db, [person.id], asker.today)[person.id], asker.today)


def plan_page(
    db: Session, asker: Asker, person: ServiceUser, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> Response[str]:  # fmt: skip
    """The plan as it was saved last, what has become of each version, and who has read it."""
    page, names = plan_page_of(db, asker, person), named_visits(db, person)
    first = {"agreed_with": person.name, "agreed_on": str(asker.today), "from_on": str(asker.today)}
    return html(
        "care_plans/plan.html", HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK, asker=asker, person=person,
        page=page, lines=plan_lines(db, asker, person), visits=names, readers=readers_of(db, asker, person),
        names=names_of(db, asker.agency_id), problem=problem, said=said or first, urgency_words=URGENCY_WORDS,
        decides_words=DECIDES_WORDS, weekdays_in_words=weekdays_in_words, new_part_id=new_id,
        statuses=standing_goals(db, person), in_few_words=in_few_words, held=held_count(db, asker),
    )  # fmt: skip


def part_form(db: Session, page: PlanPage, person: ServiceUser, part_id: UUID, kind: str = "") -> PartForm:
    """The form of a part, known or new. Raises NotFoundOrNotYours when it is neither there nor of a known kind."""
    part = page.content.part(part_id)
    wanted: Any = kind if part is None else KIND_NAMES[type(part).__name__]
    if wanted not in list(PartKind):
        raise NotFoundOrNotYours
    return PartForm(PartKind(wanted), part_id, page.content, named_visits(db, person))


KIND_NAMES = {"Need": "need", "Goal": "goal", "Action": "action", "ExpectedOutcome": "outcome"}


def part_page(
    db: Session, asker: Asker, person: ServiceUser, form: PartForm, said: Mapping[str, str],
    problem: BadInput | None = None,
) -> Response[str]:  # fmt: skip
    return html(
        "care_plans/part.html", HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK, asker=asker, person=person,
        form=form, said=said, problem=problem, title=PART_WORDS[form.kind], weekdays=WEEKDAYS,
        urgency_words=URGENCY_WORDS, held=held_count(db, asker),
    )  # fmt: skip


def first_said(form: PartForm, page: PlanPage, under: str) -> dict[str, str]:
    """A form as it opens: of a new action, every day; `under` is the need or goal that something new belongs to."""
    new = {f"weekday_{day}": "1" for day in WEEKDAYS} | {"serves": under, "need_id": under, "goal_id": under}
    said = form.said if form.part is not None else new
    return said if page.compared else {"why": "First plan."} | said


def saved_by(form: PartForm, page: PlanPage, names: Mapping[UUID, str]) -> str:
    """Who saved the part as it is now."""
    now, by = form.said, None
    for plan in page.versions:
        if PartForm(form.kind, form.id, plan.content, form.visits).said != now:
            break
        by = plan.version.by
    return names.get(by, "Somebody") if by else "Somebody"


def version_page(db: Session, asker: Asker, person: ServiceUser, plan: Plan, other_id: UUID | None) -> Response[str]:
    """A version whole, and what is different in it from another one: the one before, unless one is chosen."""
    versions, visits = versions_of(db, person), named_visits(db, person)
    before = next((one for one in versions if one.number < plan.number), None)
    other = next((one for one in versions if one.version.id == other_id), before)
    changes = differences(other.content, plan.content, visits) if other else []
    return html(
        "care_plans/version.html", asker=asker, person=person, plan=plan, content=plan.content, other=other,
        versions=versions, changes=changes, visits=visits, names=names_of(db, asker.agency_id),
        urgency_words=URGENCY_WORDS, decides_words=DECIDES_WORDS, weekdays_in_words=weekdays_in_words, statuses={},
        held=held_count(db, asker),
    )  # fmt: skip


def in_force_page(
    db: Session, asker: Asker, person: ServiceUser, page: PlanPage, from_on: date, said: Mapping[str, str]
) -> Response[str]:
    """What it does to put the newest version in force from a day, before it is done."""
    before = plans_from(db, [person.id], from_on)[person.id].on(from_on)
    changes = differences(before.content if before else Content(), page.content, named_visits(db, person))
    return html(
        "care_plans/in_force.html", asker=asker, person=person, page=page, from_on=from_on, before=before, said=said,
        changes=changes, visits=concerned(db, person, from_on), held=held_count(db, asker),
        never=[plan for plan in page.plans.after(from_on) if plan is not page.shown],
    )  # fmt: skip
