"""What the web may do with the list of products: ask it what a name being typed may be."""

from litestar import Response

from server.dependencies import COORDINATORS, Asker, Db, Fields, ask
from server.products.queries import suggestions
from server.templating import html


@ask("/products/suggestions", COORDINATORS)
def suggest_products(db: Db, asker: Asker, data: Fields) -> Response[str]:
    return html("products/_suggestion_list.html", asker=asker, products=suggestions(db, data.get("name", "")))


product_routes = [suggest_products]
