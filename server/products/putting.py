"""Putting the products of a release into the list, some hundred at a time: nobody waits long for the database, and an
import that breaks off leaves a list that can be used, and can be run again."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert
from sqlmodel import Session, col, or_, select

from server.db import new_id, writing
from server.products.models import Product, ProductWord
from server.products.release_facts import Values
from server.products.words import telling_words

AT_ONCE = 500


def put_products(rows: Sequence[Values], release: str) -> Counter[str]:
    """These, each with its code; answers how many are new, changed and as before."""
    counts, new, reworded = Counter[str](), list[Product](), list[Product]()
    with writing() as db:
        known = known_of(db, rows)
        for row in rows:
            values = {name: value for name, value in row.items() if name != "previous"} | {"release": release}
            if product := known_as(known, row, release):
                changed = set_values(product, values)
                counts["changed" if changed - {"release"} else "as before"] += 1
                reworded += [product] if changed & {"words", "is_listed"} else []
            else:
                new.append(Product(id=new_id(), **values))
                counts["new"] += 1
        keep(db, new, reworded)
        db.commit()
    return counts


def set_values(product: Product, values: Values) -> set[str]:
    """Answers the names of those that it did not have."""
    changed = {name for name, value in values.items() if getattr(product, name) != value}
    for name in changed:
        setattr(product, name, values[name])
    return changed


def known_of(db: Session, rows: Sequence[Values]) -> dict[str, Product]:
    """Those of the list that these may be: by code, and without one by level and words."""
    codes = {code for row in rows for code in (row["code"], row["previous"]) if code}
    without = col(Product.code).is_(None) & col(Product.words).in_({row["words"] for row in rows})
    found = db.exec(select(Product).where(or_(col(Product.code).in_(codes), without))).all()
    return {product.code or f"{product.level} {product.words}": product for product in found}


def known_as(known: dict[str, Product], row: Values, release: str) -> Product | None:
    """The same code; else the code it had before, if that is gone; else one that came with Doorstep, by its name."""
    product = known.get(row["code"])
    before = known.get(row["previous"])
    if product is None and before and before.release != release:
        product = known.pop(row["previous"])
    if product is None:
        product = known.pop(f"{row['level']} {row['words']}", None)
    if product:
        known[row["code"]] = product
    return product


def keep(db: Session, new: Sequence[Product], reworded: Sequence[Product]) -> None:
    db.flush()
    if new:
        db.execute(insert(Product), [product.model_dump() for product in new])
    if reworded:
        db.execute(delete(ProductWord).where(col(ProductWord.product_id).in_([one.id for one in reworded])))
    if words := [
        {"word": word, "product_id": one.id}
        for one in (*new, *reworded)
        if one.is_listed
        for word in telling_words(one.words.split())
    ]:
        db.execute(insert(ProductWord), words)


def in_batches(rows: Iterable[Values]) -> Iterable[list[Values]]:
    batch: list[Values] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
