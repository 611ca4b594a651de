"""What a row of a release says of a product, or why it cannot be taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from server.products.codes import is_code
from server.products.models import ProductLevel
from server.products.words import words_of

LONGEST_NAME = 255
"""dm+d's technical specification, NM."""
NOT_CONTROLLED = "0000"
CATEGORIES = {
    "0001": "Schedule 1 (CD Lic)",
    "0002": "Schedule 2 (CD)",
    "0003": "Schedule 2 (CD Exempt Safe Custody)",
    "0004": "Schedule 3 (CD No Register)",
    "0005": "Schedule 3 (CD No Register Exempt Safe Custody)",
    "0006": "Schedule 3 (CD No Register Phenobarbital)",
    "0007": "Schedule 3 (CD No Register Temazepam)",
    "0008": "Schedule 4 (CD Anab)",
    "0009": "Schedule 4 (CD Benz)",
    "0010": "Schedule 5 (CD Inv)",
}
"""CONTROL_DRUG_CATEGORY as the lookup file has it since 2019; what the file itself says counts first."""


class BadRow(Exception):
    """Why a row is left out, in a sentence."""


@dataclass
class GenericFacts:
    """What stands about VMPs in other sections and files, by VPID. Of what does not stand there, what was known before
    stays: a controlled drug is one until dm+d says that it is none."""

    forms: dict[str, str] = field(default_factory=dict)
    controls: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Generic:
    """A VMP that is in the list, for its AMPs."""

    id: UUID
    words: str
    form: str
    control: str


Values = dict[str, Any]
"""A product's columns, by name, and its `previous` code."""


def vmp_in(fields: Mapping[str, str], facts: GenericFacts) -> Values:
    """Raises BadRow."""
    code, name = code_in(fields, "VPID"), name_in(fields)
    told = {"form": facts.forms.get(code), "control": facts.controls.get(code)}
    known = {column: words for column, words in told.items() if words is not None}
    return named(fields, code, name) | {
        "level": ProductLevel.VMP, "generic_id": None, "is_listed": True, "is_parallel_import": False,
        "previous": fields.get("VPIDPREV", "").strip(), **known,
    }  # fmt: skip


def amp_in(fields: Mapping[str, str], generics: Mapping[str, Generic]) -> Values:
    """Raises BadRow."""
    code, name, vpid = code_in(fields, "APID"), name_in(fields), code_in(fields, "VPID")
    generic = generics.get(vpid)
    if generic is None:
        raise BadRow(f"its generic, VPID {vpid}, is not in the list (APID {code})")
    found = named(fields, code, name)
    is_parallel_import = is_set(fields, "PARALLEL_IMPORT")
    return found | {
        "level": ProductLevel.AMP, "generic_id": generic.id, "form": generic.form, "control": generic.control,
        "is_listed": not is_parallel_import and found["words"] != generic.words,
        "is_parallel_import": is_parallel_import, "previous": "",
    }  # fmt: skip


def named(fields: Mapping[str, str], code: str, name: str) -> Values:
    words = " ".join(words_of(name))
    if not words:
        raise BadRow(f"its name has no words: {name}")
    return {"code": code, "name": name, "words": words, "is_withdrawn": is_set(fields, "INVALID")}


def code_in(fields: Mapping[str, str], tag: str) -> str:
    code = fields.get(tag, "").strip()
    if not code:
        raise BadRow(f"it has no code ({tag})")
    if not (code.isascii() and code.isdecimal()):
        raise BadRow(f"its {tag} is not digits: {code[:40]}")
    if not is_code(code):
        raise BadRow(f"its {tag} fails the SNOMED check digit: {code[:40]}")
    return code


def name_in(fields: Mapping[str, str]) -> str:
    name = " ".join(fields.get("NM", "").split())
    if not name:
        raise BadRow("it has no name (NM)")
    if len(name) > LONGEST_NAME:
        raise BadRow(f"its name is longer than {LONGEST_NAME} letters: {name[:40]}…")
    return name


def is_set(fields: Mapping[str, str], tag: str) -> bool:
    """A flag of dm+d: 1 or 0001, or not there."""
    return fields.get(tag, "").strip().lstrip("0") not in ("", "0")
