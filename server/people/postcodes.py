"""Postcodes, by the form that Royal Mail gives them (BS 7666)."""

import re

from server.problems import BadInput

POSTCODE = re.compile(r"(GIR|[A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][ABD-HJLNP-UW-Z]{2})")


def postcode_in(text: str) -> str:
    """In capitals with its one space, as `LS6 3AB`. Raises BadInput."""
    written = re.sub(r"\s", "", text).upper()
    if not written:
        raise BadInput("Write the postcode: workers find the door by it.")
    found = POSTCODE.fullmatch(written)
    if found is None:
        raise BadInput("This is no whole postcode. Write it as LS6 3AB: letters, a number, a number, two letters.")
    return f"{found[1]} {found[2]}"


def uprn_in(text: str) -> str:
    """A Unique Property Reference Number: at most twelve digits; empty when it is not known. Raises BadInput."""
    digits = re.sub(r"\s", "", text)
    if digits and not (digits.isascii() and digits.isdecimal() and 1 <= len(digits) <= 12 and int(digits)):
        raise BadInput("A UPRN has digits only, twelve at most. Leave it empty when you do not know it.")
    return digits
