"""Taking forms: each once, in its order, in the hands of the very handler that a plain POST of it reaches."""

import logging
from collections.abc import Callable, Iterable, Mapping
from inspect import unwrap
from typing import Any
from uuid import UUID

from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from sqlmodel import col, select

from server.accounts.asker import Asker
from server.board.models import Alert, AlertKind
from server.inbox.batches import Batch, Receipt, SentForm, form_of, receipt_again, receipt_for
from server.inbox.hearing import count_on, hear_batch
from server.inbox.models import Form, FormFile, FormState
from server.inbox.reading import field_of, uuid_or_none
from server.inbox.spoilt import NOBODY
from server.inbox.unit import Unit
from server.problems import NOT_ON_ROTA, CannotAccept, NotFoundOrNotYours

log = logging.getLogger(__name__)

Recorder = tuple[Callable[..., Any], str]
Recorders = Mapping[tuple[str, str], Recorder]
"""The recording handlers by `(nouns, what is recorded)` of their path, with the name of the id between them."""

UNREADABLE = "Doorstep could not take this as it stands. It is kept, and the office looks at it."
WHOSE = "Nobody can tell from this record who made it. It stays on this phone. Ring the office."


def recorders_of(app: Litestar) -> Recorders:
    """The app's recording handlers, found once at start."""
    handlers = (handler for route in app.routes for handler in getattr(route, "route_handlers", ()))
    found = {}
    for handler in handlers:
        if isinstance(handler, HTTPRouteHandler) and handler.opt.get("records"):
            for path in handler.paths:
                _, nouns, parameter, recorded = path.split("/")
                found[nouns, recorded] = (unwrap(handler.fn), parameter.strip("{}").partition(":")[0])
    return found


def receive(recorders: Recorders, asker: Asker, batch: Batch) -> list[Receipt]:
    """Take a batch in one commit; if any form spoils it, take them one by one, so that it spoils only itself."""
    try:
        return receive_together(recorders, asker, batch, batch.forms)
    except Exception:
        log.exception("A batch could not be taken whole")
    return [receipt for form in batch.forms for receipt in receive_alone(recorders, asker, batch, form)]


def receive_alone(recorders: Recorders, asker: Asker, batch: Batch, form: SentForm) -> list[Receipt]:
    try:
        return receive_together(recorders, asker, batch, [form])
    except Exception:
        log.exception("Form %s could not be taken", form.id)
        return receive_together({}, asker, batch, [form], refusal=UNREADABLE)


def receive_together(
    recorders: Recorders, asker: Asker, batch: Batch, forms: list[SentForm], refusal: str = NOT_ON_ROTA
) -> list[Receipt]:
    with Unit(writes=True) as db:
        known = {form.id: form for form in db.exec(select(Form).where(col(Form.id).in_([form.id for form in forms])))}
        heard = hear_batch(db, asker, batch, is_news=any(form.id not in known for form in forms))
        arrived = sequences_known(db, batch, forms)
        db.visits = visits_named(forms)
        receipts = []
        for sent in forms:
            if sent.author == NOBODY:
                receipts.append(Receipt(sent.called, "conflict", WHOSE))
            elif (before := known.get(sent.id)) is not None:
                receipts.append(receipt_again(before, sent))
            elif sent.previous is not None and sent.previous >= batch.first and sent.previous not in arrived:
                receipts.append(Receipt(sent.called, "again"))
            else:
                known[sent.id] = form = take(recorders, db, asker, batch, sent, refusal)
                arrived.add(sent.sequence)
                receipts.append(receipt_for(form, sent))
        count_on(db, heard, batch, forms, receipts)
        db.finish()
    return receipts


def sequences_known(db: Unit, batch: Batch, forms: Iterable[SentForm]) -> set[int]:
    """Which of the forms' predecessors this device has already brought."""
    asked = {form.previous for form in forms if form.previous is not None}
    brought = select(Form.device_sequence).where(Form.device_id == batch.device, col(Form.device_sequence).in_(asked))
    return {sequence for sequence in db.exec(brought) if sequence is not None}


def visits_named(forms: Iterable[SentForm]) -> set[UUID]:
    named = (uuid_or_none(field_of(form.body, "visit")) for form in forms)
    return {visit_id for visit_id in named if visit_id}


def take(recorders: Recorders, db: Unit, asker: Asker, batch: Batch, sent: SentForm, refusal: str) -> Form:
    """Hand a form over; what its handler cannot take is held for the office, never thrown away."""
    form = form_of(sent, asker, batch)
    try:
        sent.check()
        hand_over(recorders, db, asker, form)
    except CannotAccept as why:
        hold(db, asker, form, str(why))
    except NotFoundOrNotYours:
        hold(db, asker, form, refusal)
    db.forms.append(form)
    return form


def hand_over(recorders: Recorders, db: Unit, asker: Asker, form: Form) -> None:
    """Call the handler that records this form. Raises CannotAccept and NotFoundOrNotYours, having changed nothing."""
    _, nouns, about, recorded = f"{form.url}///".split("/")[:4]
    recorder, about_id = recorders.get((nouns, recorded)), uuid_or_none(about)
    if recorder is None or about_id is None:
        raise NotFoundOrNotYours
    handler, parameter = recorder
    handler(db=db, asker=asker, form=form, **{parameter: about_id})


def hold(db: Unit, asker: Asker, form: Form, why: str) -> None:
    """Keep a form for the office to decide about, and say so on the board."""
    form.state, form.why = FormState.HELD, why
    if form.file:
        db.add(FormFile(form_id=form.id, content=form.file))
    db.add(
        Alert(
            agency_id=asker.agency_id,
            team_id=asker.team_id,
            kind=AlertKind.HELD,
            about=form.id,
            account_id=form.author_id,
            words=why,
        )
    )
    db.teams_changed.add(asker.team_id)
