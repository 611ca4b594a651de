"""What the list of products has to say about an order: flagged, never blocked."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from server.medication.models import Medicine
from server.products.models import Product

KEPT_APART = (1, 2, 3)
"""Schedules that are handled apart. Codeine and zopiclone are of 4 and 5: a flag on each would hide the rest."""

Products = Mapping[UUID, Product]


def product_flags(one: Medicine, others: Iterable[Medicine], products: Products) -> list[str]:
    """Another order of the same medicine under whatever name, and a controlled drug that is not ordered as one."""
    found = []
    if any(names_of_medicine(one, products) & names_of_medicine(other, products) for other in others):
        found.append("Another order of the same medicine counts, too.")
    product = products.get(one.product_id) if one.product_id else None
    if product and product.schedule in KEPT_APART and not one.is_controlled:
        found.append(f"A controlled drug, schedule {product.schedule}, that is not ordered as one.")
    return found


def names_of_medicine(one: Medicine, products: Products) -> set[str]:
    """The first words of its own name and of the generic that it is a form of: `sinemet` and `co-careldopa`."""
    product = products.get(one.product_id) if one.product_id else None
    generic = products.get(product.generic_id) if product and product.generic_id else None
    names = [one.name, product.name if product else "", generic.name if generic else ""]
    return {name.removeprefix("Generic ").split(" ")[0].lower() for name in names if name}


def products_behind(orders: Sequence[Sequence[Medicine]]) -> set[UUID]:
    """The products that these orders name."""
    return {rows[0].product_id for rows in orders if rows[0].product_id}
