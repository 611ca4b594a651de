"""What goes wrong, in words for the reader: what happened and what to do."""

from collections.abc import Callable, Sequence
from typing import Any

NOT_ON_ROTA = "This visit was not on the rota of who recorded it when it reached the office. The office decides."

SIGNED_OUT = {"doorstep": "signed out"}
"""What a phone takes for the office's word, and nobody else's, that it is signed out."""


class NotFoundOrNotYours(Exception):
    """Not there and not yours are the same answer, so that nobody learns which."""


class SignInNeeded(Exception):
    """Nobody is signed in, or the sign-in has ended."""


class PasswordNeeded(Exception):
    """They signed in with a password that somebody else made, and have to choose their own first."""


class CannotAccept(Exception):
    """A form that its handler cannot take as it stands. It is held for the office, never thrown away.

    A handler raises this before it changes anything.
    """


class BadInput(Exception):
    """An office form that asks again: what is wrong, in a sentence beside the field; `others` are wrong as well."""

    def __init__(self, sentence: str, field: str = "", others: Sequence["BadInput"] = ()) -> None:
        super().__init__(sentence)
        self.field = field
        self.all = (self, *others)

    @classmethod
    def together(cls, *reads: Callable[[], Any]) -> None:
        """Read several things, and raise all that is wrong with them as one."""
        found: list[BadInput] = []
        for read in reads:
            try:
                read()
            except BadInput as problem:
                found += problem.all
        if found:
            raise cls(str(found[0]), found[0].field, found[1:])

    def about(self, field: str) -> str:
        """What is wrong with a field; empty when nothing is."""
        return next((str(problem) for problem in self.all if problem.field == field), "")
