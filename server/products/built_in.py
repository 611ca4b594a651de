"""The medicines most used in home care, so that there is a list before anybody has imported a dm+d release.

Their names are written by hand as dm+d writes names, and none has a SNOMED code: a release gives it.
"""

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from uuid import UUID, uuid5

from sqlmodel import Session, col, select

from server.db import insert_if_absent, make_engine
from server.products.models import Product, ProductLevel, ProductWord
from server.products.words import telling_words, words_of

FILE = Path(__file__).with_name("built_in.csv")
OF_DOORSTEP = UUID("6d0f4c1e-52a8-5b0e-9d55-6f1d1a0c7a11")


def put_built_in(url: str) -> None:
    """Put those into the database at `url` that are not there. Once a release was imported, the list is the release."""
    engine = make_engine(url)
    with Session(engine.execution_options(writes=True)) as db:
        if db.exec(select(Product.id).where(col(Product.code).is_not(None)).limit(1)).first() is None:
            put_absent(db)
        db.commit()
    engine.dispose()


def put_absent(db: Session) -> None:
    there = set(db.exec(select(Product.id)))
    for product in built_in():
        if product.id not in there and insert_if_absent(db, Product, **product.model_dump()):
            for word in telling_words(product.words.split()):
                insert_if_absent(db, ProductWord, word=word, product_id=product.id)


@cache
def built_in() -> tuple[Product, ...]:
    """All of them, generics first."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(products_in(csv.DictReader(file)))


def products_in(rows: Iterable[dict[str, str]]) -> Iterator[Product]:
    control: dict[str, str] = {}
    for row in rows:
        name, generic = row["name"], row["generic"]
        control[name] = control[generic] if generic else row["control"]
        yield Product(
            id=id_of(name), level=ProductLevel.AMP if generic else ProductLevel.VMP, name=name,
            words=" ".join(words_of(name)), generic_id=id_of(generic) if generic else None, control=control[name],
        )  # fmt: skip


def id_of(name: str) -> UUID:
    """The same on every machine, so that two servers that start at once put one row."""
    return uuid5(OF_DOORSTEP, " ".join(words_of(name)))


def built_in_named(name: str) -> Product | None:
    """The one with this name, in any spelling."""
    return built_in_by_words().get(" ".join(words_of(name)))


@cache
def built_in_by_words() -> dict[str, Product]:
    return {product.words: product for product in built_in()}
