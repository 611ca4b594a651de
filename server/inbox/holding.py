"""A plain POST that its handler cannot take: held like any other form, and said so on the page."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from litestar import Response
from litestar.status_codes import (
    HTTP_404_NOT_FOUND,
    HTTP_422_UNPROCESSABLE_ENTITY,
    HTTP_500_INTERNAL_SERVER_ERROR,
)

from server.accounts.asker import Asker
from server.inbox.models import Form
from server.inbox.receiving import NOT_ON_YOUR_ROTA, UNREADABLE, hold
from server.inbox.unit import Unit
from server.problems import CannotAccept, NotFoundOrNotYours
from server.templating import html

log = logging.getLogger(__name__)


def or_held(handler: Callable[..., Any]) -> Callable[..., Any]:
    """A recording handler as a plain POST reaches it: what it cannot take is kept for the office."""

    @wraps(handler)
    def take(db: Unit, asker: Asker, form: Form, **about: Any) -> Any:
        db.forms.append(form)
        try:
            answer = handler(db=db, asker=asker, form=form, **about)
            db.finish()
        except NotFoundOrNotYours:
            return held(db, asker, form, HTTP_404_NOT_FOUND, NOT_ON_YOUR_ROTA)
        except CannotAccept as why:
            return held(db, asker, form, HTTP_422_UNPROCESSABLE_ENTITY, f"{why} It is kept.")
        except Exception:
            log.exception("Form %s could not be taken", form.id)
            return held(db, asker, form, HTTP_500_INTERNAL_SERVER_ERROR, UNREADABLE)
        return answer

    return take


def held(db: Unit, asker: Asker, form: Form, status: int, why: str) -> Response[str]:
    """Undo what the handler began, and hold the form in its stead."""
    db.rollback()
    db.owe_nothing()
    hold(db, asker, form, why)
    db.forms.append(form)
    return html("problem.html", status, title="The office has this", text=why)
