"""The words of a product's name: the same for `Metformin 500mg tablets` and `metformin  500 mg tablets`."""

import math
import re
import unicodedata

from server.medication.spelling import made_safe_name

WORD = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|[a-z]+")
ONE_OF_MANY = {"micrograms": "microgram", "nanograms": "nanogram", "units": "unit"}
"""dm+d writes `50microgram tablets` and `50micrograms/ml`."""


def words_of(text: str) -> list[str]:
    """In order, without case, accents and signs; a number stands alone, so that spaces make no difference."""
    plain = unicodedata.normalize("NFKD", made_safe_name(text)).casefold()
    return [ONE_OF_MANY.get(word, word).replace(",", "") for word in WORD.findall(plain)]


def telling_words(words: list[str]) -> set[str]:
    """Those that products are found by: not the numbers, not single letters."""
    return {word for word in words if len(word) > 1 and word.isalpha()}


def by_strength(words: list[str]) -> list[tuple[float, str]]:
    """To sort by: numbers as numbers, before words."""
    return [(float(word), "") if word[0].isdecimal() else (math.inf, word) for word in words]
