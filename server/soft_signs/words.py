"""The words on screen for soft signs, and what a form of them said."""

from typing import Any

from server.soft_signs.models import SoftSigns
from server.soft_signs.signs import SIGN_WORDS


def signs_line(entry: SoftSigns) -> str:
    """`Not as usual: sleepier, harder to wake. Since Tuesday. “She slept through lunch.”`"""
    return ". ".join(part.rstrip(".") for part in (f"Not as usual: {entry.said}", *more_about(entry)) if part)


def more_about(entry: SoftSigns) -> list[str]:
    return [part for part in (f"Since: {entry.since}" if entry.since else "", entry.words) if part]


def signs_body(entry: SoftSigns) -> list[tuple[str, str]]:
    """What its form said, to be corrected."""
    return [*(("signs", sign) for sign in entry.signs.split()), ("since", entry.since), ("words", entry.words)]


SIGN_FORM_WORDS: dict[str, Any] = {"sign_words": SIGN_WORDS, "signs_line": signs_line, "signs_body": signs_body}
