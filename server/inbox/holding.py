"""A plain POST that its handler cannot take: held like any other form, and said so on the page."""

from typing import Any

from litestar import Request

from server.accounts.asker import Asker
from server.inbox.models import Form
from server.inbox.receiving import hold
from server.inbox.unit import Unit


def hold_plain_form(request: Request[Any, Any, Any], why: str) -> bool:
    """Keep the form of a refused recording request for the office. False when the request brought none."""
    form: Form | None = request.state.get("form")
    asker: Asker | None = request.scope.get("user")
    if form is None or asker is None:
        return False
    with Unit(writes=True) as db:
        hold(db, asker, form, why)
        db.forms.append(form)
        db.finish()
    return True
