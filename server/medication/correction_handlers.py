"""What the office may do about what was recorded of a dose: correct it, for a reason."""

from collections.abc import Mapping
from typing import Any

from litestar import Response
from litestar.status_codes import HTTP_422_UNPROCESSABLE_ENTITY

from server.board.queries import held_count
from server.dependencies import COORDINATORS, Asker, Db, PathId, ReceivedForm, act, back_to, page
from server.inbox.reading import values_in
from server.medication.body_sites import BodySite
from server.medication.correcting import RecordedDose, correct, is_sent_again, recorded_dose_of
from server.medication.models import Medicine
from server.medication.watching import watch
from server.medication.words import MAR_WORDS, SUPPORT_WORDS, details_of, outcomes_for
from server.problems import BadInput
from server.stock.alarms import take_turns
from server.templating import render, whole_page


@page("/doses/{dose_id:uuid}/correction", COORDINATORS, writes=True)
def show_correction(db: Db, asker: Asker, dose_id: PathId) -> Response[str]:
    recorded = recorded_dose_of(db, asker, dose_id)
    db.note(asker, "read what was recorded of a dose", dose_id)
    return whole_page(correction_page(db, asker, recorded))


@act("/doses/{dose_id:uuid}/corrections", COORDINATORS)
def correct_dose(db: Db, asker: Asker, dose_id: PathId, form: ReceivedForm) -> Response[Any]:
    take_turns(db, [dose_id])
    recorded, said = recorded_dose_of(db, asker, dose_id), values_in(form.body)
    if is_sent_again(db, form):
        return back_to(f"/visits/{recorded.visit.id}")
    try:
        turn, entry = correct(db, asker, recorded, said, form)
    except BadInput as problem:
        return whole_page(correction_page(db, asker, recorded, problem, said), HTTP_422_UNPROCESSABLE_ENTITY)
    db.forms.append(form)
    db.add(entry)
    watch(db, turn, recorded.dose, entry)
    db.teams_changed.add(recorded.visit.team_id)
    return back_to(f"/visits/{recorded.visit.id}")


def correction_page(
    db: Db, asker: Asker, recorded: RecordedDose, problem: BadInput | None = None, said: Mapping[str, str] | None = None
) -> str:
    """What stands about a dose, and the form to correct one of it."""
    first = {"corrects": str(recorded.entries[0].id)} if len(recorded.entries) == 1 else {}
    order = db.get_one(Medicine, recorded.dose.medicine_id)
    return render(
        "medication/correction.html", asker=asker, recorded=recorded, person=recorded.person, problem=problem,
        said=said or first, outcomes=[("", "Choose"), *outcomes_for(order.kind)], mar_words=MAR_WORDS,
        supports=[("", "None was given"), *((one.value, words) for one, words in SUPPORT_WORDS.items())],
        support_words=SUPPORT_WORDS, details_of=details_of,
        sites=[(site, BodySite(site).words) for site in order.sites.split()], held=held_count(db, asker),
    )  # fmt: skip


correction_routes = [show_correction, correct_dose]
