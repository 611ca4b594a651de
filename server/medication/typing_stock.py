"""What is counted of a medicine and how many a dose takes, as typed: read from the amount, or asked."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from server.medication.amounts import UNITS, amount_in, counted
from server.medication.models import A_RANGE, MedicineKind
from server.problems import BadInput

FROM_AMOUNT = "as the amount says"


class Counted(NamedTuple):
    """The unit, empty when the stock is not counted; and how many a dose takes, None when that is said each time."""

    unit: str
    per_dose: Decimal | None


def counted_in(said: Mapping[str, str], kind: MedicineKind) -> Counted:
    """Raises BadInput for what cannot be read, or contradicts the amount: a balance is never silently wrong."""
    unit, amount, number = said.get("stock_unit", ""), said.get("amount", ""), said.get("stock_per_dose", "").strip()
    if not unit:
        return Counted("", None)
    told = amount_in(amount)
    if unit == FROM_AMOUNT:
        if told is None or not told.unit:
            raise BadInput("The amount does not say what to count. Choose it, or choose Not counted.", "stock_unit")
        unit = told.unit
    if unit not in UNITS:
        raise BadInput("Choose what is counted.", "stock_unit")
    if kind == MedicineKind.VARIABLE or A_RANGE.search(amount):
        if number:
            raise BadInput("Leave this empty: the worker says each time how many it was.", "stock_per_dose")
        return Counted(unit, None)
    return Counted(unit, per_dose(number, unit, told.number if told and told.unit == unit else None))


def per_dose(text: str, unit: str, told: Decimal | None) -> Decimal:
    """As typed, else as the amount says; both at once must agree."""
    typed = amount_in(text)
    number = typed.number if typed and typed.unit in ("", unit) else None
    if not (number if text else told):
        raise BadInput(f"Say how many {unit} a dose takes, as 2 or 0.5.", "stock_per_dose")
    if number is not None and told is not None and number != told:
        sentence = f"The amount says {counted(told, unit)}, this says {counted(number, unit)}. Put one of them right."
        raise BadInput(sentence, "stock_per_dose")
    return number if number is not None else told or Decimal()
