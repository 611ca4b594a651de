"""What we ask of the list of products."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import literal
from sqlmodel import Session, case, col, func, select

from server.db import begins_with
from server.products.models import Product, ProductLevel, ProductWord
from server.products.words import by_strength, telling_words, words_of

FEWEST_LETTERS, MOST = 2, 12
MOST_WORDS = 30
"""Of what is typed; no product's name has more, and a database takes only so many at once."""
LOOKS_AT = 2_000
"""Products with a word, before a word is too common to look them all through."""


def product_named(db: Session, name: str) -> Product | None:
    """The one that this is the name of, in any spelling; None for a name that is not in the list.

    A generic comes first. Where several suppliers sell the same brand, nobody knows whose it is, so it is the generic
    that they all are a form of.
    """
    named = select(Product).where(col(Product.words) == " ".join(words_of(name)))
    same = db.exec(named.order_by(col(Product.is_withdrawn), col(Product.is_parallel_import), col(Product.code))).all()
    generic = next((one for one in same if one.level == ProductLevel.VMP), None)
    return generic or only_brand(db, same)


def only_brand(db: Session, same: Sequence[Product]) -> Product | None:
    first = same[:1]
    alike = [one for one in same if rank_of(one) == rank_of(first[0])]
    if len(alike) == 1:
        return alike[0]
    generics = {one.generic_id for one in alike if one.generic_id}
    return db.get(Product, generics.pop()) if len(generics) == 1 else None


def rank_of(product: Product) -> tuple[bool, bool]:
    return product.is_withdrawn, product.is_parallel_import


def products_of(db: Session, ids: Iterable[UUID | None]) -> dict[UUID, Product]:
    """These and the generics that they are forms of, by id."""
    found: dict[UUID, Product] = {}
    wanted = {id_ for id_ in ids if id_}
    while wanted:
        more = db.exec(select(Product).where(col(Product.id).in_(wanted))).all()
        found |= {one.id: one for one in more}
        wanted = {one.generic_id for one in more if one.generic_id} - found.keys()
    return found


def suggestions(db: Session, typed: str) -> list[Product]:
    """What the words typed so far may be the name of: those that begin with them first, then those that hold them;
    generics before brands; what is withdrawn last."""
    words = words_of(typed)[:MOST_WORDS]
    if len("".join(words)) < FEWEST_LETTERS:
        return []
    begin = beginning(db, words)
    enough = sum(not one.is_withdrawn for one in begin) >= MOST
    by_words: dict[str, Product] = {}
    for one in begin if enough else [*begin, *holding(db, words)]:
        by_words.setdefault(one.words, one)
    first = {one.id for one in begin}
    return sorted(by_words.values(), key=lambda one: (one.is_withdrawn, one.id not in first, place_of(one)))[:MOST]


def place_of(product: Product) -> tuple[bool, list[tuple[float, str]]]:
    """Generics before brands, and 5 mg before 10 mg."""
    return product.level != ProductLevel.VMP, by_strength(product.words.split())


def beginning(db: Session, words: Sequence[str]) -> Sequence[Product]:
    """Those whose first word begins with the first word typed, and that hold the others."""
    named = select(Product).where(begins_with(Product.words, words[0]), *holds(words[1:]))
    return listed(db, named)


def holding(db: Session, words: Sequence[str]) -> Sequence[Product]:
    """Those that hold them all, found by the word that the fewest have."""
    counts = {word: count_of(db, word) for word in telling_words(list(words))}
    if not counts:
        return []
    rarest = min(counts, key=lambda word: counts[word])
    found = with_word(rarest).subquery()
    return listed(db, select(Product).join(found, found.c.product_id == Product.id).where(*holds(words)))


def count_of(db: Session, word: str) -> int:
    """How many products have a word that begins so, as far as we look."""
    return db.exec(select(func.count()).select_from(with_word(word).subquery())).one()


def with_word(word: str) -> Any:
    return select(ProductWord.product_id).where(begins_with(ProductWord.word, word)).limit(LOOKS_AT)


def listed(db: Session, found: Any) -> Sequence[Product]:
    """The first of these that are offered: what is current, then generics, then by name."""
    is_brand = case((col(Product.level) == ProductLevel.VMP, 0), else_=1)
    in_order = found.where(col(Product.is_listed)).order_by(col(Product.is_withdrawn), is_brand, col(Product.words))
    products: Sequence[Product] = db.exec(in_order.limit(4 * MOST)).all()
    return products


def holds(words: Iterable[str]) -> list[Any]:
    """Each of these begins a word of the name. Words are letters and digits, so none is a pattern."""
    return [(literal(" ") + col(Product.words)).like(f"% {word}%") for word in words]
