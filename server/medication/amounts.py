"""Amounts that can be counted: kept exactly, to a thousandth, read from words only when they leave no doubt."""

import re
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

UNITS = {
    "tablets": "tablet",
    "capsules": "capsule",
    "ml": "ml",
    "patches": "patch",
    "sachets": "sachet",
    "syringes": "syringe",
    "suppositories": "suppository",
    "pens": "pen",
    "puffs": "puff",
}
"""What is counted, and one of it."""

NUMBER = r"\d{1,6}(?:\.\d{1,3})?"
AMOUNT = re.compile(rf"(?P<number>{NUMBER})(?: (?P<unit>[a-z]+))?(?=$|[;)]|\.(?!\d)|, | \()", re.IGNORECASE)
ONE_OF = {word: unit for unit, one in UNITS.items() for word in (unit, one)}


class Thousandths(TypeDecorator[Decimal]):
    """A decimal with at most three places, kept as a whole number of thousandths: SQLite has no decimals."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _: Dialect) -> Any:
        return None if value is None else int(value * 1000)

    def process_result_value(self, value: Any, _: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / 1000


class Amount(NamedTuple):
    """So many of something; the unit is empty when only the number was said."""

    number: Decimal
    unit: str


def amount_in(text: str) -> Amount | None:
    """`2 tablets, by mouth` as 2 tablets; None when a number, one of our units and nothing more is not what it says."""
    found = AMOUNT.match(text.strip())
    if found is None or (found["unit"] and found["unit"].lower() not in ONE_OF):
        return None
    return Amount(Decimal(found["number"]), ONE_OF[found["unit"].lower()] if found["unit"] else "")


def plain(number: Decimal) -> str:
    """Without a trailing nought, which is misread: `28`, `2.5`."""
    return f"{number.normalize():f}"


def counted(number: Decimal, unit: str) -> str:
    """`1 tablet`, `14 tablets`, `2.5 ml`."""
    return f"{plain(number)} {UNITS.get(unit, unit) if number == 1 else unit}".strip()
