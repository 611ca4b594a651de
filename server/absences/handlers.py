"""What the web may do when a worker cannot come: record it, find cover, and have them back."""

from typing import Any
from uuid import UUID

from litestar import Response
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from server.absences.covering import propose_cover
from server.absences.models import AbsenceKind
from server.absences.queries import MAY_BE_CHOSEN, absences_of, left_by
from server.absences.recording import end_absences, record_absence
from server.accounts.asker import Asker as AskerInfo
from server.board.queries import held_count
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.inbox.unit import Unit
from server.problems import BadInput
from server.rota.queries import workers_of
from server.staff.queries import worker_of
from server.templating import html


@page("/rota/workers/{account_id:uuid}", COORDINATORS)
def show_worker(db: Db, asker: Asker, account_id: PathId) -> Response[str]:
    return worker_page(db, asker, account_id)


@act("/rota/workers/{account_id:uuid}/absences", COORDINATORS)
def begin_absence(db: Db, asker: Asker, account_id: PathId, data: Fields) -> Response[Any]:
    try:
        record_absence(db, asker, worker_of(db, asker, account_id), data)
    except BadInput as problem:
        return worker_page(db, asker, account_id, problem, data)
    return back_to(f"/rota/workers/{account_id}")


@act("/rota/workers/{account_id:uuid}/cover", COORDINATORS)
def cover_worker(db: Db, asker: Asker, account_id: PathId) -> Response[Any]:
    try:
        propose_cover(db, asker, worker_of(db, asker, account_id))
    except BadInput as problem:
        return worker_page(db, asker, account_id, problem)
    return back_to(f"/rota/workers/{account_id}")


@act("/rota/workers/{account_id:uuid}/return", COORDINATORS)
def end_absence(db: Db, asker: Asker, account_id: PathId) -> Response[Any]:
    end_absences(db, asker, worker_of(db, asker, account_id))
    return back_to(f"/rota/workers/{account_id}")


def worker_page(
    db: Unit, asker: AskerInfo, account_id: UUID, problem: BadInput | None = None, said: dict[str, str] | None = None
) -> Response[str]:
    worker = worker_of(db, asker, account_id)
    absences = [one for one in absences_of(db, [worker.id])[worker.id] if one.kind != AbsenceKind.LEFT]
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else 200
    return html(
        "absences/worker.html", status, asker=asker, worker=worker, absences=absences, words=MAY_BE_CHOSEN,
        visits=left_by(db, worker.id, absences), names=workers_of(db, worker.team_id), problem=problem,
        said=said or {}, held=held_count(db, asker),
    )  # fmt: skip


absence_routes = [show_worker, begin_absence, cover_worker, end_absence]
