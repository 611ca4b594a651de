"""NHS numbers: ten digits, the last of which checks the others (NHS Data Dictionary, Modulus 11)."""

import re

from server.problems import BadInput


def nhs_number_in(text: str) -> str:
    """Its ten digits, however it was spaced; empty when none is known. Raises BadInput."""
    digits = re.sub(r"[\s-]", "", text)
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdecimal()) or len(digits) != 10:
        raise BadInput("An NHS number has ten digits, as 943 476 5919. Look at the letter again, or leave it empty.")
    if len(set(digits)) == 1 or check_digit(digits) != int(digits[-1]):
        raise BadInput("One of the digits is wrong: its check digit does not fit. Compare it with the letter.")
    return digits


def check_digit(digits: str) -> int:
    """What the last digit must be; 10 when these nine digits begin no NHS number."""
    weighed = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    return (11 - weighed % 11) % 11


def spaced(number: str) -> str:
    """`943 476 5919`, as it is read out."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if number else ""
