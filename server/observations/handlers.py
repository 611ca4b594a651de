"""What the web may do with observations: record one at a visit, see a person's, and say which are asked for."""

from typing import Any

from litestar import Response
from litestar.params import FromQuery
from litestar.response import Redirect

from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, ReceivedForm, act, back_to, page, record
from server.observations.models import Observation
from server.observations.pages import observations_page
from server.observations.queries import wanted_one
from server.observations.recording import observe
from server.observations.wanting import end, want
from server.observations.watching import watch
from server.people.queries import person_of
from server.problems import BadInput
from server.visits.turns import entries_by_author, turn_at


@record("/visits/{visit_id:uuid}/observations")
def record_observation(db: Db, asker: Asker, visit_id: PathId, form: ReceivedForm) -> Redirect:
    turn = turn_at(db, asker, visit_id, form)
    db.add(entry := observe(turn, form, entries_by_author(db, Observation, visit_id, form)))
    watch(db, turn, entry)
    return back_to(f"/visits/{visit_id}")


@page("/people/{service_user_id:uuid}/observations", COORDINATORS, writes=True)
def show_observations(
    db: Db, asker: Asker, service_user_id: PathId, kind: FromQuery[str | None] = None
) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read observations", person.id)
    return observations_page(db, asker, person, said={"kind": kind} if kind else None)


@act("/people/{service_user_id:uuid}/wanted-observations", COORDINATORS)
def ask_for_observation(db: Db, asker: Asker, service_user_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    try:
        want(db, asker, person, data)
    except BadInput as problem:
        return observations_page(db, asker, person, problem, data)
    return back_to(f"/people/{person.id}/observations")


@act("/wanted-observations/{wanted_observation_id:uuid}/ending", COORDINATORS)
def end_observation(db: Db, asker: Asker, wanted_observation_id: PathId) -> Response[Any]:
    wanted, person = wanted_one(db, asker, wanted_observation_id)
    end(db, asker, person, wanted)
    return back_to(f"/people/{person.id}/observations")


observation_routes = [record_observation, show_observations, ask_for_observation, end_observation]
