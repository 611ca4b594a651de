"""The words of a product's name: the same for `Metformin 500mg tablets` and `metformin  500 mg tablets`."""

import re
import unicodedata

from server.medication.spelling import made_safe

WORD = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+")
ONE_OF_MANY = {"micrograms": "microgram", "nanograms": "nanogram", "units": "unit"}
"""dm+d writes `50microgram tablets` and `50micrograms/ml`."""


def words_of(text: str) -> list[str]:
    """In order, without case, accents and signs; a number stands alone, so that spaces make no difference."""
    plain = unicodedata.normalize("NFKD", made_safe(text)).casefold()
    return [ONE_OF_MANY.get(word, word).replace(",", "") for word in WORD.findall(plain)]


def telling_words(words: list[str]) -> set[str]:
    """Those that products are found by: not the numbers, not single letters."""
    return {word for word in words if len(word) > 1 and word.isalpha()}
