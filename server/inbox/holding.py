"""A plain POST that its handler cannot take: held like any other form, and said so on the page."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from litestar import Response
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY, HTTP_500_INTERNAL_SERVER_ERROR

from server.accounts.asker import Asker
from server.inbox.models import Form
from server.inbox.receiving import UNREADABLE, hold
from server.inbox.unit import Unit
from server.problems import NOT_ON_ROTA, CannotAccept, NotFoundOrNotYours
from server.templating import html

log = logging.getLogger(__name__)


def or_held(handler: Callable[..., Any]) -> Callable[..., Any]:
    """A recording handler as a plain POST reaches it: what it cannot take is kept for the office.

    Who was never sent there is told what everybody is told, so that nobody learns what is there.
    """

    @wraps(handler)
    def take(db: Unit, asker: Asker, form: Form, **about: Any) -> Any:
        db.forms.append(form)
        try:
            answer = handler(db=db, asker=asker, form=form, **about)
            db.finish()
        except NotFoundOrNotYours:
            hold_instead(db, asker, form, NOT_ON_ROTA)
            raise
        except CannotAccept as why:
            return held(db, asker, form, HTTP_422_UNPROCESSABLE_ENTITY, str(why))
        except Exception:
            log.exception("Form %s could not be taken", form.id)
            return held(db, asker, form, HTTP_500_INTERNAL_SERVER_ERROR, UNREADABLE)
        return answer

    return take


def held(db: Unit, asker: Asker, form: Form, status: int, why: str) -> Response[str]:
    """Hold the form, and say so."""
    hold_instead(db, asker, form, why)
    return html("problem.html", status, title="The office has this", text=why)


def hold_instead(db: Unit, asker: Asker, form: Form, why: str) -> None:
    """Undo what the handler began, and hold the form in its stead."""
    db.rollback()
    db.owe_nothing()
    hold(db, asker, form, why)
    db.forms.append(form)
    db.finish()
