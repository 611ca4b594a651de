"""Real products (NHS dm+d): what a medicine is called, its SNOMED code, and whether it is a controlled drug."""

import re
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Column, ForeignKey, Uuid
from sqlmodel import Field, SQLModel

from server.db import IN_PLAIN_ORDER, new_id
from server.medication.spelling import made_safe_name


class ProductLevel(StrEnum):
    """What dm+d calls a product."""

    VMP = "vmp"
    """A virtual medicinal product: the generic, as `Co-careldopa 25mg/100mg tablets`."""
    AMP = "amp"
    """An actual medicinal product: what one supplier sells, as `Sinemet Plus 25mg/100mg tablets`."""


class Product(SQLModel, table=True):
    """A product of the list. It belongs to no agency, and none is ever deleted: orders point at it."""

    __tablename__ = "products"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    code: str | None = Field(default=None, unique=True)
    """The SNOMED code; None for one that came with Doorstep, until a release names it."""
    level: ProductLevel
    name: str
    """As dm+d writes it: `Metformin 500mg tablets`."""
    words: str = Field(sa_column=Column(IN_PLAIN_ORDER, nullable=False, index=True))
    """The words of its name, as `words_of` reads them; the same for every spelling of it."""
    generic_id: UUID | None = Field(default=None, foreign_key="products.id", index=True)
    """The VMP that an AMP is a form of."""
    form: str = ""
    """`Tablet`."""
    control: str = ""
    """Why it is a controlled drug, as dm+d says it: `Schedule 2 (CD)`; empty when it is none."""
    is_listed: bool = True
    """Offered while typing. An AMP is not, when it is called as its generic is or imported beside the original."""
    is_parallel_import: bool = False
    is_withdrawn: bool = False
    """dm+d says that it is invalid, or a later release does not have it any more."""
    release: str = ""
    """The day of the last dm+d release that had it, as `2026-11-23`; empty when it came with Doorstep."""

    @property
    def shown(self) -> str:
        """Its name in the safe spelling: `Metformin 500 mg tablets`."""
        return made_safe_name(self.name)

    @property
    def schedule(self) -> int | None:
        """Of a controlled drug, 1 to 5 (Misuse of Drugs Regulations 2001)."""
        found = re.match(r"Schedule (\d)", self.control)
        return int(found[1]) if found else None


class ProductWord(SQLModel, table=True):
    """A word in the name of a product that is offered while typing, to find it by."""

    __tablename__ = "product_words"

    word: str = Field(sa_column=Column(IN_PLAIN_ORDER, primary_key=True))
    product_id: UUID = Field(sa_column=Column(Uuid, ForeignKey("products.id"), primary_key=True, index=True))
