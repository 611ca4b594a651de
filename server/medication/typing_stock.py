"""What is counted of a medicine and how many a dose takes, as typed: read from the amount, or asked."""

from decimal import Decimal
from functools import partial
from typing import NamedTuple

from server.asking import Asking, if_any
from server.medication.amounts import UNITS, Amount, amount_in, counted
from server.medication.models import A_RANGE, MedicineKind
from server.problems import BadInput

FROM_AMOUNT = "as the amount says"


class Counted(NamedTuple):
    """The unit, empty when the stock is not counted; and how many a dose takes, None when that is said each time."""

    unit: str
    per_dose: Decimal | None


def counted_in(asking: Asking, kind: MedicineKind) -> Counted:
    """What cannot be read, or contradicts the amount, is refused: a balance is never silently wrong."""
    amount = asking.said.get("amount", "")
    told = amount_in(amount)
    unit = asking.read("stock_unit", if_any(partial(unit_in, told)))
    if not unit:
        return Counted("", None)
    if kind == MedicineKind.VARIABLE or A_RANGE.search(amount):
        return Counted(unit, asking.read("stock_per_dose", if_any(nothing)))
    number = told.number if told and told.unit == unit else None
    return Counted(unit, asking.read("stock_per_dose", partial(per_dose, unit, number)))


def unit_in(told: Amount | None, text: str) -> str:
    if text == FROM_AMOUNT and (told is None or not told.unit):
        raise BadInput("The amount does not say what to count. Choose it, or choose Not counted.")
    unit = told.unit if told and text == FROM_AMOUNT else text
    if unit not in UNITS:
        raise BadInput("Choose what is counted.")
    return unit


def nothing(_text: str) -> Decimal | None:
    raise BadInput("Leave this empty: the worker says each time how many it was.")


def per_dose(unit: str, told: Decimal | None, text: str) -> Decimal:
    """As typed, else as the amount says; both at once must agree."""
    typed = amount_in(text)
    number = typed.number if typed and typed.unit in ("", unit) else None
    if not (number if text else told):
        raise BadInput(f"Say how many {unit} a dose takes, as 2 or 0.5.")
    if number is not None and told is not None and number != told:
        raise BadInput(
            f"The amount says {counted(told, unit)}, this says {counted(number, unit)}. Put one of them right."
        )
    return number if number is not None else told or Decimal()
