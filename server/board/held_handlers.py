"""What the web may do with held forms: read them and decide."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER, HTTP_422_UNPROCESSABLE_ENTITY

from server.accounts.asker import Asker as AskerInfo
from server.board import held
from server.board.queries import held_count
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, page
from server.inbox.models import FormState
from server.inbox.unit import Unit
from server.problems import BadInput, CannotAccept
from server.templating import html

AnyRequest = Request[Any, Any, Any]


@page("/held-forms", COORDINATORS)
def show_held_forms(db: Db, asker: Asker) -> Response[str]:
    return html("inbox/held_forms.html", asker=asker, forms=held.held_forms(db, asker), held=held_count(db, asker))


@page("/held-forms/{form_id:uuid}", COORDINATORS, writes=True)
def show_held_form(db: Db, asker: Asker, form_id: PathId) -> Response[str]:
    db.note(asker, "read held form", form_id)
    return held_form_page(db, asker, form_id)


@act("/held-forms/{form_id:uuid}/acceptance", COORDINATORS)
def accept_held_form(db: Db, asker: Asker, request: AnyRequest, form_id: PathId) -> Response[Any]:
    return decided(db, asker, form_id, {}, lambda form: held.accept(db, asker, form, request.app.state.recorders))


@act("/held-forms/{form_id:uuid}/correction", COORDINATORS)
def correct_held_form(db: Db, asker: Asker, request: AnyRequest, form_id: PathId, data: Fields) -> Response[Any]:
    recorders = request.app.state.recorders
    return decided(db, asker, form_id, data, lambda form: held.correct(db, asker, form, recorders, data))


@act("/held-forms/{form_id:uuid}/setting-aside", COORDINATORS)
def set_held_form_aside(db: Db, asker: Asker, form_id: PathId, data: Fields) -> Response[Any]:
    return decided(db, asker, form_id, data, lambda form: held.set_aside(db, asker, form, data))


def decided(
    db: Unit, asker: AskerInfo, form_id: UUID, typed: Mapping[str, str], decide: Callable[[held.HeldForm], None]
) -> Response[Any]:
    """Decide, once, and go on to the next; what cannot be decided so is shown again with what was typed and why."""
    form = held.held_form_of(db, asker, form_id)
    if form.form.state != FormState.HELD:
        return Redirect(f"/held-forms/{form_id}", status_code=HTTP_303_SEE_OTHER)
    try:
        decide(form)
    except CannotAccept as problem:
        return held_form_page(db, asker, form_id, BadInput(str(problem)), typed)
    except BadInput as problem:
        return held_form_page(db, asker, form_id, problem, typed)
    return Redirect("/held-forms", status_code=HTTP_303_SEE_OTHER)


def held_form_page(
    db: Unit,
    asker: AskerInfo,
    form_id: UUID,
    problem: BadInput | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response[str]:
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK
    form, typed = held.held_form_of(db, asker, form_id), typed or {}
    return html(
        "inbox/held_form.html", status, asker=asker, shown=form, values=form.values(), said=typed,
        fields=form.values(typed if typed.keys() - {"decision"} else None), problem=problem, held=held_count(db, asker),
    )  # fmt: skip


held_routes = [show_held_forms, show_held_form, accept_held_form, correct_held_form, set_held_form_aside]
