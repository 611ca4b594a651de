"""What an account's form says, word by word."""

import re
from collections.abc import Callable

from server.problems import BadInput

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]")
TELEPHONE = re.compile(r"\+?[0-9 ()-]+")
FEWEST_DIGITS, MOST_DIGITS = 6, 15
NOT_A_NUMBER = "Write a telephone number, as 0113 496 0000."


def username(text: str) -> str:
    """A name to sign in with, in small letters. Raises BadInput."""
    name = text.lower()
    if not USERNAME.fullmatch(name):
        raise BadInput("Write a username of 3 to 40 letters, digits, dots or hyphens, without spaces, as amina.yusuf.")
    return name


def telephone(sentence: str) -> Callable[[str], str]:
    """A telephone number that must be there."""

    def read(text: str) -> str:
        if not text:
            raise BadInput(sentence)
        return telephone_if_any(text)

    return read


def telephone_if_any(text: str) -> str:
    """A telephone number, or none. Raises BadInput."""
    digits = sum(letter.isdigit() for letter in text)
    if text and not (TELEPHONE.fullmatch(text) and FEWEST_DIGITS <= digits <= MOST_DIGITS):
        raise BadInput(NOT_A_NUMBER)
    return text
