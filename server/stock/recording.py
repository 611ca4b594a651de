"""Recording what was done with the stock: at a visit by a worker, or in the office by a coordinator."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.asking import Asking, one_of
from server.inbox.models import Form
from server.inbox.reading import field_of, uuid_or_none
from server.inbox.unit import Unit
from server.medication.amounts import amount_in, plain
from server.medication.models import Medicine
from server.people.models import ServiceUser
from server.problems import BadInput, CannotAccept
from server.stock.events import in_force_at
from server.stock.forms import MovementForm
from server.stock.models import MovementKind, StockMovement
from server.visits.recording import Turn

NOT_THEIRS = "It is about a medicine that is not on record for this person. The office has to sort it."
NOT_YOURS = "It corrects what somebody else recorded. Count again instead: both stay on record."


class NoVisit(NamedTuple):
    """In the place of a visit, for what is recorded in the office."""

    service_user_id: UUID
    id: None = None


def move_at_visit(db: Unit, turn: Turn, form: Form) -> StockMovement:
    """What a worker did with the stock. Raises CannotAccept when the medicine is somebody else's."""
    movement = movement_of(db, form, turn.visit, turn.zone)
    turn.visit.touch()
    turn.person.touch()
    return movement


def move_in_office(db: Unit, asker: Asker, person: ServiceUser, said: Mapping[str, str], form: Form) -> StockMovement:
    """What a coordinator says was done. Raises BadInput with all that is wrong."""
    corrected_id = uuid_or_none(said.get("corrects"))
    corrected = db.get(StockMovement, corrected_id) if corrected_id else None
    with Asking(said) as asking:
        asking.read("order_id", medicine_in)
        kind = asking.read("kind", one_of(MovementKind, "Choose what was done."))
        asking.read("quantity", partial(number_in, kind))
        if corrected and (corrected.author_id, corrected.service_user_id) != (form.author_id, person.id):
            asking.refuse("quantity", NOT_YOURS)
    try:
        movement = movement_of(db, form, NoVisit(person.id), asker.zone)
    except CannotAccept as problem:
        raise BadInput(str(problem), "order_id") from problem
    person.touch()
    db.add(person)
    return movement


def is_sent_again(db: Session, form: Form) -> bool:
    """The button was pressed twice: the page gave its form an id. Filled in otherwise, it is another form."""
    given = uuid_or_none(field_of(form.body, "form"))
    if given is None:
        return False
    form.id = uuid5(given, f"{form.author_id} {form.body}")
    return db.get(Form, form.id) is not None


def said_of(db: Session, asker: Asker, person: ServiceUser, movement_id: str | None) -> dict[str, str]:
    """What the asker recorded in the office, to be corrected; nothing when it is not theirs."""
    known_id = uuid_or_none(movement_id)
    known = db.get(StockMovement, known_id) if known_id else None
    if known is None or (known.author_id, known.service_user_id) != (asker.id, person.id):
        return {}
    return {
        "order_id": str(known.order_id), "kind": known.kind.value, "quantity": plain(known.quantity),
        "witness": known.witness, "why_no_witness": known.why_no_witness, "words": known.words,
        "corrects": str(known.id),
    }  # fmt: skip


def medicine_in(text: str) -> UUID:
    order_id = uuid_or_none(text)
    if order_id is None:
        raise BadInput("Choose the medicine.")
    return order_id


def number_in(kind: MovementKind | None, text: str) -> None:
    quantity = amount_in(text)
    if quantity is None or quantity.unit or (kind != MovementKind.COUNTED and not quantity.number):
        least = "0 or more" if kind == MovementKind.COUNTED else "more than 0"
        raise BadInput(f"Write how many as a number, {least}, as 28 or 2.5.")


def movement_of(db: Unit, form: Form, where: Any, zone: str) -> StockMovement:
    values = MovementForm.of(form)
    versions = select(Medicine).where(
        Medicine.order_id == values.order_id, Medicine.service_user_id == where.service_user_id
    )
    known = db.exec(versions.order_by(col(Medicine.started_on), col(Medicine.version))).all()
    if not known:
        raise CannotAccept(NOT_THEIRS)
    return moved(form, values, where, in_force_at(known, form.happened_at, zone))


def moved(form: Form, values: MovementForm, where: Any, order: Medicine) -> StockMovement:
    """What was done with the stock of an order, with its own copy of what the medicine then was."""
    return StockMovement.of(
        form, values, where, order_id=order.order_id, name=order.name, unit=order.stock_unit, kind=values.kind,
        quantity=values.number, witness=values.witness.strip(), why_no_witness=values.why_no_witness.strip(),
        words=values.words.strip(),
    )  # fmt: skip
