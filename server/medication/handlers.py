"""What the web may do with doses and what they did."""

from litestar.response import Redirect

from server.board.alerts import alert_office
from server.board.models import AlertKind
from server.dependencies import Asker, Db, PathId, ReceivedForm, back_to, record
from server.medication.correction_handlers import correction_routes
from server.medication.effects import record_effect
from server.medication.order_handlers import order_routes
from server.medication.outcomes import Effect
from server.medication.print_handlers import print_routes
from server.medication.queries import turn_for_dose
from server.medication.recording import answer
from server.medication.watching import watch
from server.visits.turns import turn_at


@record("/doses/{dose_id:uuid}/outcomes")
def record_dose(db: Db, asker: Asker, dose_id: PathId, form: ReceivedForm) -> Redirect:
    dose, turn = turn_for_dose(db, asker, dose_id, form)
    db.add(entry := answer(dose, turn, form))
    watch(db, turn, dose, entry)
    return back_to(f"/visits/{turn.visit.id}")


@record("/visits/{visit_id:uuid}/dose-effects")
def record_dose_effect(db: Db, asker: Asker, visit_id: PathId, form: ReceivedForm) -> Redirect:
    turn = turn_at(db, asker, visit_id, form)
    effect, dose = record_effect(db, turn, form)
    db.add(effect)
    if effect.effect == Effect.DID_NOT_HELP:
        alert_office(db, turn, AlertKind.MEDICINE, effect.id, f"{dose.name} did not help")
    return back_to(f"/visits/{visit_id}")


medication_routes = [record_dose, record_dose_effect, *order_routes, *print_routes, *correction_routes]
