"""The four ways to look at a rota: a week or a day, by worker or by person; beside it the visit that is planned."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY

from server.accounts.asker import Asker
from server.allocations.choosing import choosing_for
from server.allocations.queries import decisions_at
from server.asking import version_of
from server.board.queries import held_count
from server.inbox.unit import Unit
from server.people.queries import people_for
from server.problems import BadInput
from server.rota.days import day_of_rota
from server.rota.drafting import times_said, why_it_stays
from server.rota.people import people_week_of
from server.rota.queries import drafts_of, rota_between, team_of, visit_to_plan, workers_of
from server.rota.splitting import joinable
from server.rota.weeks import week_of
from server.templating import html

WEEK, WEEK_BY_PERSON, DAY, DAY_BY_PERSON = "week", "people", "day", "people-day"
TEMPLATES = {
    WEEK: "rota/week.html",
    WEEK_BY_PERSON: "rota/people_week.html",
    DAY: "rota/day.html",
    DAY_BY_PERSON: "rota/day.html",
}


def view_named(text: str | None) -> str:
    """The one that an address or a form names; the week by worker when it names none."""
    return text if text in TEMPLATES else WEEK


def rota_view(
    db: Unit, asker: Asker, team_id: UUID, on: date, view: str, *, status: int = HTTP_200_OK, **more: Any
) -> Response[str]:
    """A rota as one of the views shows it. Raises NotFoundOrNotYours."""
    shown = {"choosing": None, "problem": None, "said": {}, "joinable": (), "decisions": (), "stays": ""} | more
    return html(
        TEMPLATES[view], status, asker=asker, view=view, rota=rota_for(db, asker, team_id, on, view), on=on,
        drafts=len(drafts_of(db, team_id)), held=held_count(db, asker), **shown,
    )  # fmt: skip


def rota_for(db: Unit, asker: Asker, team_id: UUID, on: date, view: str) -> Any:
    if view == WEEK:
        return week_of(db, asker, team_id, on)
    if view == WEEK_BY_PERSON:
        return people_week_of(db, asker, team_id, on)
    return day_of_rota(db, asker, team_id, on, by_person=view == DAY_BY_PERSON)


def visit_view(
    db: Unit, asker: Asker, visit_id: UUID, view: str, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> Response[str]:  # fmt: skip
    """One visit beside the rota: who could go, and what else can be done to it."""
    visit = visit_to_plan(db, asker, visit_id)
    found = choosing_for(db, asker, visit)
    times = times_said(found.planned.planned, asker)
    return rota_view(
        db, asker, visit.team_id, found.on, view,
        status=HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK, choosing=found, problem=problem,
        said=times | dict(said or {}), version=version_of(times), joinable=joinable(db, visit),
        decisions=decisions_at(db, visit.id), stays=why_it_stays(db, found.planned, visit.service_on),
    )  # fmt: skip


def new_visit_view(
    db: Unit, asker: Asker, team_id: UUID, problem: BadInput | None = None, said: Mapping[str, str] | None = None
) -> Response[str]:
    """The form for a visit beside the plan."""
    people = [one for one in people_for(db, asker) if not one.is_new and not one.is_discharged(asker.today)]
    return html(
        "rota/new_visit.html", HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK, asker=asker,
        team=team_of(db, asker, team_id), people=people, problem=problem, said=said or {},
        held=held_count(db, asker),
    )  # fmt: skip


def printed_view(db: Unit, asker: Asker, team_id: UUID, on: date) -> Response[str]:
    """A week on paper: a page a worker, as it is published."""
    zone, workers = ZoneInfo(asker.zone), workers_of(db, team_id)
    week = week_of(db, asker, team_id, on)
    slots = [one.published for one in rota_between(db, team_id, week.days[0], week.days[-1])]
    by_worker = {
        worker: [[slot for slot in slots if slot.is_of(worker) and slot.day(zone) == on] for on in week.days]
        for worker in workers
    }
    return html("rota/printed.html", asker=asker, week=week, workers=workers, by_worker=by_worker)
