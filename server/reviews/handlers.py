"""What the web may do with reviews: see what is due."""

from datetime import timedelta

from litestar import Response

from server.board.queries import held_count
from server.dependencies import COORDINATORS, Asker, Db, page
from server.reviews.due import all_due
from server.templating import html

SOON, LATER = timedelta(days=14), timedelta(days=90)


@page("/reviews", COORDINATORS)
def show_reviews(db: Db, asker: Asker) -> Response[str]:
    due, today = all_due(db, asker), asker.today
    return html(
        "reviews/reviews.html", asker=asker, held=held_count(db, asker),
        parts=[
            ("Overdue", [one for one in due if one.on < today]),
            ("In the next two weeks", [one for one in due if today <= one.on <= today + SOON]),
            ("In the next three months", [one for one in due if today + SOON < one.on <= today + LATER]),
        ],
    )  # fmt: skip


review_routes = [show_reviews]
