"""What the office may do about what was recorded in two ways: see all of it, and settle which is so."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from litestar import Response
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from server.board.queries import held_count
from server.board.record_lines import Face, Wording
from server.contradictions.queries import Contradiction, contradiction_of
from server.contradictions.settling import settle
from server.contradictions.words import subject_of
from server.db import wait_for_turn
from server.dependencies import COORDINATORS, Asker, Db, PathId, ReceivedForm, act, back_to, page
from server.inbox.reading import values_in
from server.medication.correcting import is_sent_again
from server.medication.models import Dose
from server.problems import BadInput
from server.templating import render, whole_page
from server.visits.models import CareAction
from server.visits.queries import names_of


@page("/contradictions/{entry_id:uuid}", COORDINATORS, writes=True)
def show_contradiction(db: Db, asker: Asker, entry_id: PathId) -> Response[str]:
    found = contradiction_of(db, asker, entry_id)
    db.note(asker, "read what was recorded in two ways", entry_id)
    return whole_page(contradiction_page(db, asker, found))


@act("/contradictions/{entry_id:uuid}/settlements", COORDINATORS)
def settle_contradiction(db: Db, asker: Asker, entry_id: PathId, form: ReceivedForm) -> Response[Any]:
    wait_for_turn(db, contradiction_of(db, asker, entry_id).matter)
    db.expire_all()
    found, said = contradiction_of(db, asker, entry_id), values_in(form.body)
    if is_sent_again(db, form):
        return back_to(found.address)
    try:
        settle(db, asker, found, said, form)
    except BadInput as problem:
        return whole_page(contradiction_page(db, asker, found, problem, said), HTTP_422_UNPROCESSABLE_ENTITY)
    db.forms.append(form)
    return back_to(found.address)


def contradiction_page(
    db: Db, asker: Asker, found: Contradiction, problem: BadInput | None = None, said: Mapping[str, str] | None = None
) -> str:
    """All that was recorded in the place of one record, and the form to say which is so."""
    first, stand = found.chain.entries[0], found.chain.stand
    dose = db.get(Dose, found.dose_id) if found.dose_id else None
    action = db.get(CareAction, getattr(first, "care_action_id", None) or first.id)
    wording = Wording.about([action] if action else [], [dose] if dose else [], Face(ZoneInfo(asker.zone)).hhmm)
    return render(
        "contradictions/contradiction.html", asker=asker, found=found, person=found.person, problem=problem,
        said=said or {}, subject=subject_of(db, first), stand=stand, wording=wording,
        replaced=[one for one in found.chain.entries if one not in stand],
        names=names_of(db, asker.agency_id), held=held_count(db, asker),
    )  # fmt: skip


contradiction_routes = [show_contradiction, settle_contradiction]
