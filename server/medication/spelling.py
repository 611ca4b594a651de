"""Doses are written so that nobody misreads them (failures.md H9; NHS Common User Interface, rules 16 to 24)."""

import re

from server.problems import BadInput

SAFE: tuple[tuple[str, str], ...] = (
    (r"(?<![\d.])\.(?=\d)", "0."),  # .5 mg is read as 5 mg
    (r"(\d+)\.0+(?!\d)", r"\1"),  # 5.0 mg is read as 50 mg
    (r"(\d+\.\d*?[1-9])0+(?!\d)", r"\1"),
    (r"(?<=\d)\s*(?:µg|μg|mcg|ug)\b", " micrograms"),
    (r"(?<=\d)\s*(?:IU|iu|U|u)\b", " units"),
    (r"(?<=\d)\s*(?:mgs|MG|Mg)\b", " mg"),
    (r"(?<=\d)\s*(?:mls|ML|mL|cc)\b", " ml"),
    (r"(?<=\d)\s*(?:gms?|grams)\b", " g"),
    (r"(?<=\d)(?=(?:mg|g|ml|(?:micro|nano)grams?|units?|hours?|%)\b)", " "),
    (r"\b(?:o\.?d|OD)\b\.?", "once a day"),
    (r"\b(?:b\.?d|BD|BID|bid)\b\.?", "twice a day"),
    (r"\b(?:t\.?d\.?s|TDS|TID|tid)\b\.?", "three times a day"),
    (r"\b(?:q\.?d\.?s|QDS|QID|qid)\b\.?", "four times a day"),
    (r"\b(?:p\.?r\.?n|PRN)\b\.?", "when required"),
    (r"\b(?:p\.?o|PO)\b\.?", "by mouth"),
    (r"\b(?:1/7|1/52)\b", "(write the days)"),
)
"""What is misread, and what it is written as instead."""
MAKERS = ("BD",)


def made_safe(text: str) -> str:
    """`Levothyroxine 50mcg` as `Levothyroxine 50 micrograms`; what is safe stays as it is."""
    text = " ".join(text.split())
    for pattern, instead in SAFE:
        text = re.sub(pattern, instead, text)
    return " ".join(text.split())


def made_safe_name(text: str) -> str:
    """The same of a medicine's name, which may begin with a maker's: `BD Viva needles` are not for twice a day."""
    first, _, rest = " ".join(text.split()).partition(" ")
    return f"{first} {made_safe(rest)}" if first.upper() in MAKERS else made_safe(text)


def safely(text: str, field: str) -> str:
    """The text, when nobody can misread it. Raises BadInput that offers the safe spelling."""
    text = " ".join(text.split())
    safe = made_safe_name(text) if field == "name" else made_safe(text)
    if safe != text:
        raise BadInput(f"Written like this it may be misread. Write: {safe}", field)
    return text
