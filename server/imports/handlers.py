"""What the web may do with files: say what goes into one, try one out, and take it."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException
from litestar.params import Body, PathParameter
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY

from server.accounts.asker import Asker as AskerInfo
from server.board.queries import held_count
from server.dependencies import COORDINATORS, Asker, Db, act, page
from server.imports.files import MOST_BYTES, MOST_ROWS, TOO_LARGE, template_of, text_in
from server.imports.kinds import KINDS, Kind, kind_named
from server.imports.taking import Attempt, take, undo
from server.inbox.unit import Unit
from server.problems import BadInput
from server.templating import PAGE_HEADERS, html

KindName = Annotated[str, PathParameter()]
SHOWN = 200
"""How many problems are listed at once."""


@dataclass
class FileForm:
    """A file to try out; or, once that is done, its text to take."""

    file: UploadFile | None = None
    text: str = ""
    confirmed: str = ""


def too_large(_request: Request[Any, Any, Any], _: HTTPException) -> Response[str]:
    """The server does not read on."""
    return html("problem.html", 413, title="This file is too large", text=f"{TOO_LARGE} Go back, and choose another.")


@page("/import", COORDINATORS)
def show_imports(db: Db, asker: Asker) -> Response[str]:
    return html("imports/imports.html", asker=asker, kinds=KINDS.values(), held=held_count(db, asker))


@page("/import/{file_kind:str}", COORDINATORS)
def show_import(db: Db, asker: Asker, file_kind: KindName) -> Response[str]:
    return import_page(db, asker, kind_named(file_kind))


@get("/import/{file_kind:str}/template", opt={"who": COORDINATORS}, sync_to_thread=False)
def download_template(file_kind: KindName) -> Response[bytes]:
    chosen = kind_named(file_kind)
    headers = PAGE_HEADERS | {"Content-Disposition": f'attachment; filename="doorstep-{chosen.name}.csv"'}
    return Response(template_of(chosen.column_names), media_type="text/csv; charset=utf-8", headers=headers)


@act("/import/{file_kind:str}", COORDINATORS, request_max_body_size=2 * MOST_BYTES, exception_handlers={413: too_large})
def bring_in(
    db: Db,
    asker: Asker,
    file_kind: KindName,
    data: Annotated[FileForm, Body(media_type=RequestEncodingType.MULTI_PART)],
) -> Response[str]:
    """Only a file without a problem, confirmed, is taken; whatever else was done is undone before it is shown."""
    chosen = kind_named(file_kind)
    try:
        text = text_in(data.file.file.read() if data.file else data.text.encode())
        attempt = take(db, asker, chosen, text)
    except BadInput as problem:
        undo(db)
        return import_page(db, asker, chosen, problem)
    if data.confirmed and not attempt.problems:
        return html("imports/taken.html", asker=asker, kind=chosen, attempt=attempt, held=held_count(db, asker))
    undo(db)
    return trial_page(db, asker, chosen, attempt, text)


def import_page(db: Unit, asker: AskerInfo, kind: Kind, problem: BadInput | None = None) -> Response[str]:
    return html(
        "imports/import.html", HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK, asker=asker, kind=kind,
        problem=problem, said={}, most_rows=MOST_ROWS, held=held_count(db, asker),
    )  # fmt: skip


def trial_page(db: Unit, asker: AskerInfo, kind: Kind, attempt: Attempt, text: str) -> Response[str]:
    status = HTTP_422_UNPROCESSABLE_ENTITY if attempt.problems else HTTP_200_OK
    return html(
        "imports/trial.html", status, asker=asker, kind=kind, attempt=attempt, text=text, shown=SHOWN,
        held=held_count(db, asker),
    )  # fmt: skip


import_routes = [show_imports, show_import, download_template, bring_in]
