"""The pages about the forms: all of them, one of them, and an agency's own to write."""

from collections.abc import Mapping

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY
from sqlmodel import Session

from server.accounts.asker import Asker
from server.board.queries import held_count
from server.problems import BadInput
from server.risk_assessments.models import RiskForm
from server.risk_assessments.queries import all_forms, forms_in_force
from server.templating import html
from server.visits.queries import names_of


def forms_page(db: Session, asker: Asker) -> Response[str]:
    """The form in force of each kind, and the others."""
    in_force = forms_in_force(db, asker)
    used = {form.id for form in in_force.values()}
    return html(
        "risk_assessments/forms.html", asker=asker, in_force=list(in_force.values()),
        others=[form for form in all_forms(db, asker) if form.id not in used], names=names_of(db, asker.agency_id),
        held=held_count(db, asker),
    )  # fmt: skip


def form_page(db: Session, asker: Asker, form: RiskForm) -> Response[str]:
    """What a form asks, and its text."""
    in_force = forms_in_force(db, asker)[form.kind]
    return html(
        "risk_assessments/risk_form.html", asker=asker, form=form, definition=form.definition, in_force=in_force,
        names=names_of(db, asker.agency_id), held=held_count(db, asker),
    )  # fmt: skip


def new_form_page(
    db: Session, asker: Asker, said: Mapping[str, str], problem: BadInput | None = None, *, is_read: bool = False
) -> Response[str]:
    """The text of a form to paste, upload or change. `is_read`: it comes from a file and is not kept yet."""
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK
    return html(
        "risk_assessments/new_form.html", status, asker=asker, said=said, problem=problem, is_read=is_read,
        held=held_count(db, asker),
    )  # fmt: skip
