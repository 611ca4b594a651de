"""What the web may do with the forms themselves: read them, and keep an agency's own, pasted, uploaded or copied."""

from typing import Any
from uuid import UUID

from litestar import Response
from litestar.datastructures import UploadFile
from litestar.params import FromQuery, MultipartBody

from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, ask, back_to, page
from server.problems import BadInput
from server.risk_assessments.form_pages import form_page, forms_page, new_form_page
from server.risk_assessments.keeping_forms import keep_form, text_in
from server.risk_assessments.queries import form_of

QueryForm = FromQuery[UUID | None]


@page("/risk-forms", COORDINATORS)
def show_forms(db: Db, asker: Asker) -> Response[str]:
    return forms_page(db, asker)


@page("/risk-forms/new", COORDINATORS)
def show_new_form(db: Db, asker: Asker, copy: QueryForm = None) -> Response[str]:
    return new_form_page(db, asker, {"text": form_of(db, asker, copy).text if copy else ""})


@page("/risk-forms/{risk_form_id:uuid}", COORDINATORS)
def show_form(db: Db, asker: Asker, risk_form_id: PathId) -> Response[str]:
    return form_page(db, asker, form_of(db, asker, risk_form_id))


@act("/risk-forms", COORDINATORS)
def keep_own_form(db: Db, asker: Asker, data: Fields) -> Response[Any]:
    try:
        form = keep_form(db, asker, data.get("text", ""))
    except BadInput as problem:
        return new_form_page(db, asker, data, problem)
    return back_to(f"/risk-forms/{form.id}")


@ask("/risk-forms/files", COORDINATORS)
def read_file(db: Db, asker: Asker, data: MultipartBody[dict[str, UploadFile]]) -> Response[Any]:
    """A file is read into the form, with what is wrong with it; it is kept from there."""
    text, problem = text_in(data.get("file"))
    return new_form_page(db, asker, {"text": text}, problem, is_read=True)


risk_form_routes = [show_forms, show_new_form, show_form, keep_own_form, read_file]
