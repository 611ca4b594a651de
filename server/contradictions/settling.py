"""A coordinator says which of several corrections is so: one more correction, in the place of all of them."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlmodel import select

from server.accounts.asker import Asker
from server.asking import LONGEST_TEXT, Asking, needed
from server.contradictions.queries import Contradiction
from server.inbox.models import Form
from server.inbox.unit import Unit
from server.medication.models import Dose, MarEntry
from server.medication.watching import watch as watch_dose
from server.medicine_audits.timing import first_said
from server.observations.models import Observation
from server.observations.watching import watch as watch_value
from server.problems import BadInput
from server.stock.alarms import watch_movement
from server.stock.models import StockMovement
from server.stock.where import Where
from server.visits.entries import Entry
from server.visits.entry_kinds import Arrival, Departure, StoppedVisit
from server.visits.models import Assignment, Visit
from server.visits.recording import Turn

WHICH = "Choose which is so."
WHY = "Say how you know: it stays on record."
MEANWHILE = "Another answer has come meanwhile, or somebody else settled it. Look at it again."


def settle(db: Unit, asker: Asker, found: Contradiction, said: Mapping[str, str], form: Form) -> Entry:
    """What was chosen once more, by the asker. Raises BadInput with all that is wrong."""
    stand = found.chain.stand
    with Asking(said) as asking:
        chosen = asking.read("is_so", partial(chosen_of, stand))
        why = asking.read("why", needed(WHY, LONGEST_TEXT))
    if not found.chain.is_contradiction or said.get("seen", "").split() != [str(one.id) for one in stand]:
        raise BadInput(MEANWHILE)
    entry = said_again(chosen, stand, form)
    if isinstance(entry, MarEntry):
        entry.given_at = first_said(chosen, found.chain.entries).given_at
    keep_why(entry, form, why)
    found.person.touch()
    db.add_all([entry, found.person])
    if found.visit:
        settle_at(db, Turn(found.visit, turn_of(db, found, found.visit), found.person, asker.zone), entry, form)
    elif isinstance(entry, StockMovement):
        where = Where(found.person.id, asker.agency_id, asker.team_id, None, asker.id, asker.zone)
        watch_movement(db, where, form, entry)
    return entry


def chosen_of(stand: Sequence[Any], text: str) -> Any:
    chosen = next((one for one in stand if str(one.id) == text), None)
    if chosen is None:
        raise BadInput(WHICH)
    return chosen


def said_again(chosen: Entry, stand: Sequence[Entry], form: Form) -> Entry:
    """All that it says of what was so, as it is; who says so, and when, is new."""
    others = sorted(str(one.id) for one in stand if one.id != chosen.id)
    values = {name: getattr(chosen, name) for name in type(chosen).model_fields}
    values |= {"id": form.id, "author_id": form.author_id, "device_id": None, "device_sequence": None}
    values |= {"recorded_at": form.recorded_at, "received_at": form.received_at}
    return type(chosen)(**values | {"corrects": chosen.id, "also_corrects": " ".join(others)})


def keep_why(entry: Any, form: Form, why: str) -> None:
    """Where the kind has a place for it, else with the form: the visit's record shows both."""
    if isinstance(entry, MarEntry):
        entry.why_corrected = why
    else:
        form.decision = why


def turn_of(db: Unit, found: Contradiction, visit: Visit) -> Assignment:
    """Of whoever recorded it first; of nobody's, when the office did."""
    worker = found.chain.worker_id
    theirs = select(Assignment).where(Assignment.visit_id == visit.id, Assignment.account_id == worker)
    return db.exec(theirs).first() or Assignment(visit_id=visit.id, account_id=worker, service_on=visit.service_on)


def settle_at(db: Unit, turn: Turn, entry: Entry, form: Form) -> None:
    """What follows from it, as from any correction of its kind."""
    turn.visit.touch()
    db.add(turn.visit)
    db.teams_changed.add(turn.visit.team_id)
    match entry:
        case MarEntry():
            watch_dose(db, turn, db.get_one(Dose, entry.dose_id), entry)
        case Observation():
            watch_value(db, turn, entry)
        case StockMovement():
            watch_movement(db, Where.at(turn), form, entry)
        case Arrival() | Departure() | StoppedVisit():
            turn.settle_times(entry, others_of(db, entry))


def others_of(db: Unit, entry: Any) -> list[Any]:
    """What else its worker recorded of the same kind at the visit."""
    kind = type(entry)
    return list(db.exec(select(kind).where(kind.visit_id == entry.visit_id)))
